/** The reports over leads: what may come, and what became of them in a week (N-06). */

import { leadEvents, leadsOf } from '../../db/leads/leads.ts';
import { calendarInForce } from '../../db/organisation/calendars.ts';
import type { CountedFields } from '../../db/personal-fields.ts';
import { openCalendar } from '../../domain/deadline/calendar.ts';
import { dayStart } from '../../domain/deadline/days/day-start.ts';
import { leadCommands } from '../../domain/lead/commands.ts';
import { dateAfter } from '../../reports/periods.ts';
import type { Call } from '../call.ts';
import { currencyOf } from '../currency.ts';
import { chartOf, pipelineOf, sumsBy } from './lead-pipeline.ts';
import { firstOfWeek, reportedTypes, sumOfWeek, weekOf } from './lead-weekly-report.ts';

/** Leads by status, programme and owner, expected × rate, and age in their status. */
export async function leadPipeline(
  { dependencies, pack, principal, receivedAt: at }: Call,
  wanted: { programme?: string | undefined; owner?: string | undefined },
) {
  const currency = currencyOf(pack);
  const items = pipelineOf(await leadsOf(dependencies.database, pack.id, principal.actor.id, wanted), at, currency);
  const open = items.filter(({ status }) => status !== 'successful' && status !== 'cancelled');
  return {
    ...{ at, currency: currency.code, items },
    byStatus: sumsBy(items, ({ status }) => status, currency),
    byProgramme: sumsBy(open, (one) => one.programme, currency),
    byOwner: sumsBy(open, (one) => one.owner ?? 'none', currency),
    chart: chartOf(items, Object.keys(leadCommands)),
  };
}

/** What of the sums of the pipeline says something about a person. */
export const pipelineFigures: CountedFields<Omit<Awaited<ReturnType<typeof leadPipeline>>, 'items'>> = {
  ...{ at: 'open', currency: 'open', byStatus: 'open', byProgramme: 'open', byOwner: 'staff', chart: 'open' },
};

/** A week of leads. @param week its first local date; left out: the seven days up to now */
export async function leadWeeklyReport({ dependencies, pack, principal, receivedAt }: Call, week: string | undefined) {
  const { database } = dependencies;
  const calendar = openCalendar((await calendarInForce(database, pack)).calendar);
  const from = week ?? firstOfWeek(calendar, receivedAt);
  const period = { from: dayStart(calendar, from), before: dayStart(calendar, from, 7) };
  const events = await leadEvents(database, pack.id, { ...period, types: reportedTypes, prefix: pack.prefix });
  const items = weekOf(await leadsOf(database, pack.id, principal.actor.id), events);
  return { from, to: dateAfter(from, 6), items, summary: sumOfWeek(items) };
}
