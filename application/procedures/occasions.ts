/** What happened elsewhere and starts a procedure, once for each time that it happened. */
import { casesBreachedSince } from '../../db/cases/breached-cases.ts';
import { occurrencesOf } from '../../db/cases/occurrences.ts';
import type { Database } from '../../db/database.ts';
import { programmesOf } from '../../db/leads/programmes.ts';
import { localText, type WorkingCalendar } from '../../domain/deadline/deadline.ts';
import { instantText, MS_PER_DAY } from '../../domain/deadline/instants-and-dates.ts';
import { detailOf } from '../../domain/details.ts';
import type { Cause } from '../../domain/procedure/state.ts';
import type { Trigger } from '../../packs/kinds/procedure/schema.ts';
import type { Pack } from '../../packs/schema.ts';
import type { FallenDue } from './fallen-due.ts';

/** What happened longer ago is history. What is on its way to the projection is found by a later look, by its number once. */
const lookBackDays = 7;

/** How many occurrences of a procedure are looked through for targets that were missed. */
const atMost = 100;

/** True if something that happens elsewhere may start a procedure of the pack: it is looked for more often. */
export function hasOccasions({ kinds }: Pick<Pack, 'kinds'>): boolean {
  return Object.values(kinds.procedure ?? {}).some(({ trigger }) => isOccasion(trigger.event));
}

type Occasion = Exclude<NonNullable<Trigger['event']>, 'policy-published'>;

const isOccasion = (event: Trigger['event']): event is Occasion => event !== undefined && event !== 'policy-published';

/** All of the last days; some of it may have started its procedure before. */
export async function occasionsOf(
  database: Database,
  pack: Pick<Pack, 'id' | 'kinds'>,
  calendar: WorkingCalendar,
  now: Date,
): Promise<FallenDue[]> {
  const since = instantText(now.getTime() - lookBackDays * MS_PER_DAY);
  const found: FallenDue[] = [];
  for (const [id, { trigger }] of Object.entries(pack.kinds.procedure ?? {})) {
    if (!isOccasion(trigger.event)) continue;
    const causes = await causesOf(database, pack.id, trigger.event, { since, calendar, now });
    found.push(...causes.map((cause) => ({ id, cause, period: nameOf(cause), fellDueAt: instantText(now.getTime()) })));
  }
  return found;
}

const nameOf = ({ event, number, part }: Cause): string => [event, number, part].filter((one) => one).join('/');

interface Around {
  since: string;
  calendar: WorkingCalendar;
  now: Date;
}

async function causesOf(database: Database, organisation: string, event: Occasion, around: Around): Promise<Cause[]> {
  if (event === 'programme-ended') return endedProgrammes(database, organisation, around);
  return 'breach' in event
    ? breaches(database, organisation, event.breach, around)
    : missedTargets(database, organisation, event.targetMissed, around);
}

async function endedProgrammes(database: Database, organisation: string, around: Around): Promise<Cause[]> {
  const dateAt = (instant: string) => localText(around.calendar, instant).slice(0, 10);
  const [first, today] = [dateAt(around.since), dateAt(instantText(around.now.getTime()))];
  const programmes = await programmesOf(database, organisation);
  return programmes
    .filter(({ endsOn }) => endsOn !== null && endsOn >= first && endsOn < today)
    .map(({ code }) => ({ event: 'programme-ended', part: code }));
}

async function breaches(
  database: Database,
  organisation: string,
  { kind, clock }: { kind: string; clock: string },
  { since }: Around,
): Promise<Cause[]> {
  const views = await casesBreachedSince(database, { organisation, kind, since });
  return views.flatMap(({ number, clocks }) =>
    clocks
      .filter(({ id, breachedAt }) => id.replace(/-\d+$/, '') === clock && isSince(breachedAt, since))
      .map(({ id }) => ({ event: 'breach' as const, number, part: id })),
  );
}

/** Each subject whose result misses a target, once its evaluation has ended. */
async function missedTargets(
  database: Database,
  organisation: string,
  procedure: string,
  { since }: Around,
): Promise<Cause[]> {
  const occurrences = await occurrencesOf(database, { organisation, procedure, atMost });
  return occurrences.flatMap(({ number, view }) =>
    detailOf(view, 'procedure')
      .steps.filter(({ endedAt }) => isSince(endedAt, since))
      .flatMap(({ results }) => results.filter(({ missed }) => missed.length > 0))
      .map(({ id }) => ({ event: 'target-missed' as const, number, part: id })),
  );
}

const isSince = (instant: string | null, since: string): boolean =>
  instant !== null && Date.parse(instant) >= Date.parse(since);
