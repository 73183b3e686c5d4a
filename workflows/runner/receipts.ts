import type { CaseState } from '../../domain/case/case.ts';
import type { Fact, TimelineEvent } from '../../domain/case/event.ts';
import { report } from '../../domain/case/machine.ts';
import {
  idOfFailure,
  idOfReceipt,
  noticesFailedSignal,
  noticeUndeliveredSignal,
  type Signed,
} from '../messages/case.ts';
import type { FailedNotices, LocalNotice, NoticeOutcome, UndeliveredNotice } from '../messages/notices.ts';
import { toldTo, unsignedBody } from './messages-of-system.ts';
import { answerTold, type CaseRun, notTold, now, take } from './run.ts';

/** Under what a receipt counts once: of a letter, by its key. */
export const receiptOf = idOfReceipt;

/**
 * A gateway took a notice to the customer and could not deliver it after all. That is a fact of the timeline. The same notice
 * goes by the channels that have not been used, or as a letter to print if none is left. A receipt that comes again changes
 * nothing.
 */
export function noticeUndelivered<State extends CaseState>(
  run: CaseRun<State>,
  message: Signed<UndeliveredNotice>,
): void {
  const { body: receipt, ...signed } = unsignedBody<UndeliveredNotice>(message);
  const { key, channel, template, detail, instead, letter, told, isTold = true } = receipt;
  const id = receiptOf(key);
  if (id in run.applied) return;
  const fact = { type: 'noticeFailed', data: { key, to: 'customer', channel, detail } };
  const onPaper = letter ? { onPaper: letter } : {};
  const again: LocalNotice = { to: 'customer', channels: instead, template, urgent: true, ...onPaper, ...told };
  const follows = told?.spoken && !isTold ? notTold(run, told.spoken) : [];
  const said = (events: TimelineEvent[]) =>
    toldTo(run, events, { name: noticeUndeliveredSignal, commandId: id, body: receipt, ...signed });
  const bare = report(run.kind, run.record, [fact, ...follows], id, run.calendar.opened, now());
  const step = { ...bare, events: said(bare.events) };
  take(run, instead.length > 0 || letter ? { ...step, notices: [again] } : step);
  // What goes out instead tells the customer once it is delivered, and not before.
  if (told?.answer !== undefined && (!isTold || instead.length > 0)) answerTold(run, told.answer, false, id, said);
  run.applied = { ...run.applied, [id]: step.record.revision };
}

/**
 * A batch that went with the projection has failed, all of it or some of its letters: facts of the timeline. The sender may
 * say so again, since it says so before it forgets the batch: that changes nothing.
 */
export function noticesFailed<State extends CaseState>(run: CaseRun<State>, message: Signed<FailedNotices>): void {
  const { body, ...signed } = unsignedBody<FailedNotices>(message);
  const { key, outcomes, gaveUp } = body;
  const id = idOfFailure(key);
  if (id in run.applied) return;
  const facts = gaveUp === null ? outcomeFacts(key, outcomes) : [givenUp(key, gaveUp)];
  const step = report(run.kind, run.record, facts, id, run.calendar.opened, now());
  const events = toldTo(run, step.events, { name: noticesFailedSignal, commandId: id, body, ...signed });
  take(run, { ...step, events });
  run.applied = { ...run.applied, [id]: step.record.revision };
}

/** A batch of which nothing can be said, since each attempt at it failed as a whole. */
export function givenUp(key: string, detail: string): Fact {
  return { type: 'effectFailed', data: { key, detail } };
}

/** What the timeline keeps of a delivery: who was told of a rung, and what could not be delivered. */
export function outcomeFacts(batchKey: string, outcomes: NoticeOutcome[]): Fact[] {
  const failed = outcomes
    .filter(({ sent }) => !sent)
    .map(({ to, channel, detail }) => ({ type: 'noticeFailed', data: { key: batchKey, to, channel, detail } }));
  const rungs = new Map<string, { clock: string; rung: number; staff: string[] }>();
  for (const { sent, to, escalation } of outcomes) {
    if (!sent || !escalation) continue;
    const key = `${escalation.clock}/${escalation.rung}`;
    const known = rungs.get(key) ?? { clock: escalation.clock, rung: escalation.rung, staff: [] };
    rungs.set(key, { ...known, staff: [...new Set([...known.staff, to])] });
  }
  return [...failed, ...[...rungs.values()].map((data) => ({ type: 'told', data }))];
}
