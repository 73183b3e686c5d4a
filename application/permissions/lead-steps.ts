/** Who may decide on a request to contact a donor, as far as the lead's view tells (N-08). */

import { barredFrom, objectionTo } from '../../domain/case/approval.ts';
import type { Actor, No } from '../../domain/case/command.ts';
import type { CaseForRights } from '../../domain/case/rights.ts';
import type { CaseView } from '../../domain/case/view.ts';
import { detailOf } from '../../domain/details.ts';
import { type ContactRequest, waitingRequest } from '../../domain/lead/aspects/point-of-contact.ts';
import { objectionInEveryRight } from './objection.ts';

const verdicts: Record<string, 'approved' | 'rejected'> = {
  'approve-contact': 'approved',
  'reject-contact': 'rejected',
};

type Judge = (request: ContactRequest, held: Actor) => No | null;

/** Whether the decision could be given now. */
const asItStands =
  (command: string): Judge =>
  ({ approval }, held) =>
    objectionTo(approval, { verdict: verdicts[command] ?? 'approved', digest: null }, held);

/** What stands against a decision in every right in which the actor may give it; null if nothing waits. */
function objection(
  actor: Actor,
  command: string,
  view: CaseView,
  subject: CaseForRights,
  judge: Judge = asItStands(command),
): No | null {
  const { requests = [] } = detailOf(view, 'lead');
  const waiting = command in verdicts ? waitingRequest({ requests }) : undefined;
  return waiting ? objectionInEveryRight(actor, command, subject, (held) => judge(waiting, held)) : null;
}

/** Why this actor may not decide now: they asked themselves, it is about them, or they have decided already. */
export function objectionToLeadStep(actor: Actor, command: string, view: CaseView, subject: CaseForRights): No | null {
  return objection(actor, command, view, subject);
}

/** What stands against it because of an earlier part that they had, whatever else they may do. */
export function barredFromLeadStep(actor: Actor, command: string, view: CaseView, subject: CaseForRights): No | null {
  return objection(actor, command, view, subject, ({ approval }, held) => barredFrom(approval, held));
}
