import { z } from 'zod';
import type { CalendarSnapshot } from '../../domain/case/case.ts';
import { dayStart } from '../../domain/deadline/days/day-start.ts';
import { openCalendar } from '../../domain/deadline/deadline.ts';
import { InForce, type Term } from '../schema/term.ts';
import type { PolicySource } from './policy-source.ts';
import type { Problem } from './problem.ts';
import { shapeProblems } from './shape-problems.ts';

const Said = z.object({ inForce: InForce });

/**
 * What a text says of the term of its version. Dates are days of the organisation's calendar: the first one, and of a memo
 * the last one. Undefined if the text says nothing of it, or nothing sound, which `problems` then tell.
 */
export function termOf(
  source: PolicySource,
  version: number,
  calendar: CalendarSnapshot['calendar'] | undefined,
  problems: Problem[],
): Term | undefined {
  if (source.inForce === undefined) return undefined;
  const said = Said.safeParse({ inForce: source.inForce });
  if (!said.success) {
    problems.push(...shapeProblems(said.error, source));
    return undefined;
  }
  const { from, until, replaces } = said.data.inForce;
  if (replaces !== undefined && replaces >= version) {
    problems.push(source.refusal(['inForce', 'replaces'], 'A memo replaces an earlier one: give its version.'));
    return undefined;
  }
  const term = {
    ...(from === undefined ? {} : { from: instantOf(from, calendar, 0) }),
    ...(until === undefined ? {} : { until: instantOf(until, calendar, 1) }),
    ...(replaces === undefined ? {} : { replaces }),
  };
  if (term.from === undefined || term.until === undefined || term.from < term.until) return term;
  problems.push(source.refusal(['inForce', 'until'], 'This memo ends before it begins.'));
  return undefined;
}

/** A date is the beginning of that day, or of the day so many days later; an instant is itself. */
function instantOf(moment: string, calendar: CalendarSnapshot['calendar'] | undefined, daysLater: number): string {
  if (moment.includes('T')) return new Date(moment).toISOString();
  // Without a calendar the version is refused anyway.
  return new Date(calendar ? dayStart(openCalendar(calendar), moment, daysLater) : moment).toISOString();
}
