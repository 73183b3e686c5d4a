/** When a clock is due by its organisation's calendar, and the proof. Pure: it reads no clock and asks nobody. */

import { zonedInstantText } from './days/local-text.ts';
import type { Due, WorkingEntry } from './days/working.ts';
import type { WorkingCalendar } from './days/working-calendar.ts';
import { dueOf } from './due.ts';
import { instantText } from './instant.ts';
import { type Question, type ReadQuestion, readQuestion } from './question.ts';
import { orRefusal, type Refusal } from './refusal.ts';
import { rungAt } from './rung.ts';

export { closingAfter, closingOfNextDay, localText, nextOpening, openCalendar } from './calendar.ts';
export type { WorkingEntry } from './days/working.ts';
export type { WorkingCalendar } from './days/working-calendar.ts';
export type { Question } from './question.ts';
export type { Refusal } from './refusal.ts';

/**
 * Instants are UTC with `Z`; `dueLocal` is the due instant in the calendar's zone. While a pause is open all are null.
 * A single rung is null if it is skipped: it lies at or before the start. Rungs stand in the order of the question.
 */
export interface Deadline {
  dueAt: string | null;
  dueLocal: string | null;
  rungs: (string | null)[];
}

/** A deadline with its working: a day for each local day from the start to the due day; none for `elapsed` or while a pause is open. */
export interface DeadlineProof extends Deadline {
  working: WorkingEntry[];
}

/**
 * The deadline and the rungs of a clock. Never throws on a bad question: `Malformed` says what is wrong with it,
 * `CalendarExhausted` that the due instant or a rung lies after the calendar's last known day.
 */
export function deadline(calendar: WorkingCalendar, question: Question): Deadline | Refusal {
  return orRefusal(() => workOut(calendar, readQuestion(question)).deadline);
}

/** The same deadline, from the same computation, with every day that was counted or skipped on the way to it. */
export function deadlineProof(calendar: WorkingCalendar, question: Question): DeadlineProof | Refusal {
  return orRefusal(() => {
    const worked = workOut(calendar, readQuestion(question));
    return { ...worked.deadline, working: worked.due?.working() ?? [] };
  });
}

function workOut(calendar: WorkingCalendar, question: ReadQuestion): { deadline: Deadline; due?: Due } {
  const { start, pauses, rungs } = question;
  if (question.isPausedNow) return { deadline: { dueAt: null, dueLocal: null, rungs: rungs.map(() => null) } };
  const due = dueOf(calendar, start, question.due, pauses);
  const rungInstants = rungs.map((rung) => rungAt(calendar, rung, due, start));
  return {
    due,
    deadline: {
      dueAt: instantText(due.at),
      dueLocal: zonedInstantText(calendar, due.at),
      rungs: rungInstants.map((at) => (at === null ? null : instantText(at))),
    },
  };
}
