/** Who may decide on the claim of a complaint, as far as its view tells. */

import type { QueryFilter } from 'mongoose';
import type { CaseDocument } from '../../db/cases/cases.ts';
import { barredFrom, objectionTo, type Verdict } from '../../domain/case/approval.ts';
import { type Actor, inTheRightOf, isNo, type No, namesOf } from '../../domain/case/command.ts';
import type { CaseForRights } from '../../domain/case/rights.ts';
import type { CaseView } from '../../domain/case/view.ts';
import { type Claim, ownerOf, waitingClaim } from '../../domain/complaint/aspects/claims.ts';
import { actingRoleFor } from './acting-role-for.ts';
import { inEveryRight, inRightOf } from './acting-roles.ts';

const decisions = ['approve-claim', 'reject-claim'];

function claimsOf({ detail }: CaseView): Claim[] {
  return Array.isArray(detail.claims) ? (detail.claims as Claim[]) : [];
}

type Judge = (claim: Claim, held: Actor, barred: string[]) => No | null;

/** The actor in the right in which they may decide on the claim that waits, or what stands against it; null if none waits. */
function decider(
  actor: Actor,
  command: string,
  view: CaseView,
  subject: CaseForRights,
  judge: Judge,
): Actor | No | null {
  const claim = waitingClaim({ claims: claimsOf(view) });
  return claim ? actingRoleFor(actor, command, subject, (held) => judge(claim, held, ownerOf(view))) : null;
}

/** Whether the decision could be given now. */
const asItStands: (verdict: Verdict) => Judge = (verdict) => (claim, held, barred) =>
  objectionTo(claim, { verdict, digest: null }, held, barred);

/** What stands against a command if it is a decision; null for other commands. */
function objection(actor: Actor, command: string, view: CaseView, subject: CaseForRights, judge: Judge): No | null {
  const answer = decisions.includes(command) ? decider(actor, command, view, subject, judge) : null;
  return answer !== null && isNo(answer) ? answer : null;
}

/** Why this actor may not give this decision now: they prepared it, own the complaint, or have decided already. */
export function objectionToDeciding(actor: Actor, command: string, view: CaseView, subject: CaseForRights): No | null {
  return objection(actor, command, view, subject, asItStands(command === 'approve-claim' ? 'approved' : 'rejected'));
}

/** The person away in whose right alone this actor may approve the claim that waits; null if it is in their own. */
export function approvesFor(actor: Actor, view: CaseView, subject: CaseForRights): string | null {
  const able = decider(actor, 'approve-claim', view, subject, asItStands('approved'));
  return able === null || isNo(able) ? null : (able.standingInFor ?? null);
}

/** What stands against it because of an earlier part that they had, whatever else they may do. */
export function barredFromDeciding(actor: Actor, command: string, view: CaseView, subject: CaseForRights): No | null {
  return objection(actor, command, view, subject, barredFrom);
}

/** The complaints whose claim waits for a decision that this actor may give. */
export function waitsForDecisionOf(actor: Actor): QueryFilter<CaseDocument> {
  return {
    'view.owner': { $nin: namesOf(actor) },
    $or: inEveryRight(actor).map((held) => {
      const names = [held.actor.id, inTheRightOf(held.actor)];
      return inRightOf(held, {
        'view.detail.claims': {
          $elemMatch: {
            status: 'waiting',
            'rule.of.role': { $in: held.actor.roles },
            mayNotDecide: { $nin: namesOf(actor) },
            'decisions.by': { $nin: names },
            'decisions.standingInFor': { $nin: names },
          },
        },
      });
    }),
  };
}
