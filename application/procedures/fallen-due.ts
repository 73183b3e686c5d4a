import type { WorkingCalendar } from '../../domain/deadline/deadline.ts';
import { earlier } from '../../domain/deadline/instants-and-dates.ts';
import { nextOccurrence, type Occurrence, occurrencesBetween } from '../../domain/procedure/due.ts';
import type { Cause } from '../../domain/procedure/state.ts';
import type { Pack } from '../../packs/schema.ts';

/** How the newest occurrence of a procedure stands: when it ended, `open` while it runs, null if there is none. */
export type LastEnd = string | 'open' | null;

/** An occurrence that is to be started, and of which procedure. */
export interface FallenDue extends Occurrence {
  id: string;
  /** What made it fall due, if something elsewhere did; its period then names that alone. */
  cause?: Cause;
}

/** Somebody learns of an occurrence so much later than it fell due, in milliseconds, only if nothing ran at that time. */
const grace = 10 * 60_000;

/** True of an occurrence that nobody was told of when it fell due. `now` in milliseconds. */
export function isMadeUpFor({ fellDueAt }: Pick<FallenDue, 'fellDueAt'>, now: number): boolean {
  return now - Date.parse(fellDueAt) > grace;
}

/**
 * What has fallen due of a policy's procedures after one instant and up to another, and when the next one will. That is null if
 * none is in sight. Pure: some of it may have been started before.
 */
export function fallenDue(
  { version, kinds }: Pick<Pack, 'version' | 'kinds'>,
  calendar: WorkingCalendar,
  within: { after: string; upTo: string },
  lastEnds: Readonly<Record<string, LastEnd>>,
): { due: FallenDue[]; next: string | null } {
  const due: FallenDue[] = [];
  let next: string | null = null;
  for (const [id, { trigger }] of Object.entries(kinds.procedure ?? {})) {
    const lastEnd = lastEnds[id] ?? null;
    const rule = trigger.calendar;
    const found = rule ? occurrencesBetween(rule, calendar, within, lastEnd) : [];
    due.push(...found.map((one) => ({ id, ...one })));
    // Each version of the policy once: whether that has been is told by its number.
    if (trigger.event === 'policy-published') due.push({ id, period: `v${version}`, fellDueAt: within.upTo });
    const coming = rule && nextOccurrence(rule, calendar, within.upTo, found.length > 0 ? 'open' : lastEnd);
    if (coming) next = next === null ? coming.fellDueAt : earlier(next, coming.fellDueAt);
  }
  return { due: due.sort((one, other) => Date.parse(one.fellDueAt) - Date.parse(other.fellDueAt)), next };
}
