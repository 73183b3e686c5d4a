import type { CaseState } from '../../domain/case/case.ts';
import { report } from '../../domain/case/machine.ts';
import type { LocalNotice, UndeliveredNotice } from '../messages/notices.ts';
import { answerTold, type CaseRun, notTold, now, take } from './run.ts';

/** Under what a receipt counts once: of a letter, by its key. */
export const receiptOf = (key: string): string => `receipt:${key}`;

/**
 * A gateway took a notice to the customer and could not deliver it after all. That is a fact of the timeline, and the same
 * notice goes by the channels that have not been used. A receipt that comes again changes nothing.
 */
export function noticeUndelivered<State extends CaseState>(run: CaseRun<State>, receipt: UndeliveredNotice): void {
  const { key, channel, template, detail, instead, told, isTold = true } = receipt;
  const id = receiptOf(key);
  if (id in run.applied) return;
  const fact = { type: 'noticeFailed', data: { key, to: 'customer', channel, detail } };
  const again: LocalNotice = { to: 'customer', channels: instead, template, urgent: true, ...told };
  const follows = told?.spoken && !isTold ? notTold(run, told.spoken) : [];
  const step = report(run.kind, run.record, [fact, ...follows], id, run.calendar.opened, now());
  take(run, instead.length > 0 ? { ...step, notices: [again] } : step);
  // What goes out instead tells the customer once it is delivered, and not before.
  if (told?.answer !== undefined && (!isTold || instead.length > 0)) answerTold(run, told.answer, false, id);
  run.applied = { ...run.applied, [id]: step.record.revision };
}
