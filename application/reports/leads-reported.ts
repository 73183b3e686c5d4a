/** The reports over leads: what may come, and what became of them in a week (N-06). */

import type { Database } from '../../db/database.ts';
import { leadEvents, leadsOf } from '../../db/leads/leads.ts';
import { calendarInForce } from '../../db/organisation/calendars.ts';
import { openCalendar, type WorkingCalendar } from '../../domain/deadline/calendar.ts';
import { dayStart } from '../../domain/deadline/days/day-start.ts';
import type { Pack } from '../../packs/schema.ts';
import { pipelineOf } from '../../reports/leads/pipeline.ts';
import { firstOfWeek, reportedTypes, sumOfWeek, type WeekOfLead, weekOf } from '../../reports/leads/weekly-report.ts';
import { dateAfter } from '../../reports/periods.ts';
import type { Call } from '../call.ts';
import { currencyOf } from '../currency.ts';

/** Leads by status, programme and owner, expected × rate, and age in their status. */
export async function leadPipeline(
  { dependencies, pack, principal, receivedAt: at }: Call,
  wanted: { programme?: string | undefined; owner?: string | undefined },
) {
  return pipelineOf(await leadsOf(dependencies.database, pack.id, principal.actor.id, wanted), at, currencyOf(pack));
}

/** A week of leads. @param week its first local date; left out: the seven days up to now */
export async function leadWeeklyReport({ dependencies, pack, principal, receivedAt }: Call, week: string | undefined) {
  const { database } = dependencies;
  const calendar = openCalendar((await calendarInForce(database, pack)).calendar);
  const from = week ?? firstOfWeek(calendar, receivedAt);
  const items = await leadsInWeek(database, pack, { from, calendar, reader: principal.actor.id });
  return { from, to: dateAfter(from, 6), items, summary: sumOfWeek(items) };
}

/** The lines of the week that begins on a local date, without leads about the reader. */
export async function leadsInWeek(
  database: Database,
  pack: Pack,
  { from, calendar, reader }: { from: string; calendar: WorkingCalendar; reader: string },
): Promise<WeekOfLead[]> {
  const period = { from: dayStart(calendar, from), before: dayStart(calendar, from, 7) };
  const events = await leadEvents(database, pack.id, { ...period, types: reportedTypes, prefix: pack.prefix });
  return weekOf(await leadsOf(database, pack.id, reader), events);
}
