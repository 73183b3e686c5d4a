/** To whom an absence gives what: rights pass to the deputy, and on to the deputy's own stand-in. Pure. */
import { earlier, later } from './deadline/instants-and-dates.ts';
import type { Member } from './stand-in.ts';

/** An absence as far as rights need it. */
export interface AbsenceSpan {
  from: string;
  to: string;
  deputy: string;
  scope?: string[] | undefined;
}

/** All who could act in the absent person's right at some time of the absence: the deputy, the deputy's deputy, and so on. */
export function gainersOf(absence: AbsenceSpan, staff: readonly Member[]): Set<string> {
  const found = new Set<string>();
  const follow = (span: AbsenceSpan) => {
    if (found.has(span.deputy)) return;
    found.add(span.deputy);
    const deputy = staff.find(({ id }) => id === span.deputy);
    for (const next of deputy?.absences ?? []) {
      const both = { ...next, from: later(span.from, next.from), to: earlier(span.to, next.to) };
      if (lasts(both) > 0) follow(both);
    }
  };
  follow(absence);
  return found;
}

/** Those whose rights the absent person would pass on, as their stand-in at some time of the absence. */
export function passedOnBy(absent: string, absence: AbsenceSpan, staff: readonly Member[]): string[] {
  return staff
    .filter(({ id, absences }) => id !== absent && absences.some((one) => reaches(one, absent, absence, staff)))
    .map(({ id }) => id);
}

function reaches(one: AbsenceSpan, absent: string, absence: AbsenceSpan, staff: readonly Member[]): boolean {
  const both = { ...one, from: later(one.from, absence.from), to: earlier(one.to, absence.to) };
  return lasts(both) > 0 && gainersOf(both, staff).has(absent);
}

/** True if the second gives nobody more than the first: the same deputy, no longer, and for no more commands. */
export function isWithin(first: AbsenceSpan, second: AbsenceSpan): boolean {
  const isCovered =
    first.scope === undefined || (second.scope?.every((command) => first.scope?.includes(command)) ?? false);
  return (
    first.deputy === second.deputy &&
    Date.parse(second.from) >= Date.parse(first.from) &&
    Date.parse(second.to) <= Date.parse(first.to) &&
    isCovered
  );
}

/** True if there is an instant at which both are in force. */
export function overlaps(one: AbsenceSpan, other: AbsenceSpan): boolean {
  return lasts({ from: later(one.from, other.from), to: earlier(one.to, other.to) }) > 0;
}

/** How long an absence lasts, in milliseconds; nothing or less if it ends before it begins. */
export function lasts({ from, to }: Pick<AbsenceSpan, 'from' | 'to'>): number {
  return Date.parse(to) - Date.parse(from);
}
