import { type Actor, isNo } from '../../domain/case/command.ts';
import { actingRoles } from '../../domain/case/rights.ts';
import type { CaseView } from '../../domain/case/view.ts';
import { procedure } from '../../domain/procedure/kind.ts';
import type { ProcedureDetails, ProcedureState } from '../../domain/procedure/state.ts';
import { procedureSliceFor } from '../../packs/kinds/procedure/pinned-policy.ts';
import type { Pack } from '../../packs/schema.ts';
import { caseNumber, kindLetters } from '../cases/case-number.ts';
import { openNewCase } from '../cases/open-case.ts';
import { keepOptionalWords } from '../cases/opening-words.ts';
import type { OpeningDependencies } from '../dependencies.ts';
import { Refused } from '../refused.ts';
import { deferredUntilNow } from './deferred.ts';

/** Who starts which procedure, and about what. */
export interface ProcedureOpening {
  pack: Pack;
  /** Which procedure of the pack. */
  id: string;
  /** Who the key belongs to: a staff id, or `procedure` if it falls due by itself. */
  principal: string;
  key: string;
  actor: Actor;
  at: string;
  details: Omit<ProcedureDetails, 'words'>;
  /** What it is about, in somebody's words; left out if it falls due by itself. */
  text?: string;
  /** The key of the person who asked for it, if `key` is that of a period: another request finds it started. */
  askedUnder?: string;
}

/** The key of an occurrence that falls due by itself: the same one, however often it is found missing. */
export function keyOfPeriod(id: string, period: string): { principal: string; key: string } {
  return { principal: 'procedure', key: `${id}/${period}` };
}

/** The number of the occurrence of a procedure in a period: it exists once, however often it is started. */
export function procedureNumber(secret: string, pack: Pick<Pack, 'id' | 'prefix'>, id: string, period: string): string {
  const { principal, key } = keyOfPeriod(id, period);
  return caseNumber(secret, pack.prefix, kindLetters.procedure, [pack.id, principal, key]);
}

/**
 * Opens an occurrence of a procedure. Opened again under its key, it is the same one.
 * @throws Refused `NotAllowedNow` if the pack has no such procedure, `Forbidden` if it is not this person's to start
 */
export async function openProcedure(
  dependencies: OpeningDependencies,
  { pack, id, principal, key, actor, at: receivedAt, details, text, askedUnder }: ProcedureOpening,
): Promise<CaseView> {
  const content = {
    ...{ procedure: id, period: details.period, text },
    ...(details.cause ? { cause: details.cause } : {}),
    ...(details.parties ? { parties: details.parties } : {}),
    ...(askedUnder ? { askedUnder } : {}),
  };
  const opening = { pack, kind: procedure, principal, key, content, receivedAt };
  return openNewCase<ProcedureState, ProcedureDetails, CaseView>(dependencies, opening, async (number) => {
    return {
      ...mayStart(pack, id, actor),
      details: async (at) => ({
        ...details,
        ...(await takenOver(dependencies, pack, id, details)),
        words: await keepOptionalWords(dependencies, { organisation: pack.id, number, at }, { text, by: actor.id }),
      }),
      answer: (view) => view,
    };
  });
}

/** What was deferred before, if this is an occurrence by calendar; what started otherwise is about something else. */
async function takenOver(
  { database }: OpeningDependencies,
  pack: Pack,
  id: string,
  { period }: ProcedureOpening['details'],
): Promise<Pick<ProcedureDetails, 'deferred'>> {
  const deferred = period === null ? [] : await deferredUntilNow(database, pack, id);
  return deferred.length > 0 ? { deferred } : {};
}

/**
 * The policy of a procedure, and the person with the roles by which they start it.
 * @throws Refused `NotAllowedNow` if the pack has no such procedure, `Forbidden` if it is not this person's to start
 */
export function mayStart(pack: Pack, id: string, actor: Actor): { policy: ProcedureState['policy']; actor: Actor } {
  const policy = procedureSliceFor(pack, id);
  if (!policy) throw new Refused('NotAllowedNow', `The policy of ${pack.id} has no procedure ${id}.`);
  const held = actingRoles(actor, 'open', { about: [], owner: null, policy });
  if (isNo(held)) throw new Refused('Forbidden', held.detail);
  return { policy, actor: held[0] ?? actor };
}
