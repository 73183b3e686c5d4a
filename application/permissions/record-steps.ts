/** Who may take the next step of a record change, as far as its view tells. */

import { barredFrom, objectionTo } from '../../domain/case/approval.ts';
import type { Actor, No } from '../../domain/case/command.ts';
import type { CaseForRights } from '../../domain/case/rights.ts';
import type { CaseView } from '../../domain/case/view.ts';
import { detailOf } from '../../domain/details.ts';
import {
  barredFromStep,
  objectionToRejecting,
  objectionToStep,
  type PartsTaken,
} from '../../domain/record-change/separation.ts';
import { stepTakenBy } from '../../domain/record-change/steps.ts';
import { objectionInEveryRight } from './objection.ts';

type Judge = (taken: PartsTaken, held: Actor, barred: string[]) => No | null;

/** What stands against this command in every right in which the actor may give it. */
function objection(actor: Actor, command: string, view: CaseView, subject: CaseForRights, approves: Judge): No | null {
  const step = stepTakenBy(command, view.status);
  const taken = detailOf(view, 'recordChange');
  return objectionInEveryRight(actor, command, subject, (held) => {
    if (command === 'approve') return approves(taken, held, barredFromStep(taken, 'approve'));
    if (!step) return null;
    if (command === 'reject') return objectionToRejecting(taken, step, held, subject.policy.rights);
    return objectionToStep(taken, step, held);
  });
}

/** Whether the approval could be given now. */
const asItStands: Judge = ({ approval }, held, barred) =>
  objectionTo(approval, { verdict: 'approved', digest: null }, held, barred);

/** Why this actor may not take the next step now: they had an earlier part in it, or have approved already. */
export function objectionToRecordStep(
  actor: Actor,
  command: string,
  view: CaseView,
  subject: CaseForRights,
): No | null {
  return objection(actor, command, view, subject, asItStands);
}

/** What stands against it because of an earlier part that they had, whatever else they may do. */
export function barredFromRecordStep(actor: Actor, command: string, view: CaseView, subject: CaseForRights): No | null {
  return objection(actor, command, view, subject, ({ approval }, held, barred) => barredFrom(approval, held, barred));
}
