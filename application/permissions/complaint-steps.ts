/** Who may decide on the claim of a complaint, as far as its view tells. */

import { barredFrom, objectionTo, type Verdict } from '../../domain/case/approval.ts';
import { type Actor, isNo, type No } from '../../domain/case/command.ts';
import { actingRoles, type CaseForRights } from '../../domain/case/rights.ts';
import type { CaseView } from '../../domain/case/view.ts';
import { type Claim, ownerOf, waitingClaim } from '../../domain/complaint/aspects/claims.ts';
import { mayNotSpeak } from '../../domain/complaint/aspects/speaking.ts';
import { detailOf } from '../../domain/details.ts';
import { objectionInEveryRight } from './objection.ts';

const decisions = ['approve-claim', 'reject-claim'];

type Judge = (claim: Claim, held: Actor, barred: string[]) => No | null;

/** What stands against a decision on the claim that waits; null for other commands, and if none waits. */
function objection(actor: Actor, command: string, view: CaseView, subject: CaseForRights, judge: Judge): No | null {
  if (!decisions.includes(command)) return null;
  const { claims = [] } = detailOf(view, 'complaint');
  const claim = waitingClaim({ claims });
  return claim ? objectionInEveryRight(actor, command, subject, (held) => judge(claim, held, ownerOf(view))) : null;
}

/** Whether the decision could be given now. */
const asItStands: (verdict: Verdict) => Judge = (verdict) => (claim, held, barred) =>
  objectionTo(claim, { verdict, digest: null }, held, barred);

/** Why this actor may not give this decision now: they prepared it, own the complaint, or have decided already. */
export function objectionToDeciding(actor: Actor, command: string, view: CaseView, subject: CaseForRights): No | null {
  return objection(actor, command, view, subject, asItStands(command === 'approve-claim' ? 'approved' : 'rejected'));
}

/** What stands against it because of an earlier part that they had, whatever else they may do. */
export function barredFromDeciding(actor: Actor, command: string, view: CaseView, subject: CaseForRights): No | null {
  return objection(actor, command, view, subject, barredFrom);
}

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
