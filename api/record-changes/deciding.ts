/** Who may take the next step of a record change, as far as its view tells. */
import { barredFrom, objectionTo } from '../../domain/approval.ts';
import { type Actor, isNo, type No } from '../../domain/command.ts';
import { barredFromStep, objectionToStep, type PartsTaken } from '../../domain/record-change/separation.ts';
import { stepTakenBy } from '../../domain/record-change/steps.ts';
import { type CaseForRights, capacities } from '../../domain/rights.ts';
import type { CaseView } from '../../domain/view.ts';
import { freshView } from '../cases/fresh-case.ts';
import { forRights } from '../http/find-case.ts';
import { ApiProblem } from '../http/problem.ts';
import type { Context } from '../http/route.ts';

type Judge = (taken: PartsTaken, held: Actor, barred: string[]) => No | null;

/** What stands against a command of this actor, in the first right in which nothing does; null where nothing can. */
function objection(actor: Actor, command: string, view: CaseView, subject: CaseForRights, approves: Judge): No | null {
  const step = stepTakenBy(command, view.status);
  if (!step) return null;
  const held = capacities(actor, command, subject);
  if (isNo(held)) return held;
  const taken = view.detail as unknown as PartsTaken;
  const answers = held.map((capacity) =>
    command === 'approve'
      ? approves(taken, capacity, barredFromStep(taken, 'approve'))
      : objectionToStep(taken, step, capacity),
  );
  return answers.includes(null) ? null : (answers[0] ?? null);
}

/** Why this actor may not take the next step now: he had an earlier part in it, or has approved already. */
export function objectionToRecordStep(
  actor: Actor,
  command: string,
  view: CaseView,
  subject: CaseForRights,
): No | null {
  return objection(actor, command, view, subject, ({ approval }, held, barred) =>
    objectionTo(approval, { verdict: 'approved', digest: null }, held, barred),
  );
}

/**
 * 403 for whoever had a part that does not go together with this step, under whatever name, before anything else of the
 * request is looked at. The projection may lie behind, so somebody is turned away only if the case itself agrees.
 */
export async function mustDiffer({ principal, found, dependencies, request }: Context): Promise<void> {
  const command = request.path.split('/').at(-1) ?? '';
  const refusalOf = (view: CaseView) =>
    objection(
      principal.actor,
      command,
      view,
      { ...forRights(dependencies.packs, found), owner: view.owner },
      ({ approval }, held, barred) => barredFrom(approval, held, barred),
    );
  if (refusalOf(found.view) === null) return;
  const refusal = refusalOf(await freshView(dependencies, found));
  if (refusal) throw new ApiProblem(refusal.no, refusal.detail);
}
