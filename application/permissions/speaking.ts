import { type Actor, isNo, type No } from '../../domain/case/command.ts';
import { actingRoles, type CaseForRights } from '../../domain/case/rights.ts';
import type { CaseView } from '../../domain/case/view.ts';
import { mayNotSpeak } from '../../domain/complaint/aspects/speaking.ts';

/** What stands against speaking for the customer, in every right of the actor; null if they may in one of them. */
export function objectionToSpeaking(
  actor: Actor,
  name: string,
  { detail }: CaseView,
  subject: CaseForRights,
): No | null {
  const { barred = [], contactCorrectedBy } = detail;
  const parts = { ...subject, barred, ...(contactCorrectedBy ? { contactCorrectedBy } : {}) };
  const held = actingRoles(actor, name, subject);
  // Those without any right have been turned away already.
  const refusals = isNo(held) ? [null] : held.map((capacity) => mayNotSpeak(parts, capacity));
  return refusals.includes(null) ? null : (refusals[0] ?? null);
}
