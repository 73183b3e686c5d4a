/** Who may decide on the claim of a complaint, as far as its view tells. */
import type { QueryFilter } from 'mongoose';
import type { CaseDocument } from '../../db/models.ts';
import { barredFrom, objectionTo } from '../../domain/approval.ts';
import { type Actor, inTheRightOf, isNo, type No, namesOf } from '../../domain/command.ts';
import { type Claim, ownerOf, waitingClaim } from '../../domain/complaint/aspects/claims.ts';
import { type CaseForRights, capacities } from '../../domain/rights.ts';
import type { CaseView } from '../../domain/view.ts';
import { forRights } from '../http/find-case.ts';
import { ApiProblem } from '../http/problem.ts';
import type { Context } from '../http/route.ts';
import { inEveryRight, inRightOf } from './every-right.ts';
import { freshView } from './fresh-case.ts';

const decisions = ['approve-claim', 'reject-claim'];

function claimsOf({ detail }: CaseView): Claim[] {
  return Array.isArray(detail.claims) ? (detail.claims as Claim[]) : [];
}

/** What stands against a decision on the claim that waits, in the first right in which nothing does; null for other commands. */
function objection(
  actor: Actor,
  command: string,
  view: CaseView,
  subject: CaseForRights,
  judge: (claim: Claim, held: Actor, barred: string[]) => No | null,
): No | null {
  const claim = decisions.includes(command) ? waitingClaim({ claims: claimsOf(view) }) : undefined;
  if (!claim) return null;
  const held = capacities(actor, command, subject);
  if (isNo(held)) return held;
  const answers = held.map((capacity) => judge(claim, capacity, ownerOf(view)));
  return answers.includes(null) ? null : (answers[0] ?? null);
}

/** Why this actor may not give this decision now: he prepared it, owns the complaint, or has decided already. */
export function objectionToDeciding(actor: Actor, command: string, view: CaseView, subject: CaseForRights): No | null {
  const verdict = command === 'approve-claim' ? 'approved' : 'rejected';
  return objection(actor, command, view, subject, (claim, held, barred) =>
    objectionTo(claim, { verdict, digest: null }, held, barred),
  );
}

/**
 * 403 for whoever prepared the claim or owns the complaint, under whatever name, before anything else of the request is
 * looked at. The projection may lie behind, so somebody is turned away only if the case itself agrees.
 */
export async function mustBeSomebodyElse({ principal, found, dependencies, request }: Context): Promise<void> {
  const command = request.path.split('/').at(-1) ?? '';
  const refusalOf = (view: CaseView) =>
    objection(
      principal.actor,
      command,
      view,
      { ...forRights(dependencies.packs, found), owner: view.owner },
      barredFrom,
    );
  if (refusalOf(found.view) === null) return;
  const refusal = refusalOf(await freshView(dependencies, found));
  if (refusal) throw new ApiProblem(refusal.no, refusal.detail);
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
