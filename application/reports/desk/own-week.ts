/** An agent's own week (C-13): what is theirs and when it is due, and their figures beside the team's. */
import { LRUCache } from 'lru-cache';
import type { Database } from '../../../db/database.ts';
import { calendarInForce } from '../../../db/organisation/calendars.ts';
import { staffOf } from '../../../db/organisation/staff.ts';
import { ownCases } from '../../../db/reports/own-cases.ts';
import { traitsOf } from '../../../domain/case/next-actors.ts';
import { localText, openCalendar, type WorkingCalendar } from '../../../domain/deadline/calendar.ts';
import { dayStart } from '../../../domain/deadline/days/day-start.ts';
import { type Figures, FiguresInMaking } from '../../../reports/figures.ts';
import { type OwnFigure, ownAgainstTeam, ownWeek } from '../../../reports/own-week.ts';
import { type Period, periodAround, periodBefore } from '../../../reports/periods.ts';
import type { Call } from '../../call.ts';
import { boundsOf, countedCases } from '../made/count-report.ts';

export interface OwnWeek {
  /** The week that the figures are of. */
  week: Period;
  /** Of what the reader owns and has not ended, as it stands now, whichever week is asked for. */
  queue: {
    own: number;
    /** Its nearest deadline ends today, or later this week. */
    dueToday: number;
    dueThisWeek: number;
    /** A deadline of it was missed, now or before. */
    late: number;
    /** Somebody else takes the next step. */
    waitingForOthers: number;
  };
  figures: OwnFigure[];
}

/** For how long the figures of a week are kept, in milliseconds: all agents of an organisation look at the same count. */
const keptMs = 60_000;
const kept = new WeakMap<Database, LRUCache<string, Promise<Figures>>>();

/** `week`: left out: the present one. */
export interface WeekQuery {
  week?: 'previous' | undefined;
}

/** The reader's week, from Sunday on. The one before, which agents acknowledge, is counted to its end. */
export async function readOwnWeek(call: Call<WeekQuery>): Promise<OwnWeek> {
  const { dependencies, pack, principal, receivedAt, query } = call;
  const { database } = dependencies;
  const { id, groups } = principal.actor;
  const { calendar, name, version } = await calendarInForce(database, pack);
  const opened = openCalendar(calendar);
  const today = localText(opened, receivedAt).slice(0, 10);
  const present = periodAround('week', today);
  const week = query.week === 'previous' ? periodBefore('week', today) : present;
  const counting = { organisation: pack.id, period: week, calendar: { name, version }, writtenBy: receivedAt };
  const figures = await figuresOf(database, week.to < today ? counting : { ...counting, before: receivedAt });
  const colleagues = (await staffOf(database, pack.id)).filter(
    (one) =>
      one.active && one.groups.some((group) => groups.includes(group)) && one.roles.some((role) => isAgent(pack, role)),
  );
  const team = [...new Set([id, ...colleagues.map(({ _id }) => _id)])];
  return {
    week,
    queue: queueOf(await ownCases(database, pack.id, id), new Set(traitsOf(principal.actor)), opened, today, present),
    figures: ownAgainstTeam(figures, id, team),
  };
}

const isAgent = ({ roles }: Call['pack'], role: string) => (roles[role]?.as ?? role) === 'agent';

function queueOf(
  own: Awaited<ReturnType<typeof ownCases>>,
  mine: ReadonlySet<string>,
  calendar: WorkingCalendar,
  today: string,
  { to }: Period,
): OwnWeek['queue'] {
  const ends = { today: Date.parse(dayStart(calendar, today, 1)), week: Date.parse(dayStart(calendar, to, 1)) };
  const due = own.flatMap(({ nextDueAt }) => (nextDueAt === null ? [] : [Date.parse(nextDueAt)]));
  return {
    own: own.length,
    dueToday: due.filter((at) => at < ends.today).length,
    dueThisWeek: due.filter((at) => at >= ends.today && at < ends.week).length,
    late: own.filter(({ breached }) => breached).length,
    waitingForOthers: own.filter(({ waitsFor }) => !waitsFor.some((one) => one.for.some((trait) => mine.has(trait))))
      .length,
  };
}

function figuresOf(database: Database, counting: Parameters<typeof boundsOf>[1]): Promise<Figures> {
  const cache = kept.get(database) ?? new LRUCache<string, Promise<Figures>>({ max: 100, ttl: keptMs });
  kept.set(database, cache);
  const key = `${counting.organisation}/${counting.period.from}`;
  const known = cache.get(key);
  if (known) return known;
  const counted = count(database, counting);
  cache.set(key, counted);
  // What could not be counted is tried again by the next reader.
  counted.catch(() => cache.delete(key));
  return counted;
}

async function count(database: Database, counting: Parameters<typeof boundsOf>[1]): Promise<Figures> {
  const { period, bounds } = await boundsOf(database, counting);
  const making = new FiguresInMaking(ownWeek, period);
  for await (const cases of countedCases(database, counting.organisation, ownWeek, bounds)) {
    for (const one of cases) making.add(one);
  }
  return making.done();
}
