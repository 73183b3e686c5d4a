/** In which of their rights people may do what depends on who did what before: their own first, then as a stand-in. */

import { type Actor, isNo, type No } from '../../domain/case/command.ts';
import { actingRoles, type CaseForRights } from '../../domain/case/rights.ts';

/** The actor in the first right in which nothing stands against the command; if there is none, what stands against it. */
export function actingRoleFor(
  actor: Actor,
  command: string,
  subject: CaseForRights,
  objectionIn: (held: Actor) => No | null,
): Actor | No {
  const held = actingRoles(actor, command, subject);
  if (isNo(held)) return held;
  const answers = held.map((capacity) => objectionIn(capacity) ?? capacity);
  return answers.find((answer) => !isNo(answer)) ?? answers[0] ?? actor;
}
