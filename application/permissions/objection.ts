/** What stands against a step because of who did what before: people give it in their own right first, then as a stand-in. */

import { type Actor, isNo, type No } from '../../domain/case/command.ts';
import { actingRoles, type CaseForRights } from '../../domain/case/rights.ts';

/** Null if nothing stands against the command in one of the rights in which the actor may give it. */
export function objectionInEveryRight(
  actor: Actor,
  command: string,
  subject: CaseForRights,
  objectionIn: (held: Actor) => No | null,
): No | null {
  const held = actingRoles(actor, command, subject);
  if (isNo(held)) return held;
  const objections = held.map(objectionIn);
  return objections.includes(null) ? null : (objections[0] ?? null);
}
