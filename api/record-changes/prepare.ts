import { type Actor, inTheRightOf, isNo } from '../../domain/command.ts';
import { recordChange } from '../../domain/record-change/kind.ts';
import type { RecordChangeDetails, RecordChangeState } from '../../domain/record-change/state.ts';
import { capacities } from '../../domain/rights.ts';
import type { CaseView } from '../../domain/view.ts';
import { recordChangeSliceFor } from '../../packs/record-change-slice.ts';
import type { Pack } from '../../packs/schema.ts';
import { openNewCase } from '../cases/open-case.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { ApiProblem } from '../http/problem.ts';
import type { FormBody } from './form-body.ts';
import { draftForm, keepForm } from './make-form.ts';

export interface Preparation {
  pack: Pack;
  actor: Actor;
  principal: string;
  key: string;
  body: FormBody;
  receivedAt: string;
}

/** Opens a record change: the form to the vault, frozen with its digest and the versions that it was made from (N-20). */
export function prepareRecordChange(
  dependencies: ApiDependencies,
  { pack, actor, principal, key, body, receivedAt }: Preparation,
): Promise<CaseView> {
  const opening = { pack, kind: recordChange, letter: 'R', principal, key, content: body, receivedAt };
  return openNewCase<RecordChangeState, RecordChangeDetails, CaseView>(dependencies, opening, async (number) => {
    const policy = recordChangeSliceFor(pack, body.action);
    const held = capacities(actor, 'open', { about: [], owner: null, policy });
    if (isNo(held)) throw new ApiProblem('Forbidden', held.detail);
    const [preparer = actor] = held;
    const drafted = await draftForm(dependencies, pack, number, body);
    return {
      policy,
      actor: preparer,
      async details(at) {
        const place = { change: number, name: 'opening', by: actor.id, at };
        return { ...(await keepForm(dependencies, pack, drafted, place)), preparer: inTheRightOf(preparer) };
      },
      answer: (view) => view,
    };
  });
}
