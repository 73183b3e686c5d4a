/** Who may take the next step of a survey cycle, as far as its view tells. */

import { type Approval, barredFrom, objectionTo } from '../../domain/case/approval.ts';
import type { Actor, No } from '../../domain/case/command.ts';
import type { CaseForRights } from '../../domain/case/rights.ts';
import type { CaseView } from '../../domain/case/view.ts';
import { detailOf } from '../../domain/details.ts';
import { mayNotDecide } from '../../domain/survey-cycle/aspects/agreeing.ts';
import { objectionInEveryRight } from './objection.ts';

type Judge = (approval: Approval, held: Actor) => No | null;

/** What stands against this command in every right in which the actor may give it. */
function objection(actor: Actor, command: string, view: CaseView, subject: CaseForRights, judge: Judge): No | null {
  const signed = detailOf(view, 'surveyCycle');
  const approvals: Record<string, Approval | undefined> = {
    review: signed.review,
    return: signed.review,
    discuss: signed.discussion,
  };
  const approval = approvals[command];
  return objectionInEveryRight(actor, command, subject, (held) => {
    if (command === 'decide') return mayNotDecide(signed, held);
    return approval ? judge(approval, held) : null;
  });
}

/** Whether the signature could be given now. */
const asItStands: Judge = (approval, held) => objectionTo(approval, { verdict: 'approved', digest: null }, held);

/** Why this actor may not take the next step now: they had a part in it before. */
export function objectionToSurveyStep(
  actor: Actor,
  command: string,
  view: CaseView,
  subject: CaseForRights,
): No | null {
  return objection(actor, command, view, subject, asItStands);
}

/** What stands against it because of an earlier part that they had, whatever else they may do. */
export function barredFromSurveyStep(actor: Actor, command: string, view: CaseView, subject: CaseForRights): No | null {
  return objection(actor, command, view, subject, (approval, held) => barredFrom(approval, held));
}
