/** When would it be due? Worked out by a calendar of the organisation, or by one that is given. */

import { calendarAfter } from '../../db/organisation/calendars.ts';
import { DeadlineRefused, openCalendar, parseInstant } from '../../domain/deadline/calendar.ts';
import { deadlineProof } from '../../domain/deadline/deadline.ts';
import type { Call } from '../call.ts';
import { invalid } from '../refused.ts';
import { reachesTooFar, yearsAtMost } from './calendar-reach.ts';

/** What is asked: from when, what is due, and which calendar counts, by its name or as a whole. */
export interface DeadlineQuestion {
  calendar?: unknown;
  start: string;
  due: unknown;
  pauses?: unknown[] | undefined;
  rungs?: unknown[] | undefined;
}

/**
 * The question as it was understood, and the answer, with every day counted or skipped; or why there is none.
 * @throws Refused `Invalid` if the calendar is none of the organisation's, or the start lies too far back
 */
export async function previewDeadline(
  call: Pick<Call, 'dependencies' | 'pack'>,
  { calendar: wanted, ...asked }: DeadlineQuestion,
): Promise<{ question: unknown; answer: unknown }> {
  const calendar = await calendarOf(call, wanted);
  return { question: { calendar, ...asked }, answer: answerBy(calendar, asked) };
}

function answerBy(calendar: unknown, asked: Omit<DeadlineQuestion, 'calendar'>): unknown {
  try {
    const opened = openCalendar(calendar);
    if (reachesTooFar(opened.lastKnownDay, parseInstant(asked.start, 'start'))) {
      throw invalid('start', `lies more than ${yearsAtMost} years before the last day that the calendar is known for`);
    }
    return deadlineProof(opened, asked as Parameters<typeof deadlineProof>[1]);
  } catch (error) {
    if (error instanceof DeadlineRefused) return { refusal: error.refusal, detail: error.detail };
    throw error;
  }
}

async function calendarOf(
  { dependencies, pack }: Pick<Call, 'dependencies' | 'pack'>,
  wanted: unknown,
): Promise<unknown> {
  if (typeof wanted === 'object') return wanted;
  const name = typeof wanted === 'string' ? wanted : pack.calendar;
  const published = await calendarAfter(dependencies.database, pack.id, name, 0);
  if (published) return published.calendar;
  throw invalid('calendar', `${name} is not a calendar of this organisation`);
}
