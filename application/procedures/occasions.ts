/** What happened elsewhere and starts a procedure, once for each time that it happened. */
import { casesBreachedSince } from '../../db/cases/breached-cases.ts';
import { occurrencesOf } from '../../db/cases/occurrences.ts';
import type { Database } from '../../db/database.ts';
import { reviewsDue } from '../../db/knowledge/entries.ts';
import { programmesOf } from '../../db/leads/programmes.ts';
import { dayStart } from '../../domain/deadline/days/day-start.ts';
import { localText, type WorkingCalendar } from '../../domain/deadline/deadline.ts';
import { earlier, instantText, MS_PER_DAY } from '../../domain/deadline/instants-and-dates.ts';
import { detailOf } from '../../domain/details.ts';
import type { Cause } from '../../domain/procedure/state.ts';
import type { Trigger } from '../../packs/kinds/procedure/schema.ts';
import type { Pack } from '../../packs/schema.ts';
import type { FallenDue } from './fallen-due.ts';

/** At least so far back each look goes. What is on its way to the projection is found by a later look, by its number once. */
const lookBackDays = 7;

/** How many occurrences of a procedure are looked through for targets that were missed. */
const atMost = 100;

/** True if something that happens elsewhere may start a procedure of the pack: it is looked for more often. */
export function hasOccasions({ kinds }: Pick<Pack, 'kinds'>): boolean {
  return Object.values(kinds.procedure ?? {}).some(({ trigger }) => isOccasion(trigger.event));
}

type Occasion = Exclude<NonNullable<Trigger['event']>, 'policy-published'>;

const isOccasion = (event: Trigger['event']): event is Occasion => event !== undefined && event !== 'policy-published';

/** All since the last look, `after`, and at least of the last days; some of it may have started its procedure before. */
export async function occasionsOf(
  database: Database,
  pack: Pick<Pack, 'id' | 'kinds'>,
  calendar: WorkingCalendar,
  { after, now }: { after: string; now: Date },
): Promise<FallenDue[]> {
  const since = earlier(after, instantText(now.getTime() - lookBackDays * MS_PER_DAY));
  const found: FallenDue[] = [];
  for (const [id, { trigger }] of Object.entries(pack.kinds.procedure ?? {})) {
    if (!isOccasion(trigger.event)) continue;
    const happened = await happenedSince(database, pack.id, trigger.event, { since, calendar, now });
    found.push(...happened.map(({ cause, at }) => ({ id, cause, period: nameOf(cause), fellDueAt: at })));
  }
  return found;
}

const nameOf = ({ event, number, part, version }: Cause): string =>
  [event, number, part, version].filter((one) => one).join('/');

/** A cause, and when it happened, UTC. */
interface Happened {
  cause: Cause;
  at: string;
}

interface Around {
  since: string;
  calendar: WorkingCalendar;
  now: Date;
}

async function happenedSince(
  database: Database,
  organisation: string,
  event: Occasion,
  around: Around,
): Promise<Happened[]> {
  if (event === 'programme-ended') return endedProgrammes(database, organisation, around);
  if (event === 'knowledge-review-due') return missedReviews(database, organisation, around);
  return 'breach' in event
    ? breaches(database, organisation, event.breach, around)
    : missedTargets(database, organisation, event.targetMissed, around);
}

/** A programme has ended as its last day has. */
async function endedProgrammes(
  database: Database,
  organisation: string,
  { since, calendar, now }: Around,
): Promise<Happened[]> {
  const programmes = await programmesOf(database, organisation);
  return programmes.flatMap(({ code, endsOn }): Happened[] => {
    if (endsOn === null) return [];
    const at = dayStart(calendar, endsOn, 1);
    const isOver = isSince(at, since) && Date.parse(at) <= now.getTime();
    return isOver ? [{ cause: { event: 'programme-ended', part: code }, at }] : [];
  });
}

/**
 * The day of its review has passed, and the same version is still published (F-08, N-16, G-10). Its review is owed as long as that
 * is so, even if the policy had no procedure for it on that day.
 */
async function missedReviews(database: Database, organisation: string, { calendar, now }: Around): Promise<Happened[]> {
  const today = localText(calendar, instantText(now.getTime())).slice(0, 10);
  const entries = await reviewsDue(database, organisation, today);
  return entries.flatMap(({ id, version, nextReviewOn }): Happened[] => {
    const at = dayStart(calendar, nextReviewOn, 1);
    const isOver = Date.parse(at) <= now.getTime();
    return isOver ? [{ cause: { event: 'knowledge-review-due', part: id, version }, at }] : [];
  });
}

async function breaches(
  database: Database,
  organisation: string,
  { kind, clock }: { kind: string; clock: string },
  { since }: Around,
): Promise<Happened[]> {
  const views = await casesBreachedSince(database, { organisation, kind, since });
  return views.flatMap(({ number, clocks }) =>
    clocks.flatMap(({ id, breachedAt }): Happened[] =>
      id.replace(/-\d+$/, '') === clock && isSince(breachedAt, since)
        ? [{ cause: { event: 'breach', number, part: id }, at: breachedAt }]
        : [],
    ),
  );
}

/** Each subject whose result misses a target, once its evaluation has ended. */
async function missedTargets(
  database: Database,
  organisation: string,
  procedure: string,
  { since }: Around,
): Promise<Happened[]> {
  const occurrences = await occurrencesOf(database, { organisation, procedure, atMost });
  return occurrences.flatMap(({ number, view }) =>
    detailOf(view, 'procedure').steps.flatMap(({ endedAt, results }) => {
      if (!isSince(endedAt, since)) return [];
      const missed = results.filter((result) => result.missed.length > 0);
      return missed.map(({ id }): Happened => ({ cause: { event: 'target-missed', number, part: id }, at: endedAt }));
    }),
  );
}

const isSince = (instant: string | null, since: string): instant is string =>
  instant !== null && Date.parse(instant) >= Date.parse(since);
