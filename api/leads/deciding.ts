/** Who may decide on a request to contact a donor, as far as the lead's view tells (N-08). */
import { barredFrom, objectionTo } from '../../domain/approval.ts';
import { type Actor, isNo, type No } from '../../domain/command.ts';
import { type ContactRequest, waitingRequest } from '../../domain/lead/aspects/point-of-contact.ts';
import type { CaseForRights } from '../../domain/rights.ts';
import type { CaseView } from '../../domain/view.ts';
import { firstAble, turnAway } from '../cases/first-able.ts';
import type { Context } from '../http/route.ts';

const decisions = ['approve-contact', 'reject-contact'];

type Judge = (request: ContactRequest, held: Actor) => No | null;

function objection(actor: Actor, command: string, view: CaseView, subject: CaseForRights, judge: Judge): No | null {
  const { requests = [] } = view.detail as { requests?: ContactRequest[] };
  const waiting = decisions.includes(command) ? waitingRequest({ requests }) : undefined;
  const able = waiting ? firstAble(actor, command, subject, (held) => judge(waiting, held)) : null;
  return able !== null && isNo(able) ? able : null;
}

/** Why this actor may not decide now: he asked himself, it is about him, or he has decided already. */
export function objectionToLeadStep(actor: Actor, command: string, view: CaseView, subject: CaseForRights): No | null {
  const verdict = command === 'approve-contact' ? 'approved' : 'rejected';
  return objection(actor, command, view, subject, ({ approval }, held) =>
    objectionTo(approval, { verdict, digest: null }, held),
  );
}

/** 403 for whoever asked, or is to be appointed, under whatever name. */
export function mustNotBeTheirs(context: Context): Promise<void> {
  return turnAway(context, (actor, command, view, subject) =>
    objection(actor, command, view, subject, ({ approval }, held) => barredFrom(approval, held)),
  );
}
