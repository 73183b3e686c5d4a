import { type Actor, effectiveUser, isNo } from '../../domain/case/command.ts';
import { actingRoles } from '../../domain/case/rights.ts';
import type { CaseView } from '../../domain/case/view.ts';
import type { RegistryAction } from '../../domain/customer/record.ts';
import { recordChange } from '../../domain/record-change/kind.ts';
import type { Applicant, RecordChangeDetails, RecordChangeState } from '../../domain/record-change/state.ts';
import { recordChangeSliceFor } from '../../packs/kinds/record-change/pinned-policy.ts';
import type { Pack } from '../../packs/schema.ts';
import { caseNumber, kindLetters } from '../cases/case-number.ts';
import { openNewCase } from '../cases/open-case.ts';
import type { Dependencies, OpeningDependencies } from '../dependencies.ts';
import { Refused } from '../refused.ts';
import type { FormBody } from './form-body.ts';
import { type Drafted, draftForm, keepForm } from './make-form.ts';

export interface Preparation {
  pack: Pack;
  actor: Actor;
  principal: string;
  key: string;
  receivedAt: string;
  /** Set if the customer prepares it. */
  applicant?: Applicant;
}

/** Opens a record change: the form to the vault, frozen with its digest and the versions that it was made from (N-20). */
export function prepareRecordChange(
  dependencies: Dependencies,
  { body, ...preparation }: Preparation & { body: FormBody },
): Promise<CaseView> {
  const { action } = body;
  return openRecordChange(dependencies, { ...preparation, action, content: body }, (number) =>
    draftForm(dependencies, preparation.pack, number, body),
  );
}

/**
 * Opens a record change on what has been drafted for its number.
 * @param content what makes two requests under one key the same.
 */
export function openRecordChange(
  dependencies: OpeningDependencies,
  preparation: Preparation & { action: RegistryAction; content: unknown },
  draft: (number: string) => Promise<Drafted>,
): Promise<CaseView> {
  const { pack, actor, principal, key, action, content, receivedAt, applicant } = preparation;
  const opening = { pack, kind: recordChange, principal, key, content, receivedAt };
  return openNewCase<RecordChangeState, RecordChangeDetails, CaseView>(dependencies, opening, async (number) => {
    const policy = recordChangeSliceFor(pack, action);
    const held = actingRoles(actor, 'open', { about: [], owner: null, policy });
    if (isNo(held)) throw new Refused('Forbidden', held.detail);
    const [preparer = actor] = held;
    const drafted = await draft(number);
    return {
      policy,
      actor: preparer,
      async details(at) {
        const place = { change: number, name: 'opening', by: actor.id, at };
        await drafted.keepBeside?.();
        const form = await keepForm(dependencies, pack, drafted, place);
        return { ...form, preparer: effectiveUser(preparer), ...(applicant ? { applicant } : {}) };
      },
      answer: (view) => view,
    };
  });
}

/** The number that a record change under this key has, or will have. */
export function recordChangeNumber(secret: string, pack: Pack, principal: string, key: string): string {
  return caseNumber(secret, pack.prefix, kindLetters.recordChange, [pack.id, principal, key]);
}
