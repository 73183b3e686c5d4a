/** Reading reports: those that were kept as they were made, and any other as it stands now. */
import type { z } from 'zod';
import { calendarInForce } from '../../../db/organisation/calendars.ts';
import { findMadeReport, madeReportId, madeReportsOf, type ReportContent } from '../../../db/reports/made-reports.ts';
import type { CaseView } from '../../../domain/case/view.ts';
import { localText, openCalendar } from '../../../domain/deadline/calendar.ts';
import type { CountedFields } from '../../../domain/personal-class.ts';
import { belongsTo, cellIn } from '../../../reports/cell.ts';
import type { ReportDefinition } from '../../../reports/definition.ts';
import { reportDefinitions } from '../../../reports/definitions.ts';
import { periodBefore } from '../../../reports/periods.ts';
import type { Call } from '../../call.ts';
import { type ListQuery, pageOfCases } from '../../cases/reading/list-cases.ts';
import { Refused } from '../../refused.ts';
import { boundsOf, type Counting, countedCases, countReport } from './count-report.ts';
import { digestAnew, makeReport, mustBeDefined, mustBegin } from './make-report.ts';

/** A report as it is read. */
export interface ReadReport {
  definition: ReportDefinition;
  content: ReportContent;
  /** Null as long as it has not been kept: then it is counted anew each time. */
  digest: string | null;
  madeAt: string | null;
}

/** What of a report says something about a person: figures may be by member of staff. */
export const reportFields: CountedFields<Omit<ReadReport, 'content'> & ReportContent> = {
  ...{ definition: 'open', digest: 'open', madeAt: 'open', organisation: 'open', report: 'open', rule: 'open' },
  ...{ from: 'open', to: 'open', countedBefore: 'open', writtenBy: 'open', policies: 'open', calendar: 'open' },
  figures: 'staff',
};

/** Every report that there is, the last period of each that is over, and what has been kept. */
export async function listReports({ dependencies: { database }, pack, receivedAt }: Call) {
  const calendar = openCalendar((await calendarInForce(database, pack)).calendar);
  const today = localText(calendar, receivedAt).slice(0, 10);
  const kept = await madeReportsOf(database, pack.id);
  return reportDefinitions.map((definition) => ({
    ...definition,
    latest: periodBefore(definition.period, today),
    kept: kept
      .filter(({ report }) => report === definition.id)
      .map(({ from, to, digest, madeAt }) => ({ from, to, digest, madeAt })),
  }));
}

/** The report of the period that begins on the date in the address. */
export async function readReport(call: Call): Promise<ReadReport> {
  const { database } = call.dependencies;
  const { definition, counting, kept } = await asked(call);
  if (kept) {
    const { _id, digest, madeAt, ...content } = kept;
    return { definition, content, digest, madeAt };
  }
  return { definition, content: await countReport(database, definition, counting), digest: null, madeAt: null };
}

/** Makes the report and keeps it, unless it has been kept. @throws Refused as `makeReport` */
export async function keepReportOf({ dependencies, pack, ids, receivedAt }: Call): Promise<ReadReport> {
  const { report = '', from = '' } = ids;
  const made = await makeReport(dependencies.database, pack.id, report, { from }, new Date(receivedAt));
  const { content, digest, madeAt } = made;
  return { definition: mustBeDefined(report), content, digest, madeAt };
}

/** Whether a kept report comes out again as it was made. @throws Refused `NotFound` if it has not been kept */
export async function checkReport(call: Call): Promise<{ digest: string; again: string; isSame: boolean }> {
  const { kept } = await asked(call);
  if (!kept) throw new Refused('NotFound', 'This report has not been kept.');
  const { _id, digest, madeAt, ...content } = kept;
  const again = await digestAnew(call.dependencies.database, { content });
  return { digest, again, isSame: again === digest };
}

export type CellQuery = Pick<z.infer<typeof ListQuery>, 'limit' | 'cursor'> & { cell: string };

/** The cases that one figure counts, as far as the reader may see them. @throws Refused `InvalidQuery`, `Forbidden` */
export async function casesOfCell(call: Call<CellQuery>): Promise<{ items: CaseView[]; nextCursor: string | null }> {
  const { definition, counting } = await asked(call);
  const cell = cellIn(definition, call.query.cell);
  if (!cell)
    throw new Refused('InvalidQuery', 'A cell is measure, or measure/dimension/group, as the report has them.');
  if (cell === 'hidden') throw new Refused('Forbidden', 'What customers judged leads to no single case.');
  const { database } = call.dependencies;
  const { period, bounds } = await boundsOf(database, counting);
  const numbers: string[] = [];
  for await (const cases of countedCases(database, counting.organisation, definition, bounds)) {
    numbers.push(...cases.filter((one) => belongsTo(one, cell, period)).map(({ number }) => number));
  }
  const { limit, cursor } = call.query;
  const query = { limit, ...(cursor === undefined ? {} : { cursor }), order: 'opened' as const };
  const wanted = { kind: 'complaint', query, and: [{ number: { $in: numbers } }] };
  const { page, nextCursor } = await pageOfCases(call, wanted);
  return { items: page.map(({ view }) => view), nextCursor };
}

/** What the address asks for. A period that has not ended is counted up to now. @throws Refused */
async function asked({ dependencies: { database }, pack, ids, receivedAt }: Call) {
  const { report = '', from = '' } = ids;
  const definition = mustBeDefined(report);
  const period = mustBegin(definition, from);
  const kept = await findMadeReport(database, madeReportId({ organisation: pack.id, report, from }));
  if (kept) {
    const { calendar, writtenBy } = kept;
    return { definition, kept, counting: { organisation: pack.id, period, calendar, writtenBy } satisfies Counting };
  }
  const { calendar, name, version } = await calendarInForce(database, pack);
  const today = localText(openCalendar(calendar), receivedAt).slice(0, 10);
  if (from > today) throw new Refused('InvalidQuery', 'This period has not begun.');
  const before = today > period.to ? {} : { before: receivedAt };
  const of = { organisation: pack.id, period, calendar: { name, version }, writtenBy: receivedAt };
  return { definition, kept: null, counting: { ...of, ...before } satisfies Counting };
}
