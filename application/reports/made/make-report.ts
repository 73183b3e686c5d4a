/** Makes a report of a period that is over, and keeps it: the first one stands, however often it is asked for. */
import type { Database } from '../../../db/database.ts';
import { calendarInForce } from '../../../db/organisation/calendars.ts';
import {
  findMadeReport,
  keepReport,
  type MadeReportDocument,
  madeReportId,
  type ReportContent,
} from '../../../db/reports/made-reports.ts';
import { openCalendar } from '../../../domain/deadline/calendar.ts';
import { dayStart } from '../../../domain/deadline/days/day-start.ts';
import { digest } from '../../../domain/digest.ts';
import type { ReportDefinition } from '../../../reports/definition.ts';
import { definitionOf } from '../../../reports/definitions.ts';
import { periodAround } from '../../../reports/periods.ts';
import { localDate } from '../../local-date.ts';
import { packsInForce } from '../../policies/published-packs.ts';
import { Refused } from '../../refused.ts';
import { countReport } from './count-report.ts';

/** An event that happened is written after so long, in milliseconds: what is counted does not change under the counting. */
export const settled = 60_000;

/** A report that has been made. */
export interface MadeReport {
  /** organisation/report/first date. */
  id: string;
  digest: string;
  content: ReportContent;
  madeAt: string;
}

/**
 * Makes the report of a period, or finds the one that was made. Safe to repeat.
 *
 * @param reportId `id` of a definition of `reports/definitions.ts`
 * @param period by its first local date
 * @throws Refused `NotFound` if there is no such report. `InvalidQuery` if no period of it begins then. `NotAllowedNow` while
 *   the period has not been over for a minute.
 */
export async function makeReport(
  database: Database,
  organisation: string,
  reportId: string,
  { from }: { from: string },
  now = new Date(),
): Promise<MadeReport> {
  const definition = mustBeDefined(reportId);
  const period = mustBegin(definition, from);
  const known = await findMadeReport(database, madeReportId({ organisation, report: reportId, from }));
  if (known) return asMade(known);
  const { name, version, calendar } = await calendarOf(database, organisation);
  const end = Date.parse(dayStart(openCalendar(calendar), period.to, 1));
  const writtenBy = new Date(now.getTime() - settled);
  if (writtenBy.getTime() < end) {
    throw new Refused(
      'NotAllowedNow',
      'A report is kept a minute after the end of its period; until then it is read as it stands.',
    );
  }
  const counting = { organisation, period, calendar: { name, version }, writtenBy: writtenBy.toISOString() };
  const content = await countReport(database, definition, counting);
  const document = { _id: madeReportId(content), ...content, digest: digest(content), madeAt: now.toISOString() };
  return asMade(await keepReport(database, document));
}

/** The digest of a kept report as it comes out if it is counted again. */
export async function digestAnew(database: Database, { content }: Pick<MadeReport, 'content'>): Promise<string> {
  const { organisation, report, from, to, calendar, writtenBy } = content;
  const period = { from, to };
  return digest(await countReport(database, mustBeDefined(report), { organisation, period, calendar, writtenBy }));
}

/** @throws Refused `NotFound` */
export function mustBeDefined(id: string): ReportDefinition {
  const definition = definitionOf(id);
  if (!definition) throw new Refused('NotFound', 'There is no report of this name.');
  return definition;
}

/** The period that begins on a date. @throws Refused `InvalidQuery` */
export function mustBegin({ period: kind }: ReportDefinition, from: string) {
  if (!localDate.safeParse(from).success) {
    throw new Refused('InvalidQuery', 'A period is named by its first date, such as 2026-03-01.');
  }
  const period = periodAround(kind, from);
  if (period.from === from) return period;
  throw new Refused('InvalidQuery', `No period of this report begins on ${from}; one begins on ${period.from}.`);
}

async function calendarOf(database: Database, organisation: string) {
  const pack = (await packsInForce(database, Date.now())).find(({ id }) => id === organisation);
  if (!pack) throw new Error(`${organisation} has published no policy`);
  return calendarInForce(database, pack);
}

export function asMade({ _id: id, digest: ofContent, madeAt, ...content }: MadeReportDocument): MadeReport {
  return { id, digest: ofContent, content, madeAt };
}
