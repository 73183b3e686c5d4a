import type { CaseView } from '../../domain/case/view.ts';
import type { WorkingCalendar } from '../../domain/deadline/deadline.ts';
import { earlier, instantText, later } from '../../domain/deadline/instants-and-dates.ts';
import { detailOf } from '../../domain/details.ts';
import {
  type LastEnd,
  neverBegun,
  nextOccurrence,
  type Occurrence,
  occurrencesBetween,
  searchedAfter,
} from '../../domain/procedure/due.ts';
import type { Cause } from '../../domain/procedure/state.ts';
import { inForceAt, trueSince } from '../../packs/in-force.ts';
import type { Trigger } from '../../packs/kinds/procedure/schema.ts';
import type { Pack } from '../../packs/schema.ts';

/** An occurrence that is to be started, and of which procedure. */
export interface FallenDue extends Occurrence {
  id: string;
  /** What made it fall due, if something elsewhere did; its period then names that alone. */
  cause?: Cause;
}

/** Somebody learns of an occurrence so much later than it fell due, in milliseconds, only if nothing ran at that time. */
const grace = 10 * 60_000;

/** The longest wait until the next look for what happens elsewhere, in milliseconds: nothing wakes a look then. */
export const betweenOccasions = 15 * 60_000;

/** True of an occurrence that nobody was told of when it fell due. `now` in milliseconds. */
export function isMadeUpFor({ fellDueAt, cause }: Pick<FallenDue, 'fellDueAt' | 'cause'>, now: number): boolean {
  return now - Date.parse(fellDueAt) > grace + (cause ? betweenOccasions : 0);
}

/** The number of the newest occurrence, if that is the one before another that is started now; null if it fell due after it. */
export function previousOf({ fellDueAt }: Pick<FallenDue, 'fellDueAt'>, newest: CaseView | undefined): string | null {
  if (!newest) return null;
  const newestFellDueAt = detailOf(newest, 'procedure').fellDueAt ?? newest.openedAt;
  return Date.parse(newestFellDueAt) <= Date.parse(fellDueAt) ? newest.number : null;
}

/** What is known of a policy's procedures, by their ids. */
export interface Known {
  lastEnds: Readonly<Record<string, LastEnd>>;
  /** Since when each has the periods that it has, in milliseconds. */
  since: Readonly<Record<string, number>>;
}

/**
 * What has fallen due of a policy's procedures up to an instant. The last look, `after`, may have missed some of it, by another
 * calendar. `next`: when the next one will; null if none is in sight. `lookedUpTo`: where the next look goes on. That is the end
 * of the calendar, if it ends before. Pure: some of it may have been started before.
 */
export function fallenDue(
  { version, kinds }: Pick<Pack, 'version' | 'kinds'>,
  calendar: WorkingCalendar,
  { after, upTo }: { after: string; upTo: string },
  { lastEnds, since }: Known,
): { due: FallenDue[]; next: string | null; lookedUpTo: string } {
  const due: FallenDue[] = [];
  let next: string | null = null;
  for (const [id, { trigger }] of Object.entries(kinds.procedure ?? {})) {
    // Each version of the policy once: whether that has been is told by its number.
    if (trigger.event === 'policy-published') due.push({ id, period: `v${version}`, fellDueAt: upTo });
    const rule = trigger.calendar;
    if (!rule) continue;
    const lastEnd = lastEnds[id] ?? neverBegun;
    const from = searchedAfter(rule, calendar, after, since[id] ?? Number.POSITIVE_INFINITY);
    const found = occurrencesBetween(rule, calendar, { after: from, upTo }, lastEnd);
    due.push(...found.map((one) => ({ id, ...one })));
    const coming = nextOccurrence(rule, calendar, upTo, found.length > 0 ? 'open' : lastEnd);
    if (coming) next = next === null ? coming.fellDueAt : earlier(next, coming.fellDueAt);
  }
  const endOfCalendar = instantText(calendar.clock.instantOf(calendar.lastKnownDay + 1, 0));
  return {
    due: due.sort((one, other) => Date.parse(one.fellDueAt) - Date.parse(other.fellDueAt)),
    next,
    lookedUpTo: later(after, earlier(upTo, endOfCalendar)),
  };
}

/**
 * Since when each procedure of the version in force has had its periods, in milliseconds, by its id. Another day of the same
 * periods is no break: each of them exists once. `publishedAt`: UTC, by version; none counts as since ever.
 */
export function periodsSince(
  versions: readonly Pick<Pack, 'version' | 'kinds' | 'inForce'>[],
  publishedAt: ReadonlyMap<number, string | undefined>,
  now: number,
): Record<string, number> {
  const begun = versions.map((one) => ({ ...one, inForce: { ...one.inForce, ...beginning(one, publishedAt) } }));
  const procedures = Object.entries(inForceAt(begun, now)?.kinds.procedure ?? {});
  return Object.fromEntries(
    procedures.map(([id, { trigger }]) => {
      const periods = nameOfPeriods(trigger);
      return [id, trueSince(begun, now, ({ kinds }) => nameOfPeriods(kinds.procedure?.[id]?.trigger) === periods)];
    }),
  );
}

/** No version is in force before it is published. */
function beginning(
  { version, inForce }: Pick<Pack, 'version' | 'inForce'>,
  publishedAt: ReadonlyMap<number, string | undefined>,
): { from?: string } {
  const known = [inForce?.from, publishedAt.get(version)].flatMap((instant) => instant ?? []);
  return known.length > 0 ? { from: known.reduce(later) } : {};
}

function nameOfPeriods(trigger: Trigger | undefined): string | undefined {
  const rule = trigger?.calendar;
  return rule && 'every' in rule ? `${rule.every}/${rule.about}` : undefined;
}
