/** In which of his rights somebody may do what depends on who did what before him: his own first, then as a stand-in. */

import { type Actor, isNo, type No } from '../../domain/command.ts';
import { type CaseForRights, capacities } from '../../domain/rights.ts';
import type { CaseView } from '../../domain/view.ts';
import type { Call } from '../call.ts';
import { Refused } from '../refused.ts';
import { forRights } from './find-case.ts';
import { freshView } from './fresh-case.ts';

/** The actor in the first right in which nothing stands against the command; where there is none, what stands against it. */
export function firstAble(
  actor: Actor,
  command: string,
  subject: CaseForRights,
  objectionIn: (held: Actor) => No | null,
): Actor | No {
  const held = capacities(actor, command, subject);
  if (isNo(held)) return held;
  const answers = held.map((capacity) => objectionIn(capacity) ?? capacity);
  return answers.find((answer) => !isNo(answer)) ?? answers[0] ?? actor;
}

/**
 * 403 for whoever may not give the command of this request because of an earlier part that he had, under whatever name,
 * before anything else of it is looked at. The projection may lie behind, so somebody is turned away only if the case agrees.
 */
export async function turnAway(
  { principal, found, dependencies }: Call,
  command: string,
  refusalOf: (actor: Actor, command: string, view: CaseView, subject: CaseForRights) => No | null,
): Promise<void> {
  const refusalIn = (view: CaseView) =>
    refusalOf(principal.actor, command, view, { ...forRights(dependencies.packs, found), owner: view.owner });
  if (refusalIn(found.view) === null) return;
  const refusal = refusalIn(await freshView(dependencies, found));
  if (refusal) throw new Refused(refusal.no, refusal.detail);
}
