/** Reports as they were made: one of each for each period, for ever. */
import type { Figures } from '../../reports/figures.ts';
import type { Database } from '../database.ts';
import { insertedOnce } from '../duplicate-key.ts';

/** What a report says and what it was counted from; all of it is under its digest. */
export interface ReportContent {
  organisation: string;
  report: string;
  rule: string;
  /** Local dates, both in it. */
  from: string;
  to: string;
  /** Nothing that happened at this instant or later is counted. UTC. */
  countedBefore: string;
  /** Nor anything that was written later than this, whenever it happened. */
  writtenBy: string;
  /** The versions of the policy under which what is counted happened. */
  policies: number[];
  /** The calendar by which opening time and local dates were counted. */
  calendar: { name: string; version: number };
  figures: Figures;
}

/** `_id` is organisation/report/first date. */
export interface MadeReportDocument extends ReportContent {
  _id: string;
  /** SHA-256 of the canonical JSON of the content. */
  digest: string;
  madeAt: string;
}

export function madeReportId({ organisation, report, from }: Pick<ReportContent, 'organisation' | 'report' | 'from'>) {
  return `${organisation}/${report}/${from}`;
}

export async function findMadeReport(database: Database, _id: string): Promise<MadeReportDocument | null> {
  return database.madeReports.findById(_id).lean<MadeReportDocument>();
}

/** Keeps a report, unless somebody has made it before: that one stands. */
export async function keepReport(database: Database, document: MadeReportDocument): Promise<MadeReportDocument> {
  if (await insertedOnce(() => database.madeReports.collection.insertOne(document as never))) return document;
  return (await findMadeReport(database, document._id)) ?? document;
}

/** What has been made, without figures, the latest period first. */
export async function madeReportsOf(
  database: Database,
  organisation: string,
): Promise<Omit<MadeReportDocument, 'figures'>[]> {
  const found = await database.madeReports.find({ organisation }, { figures: 0 }).lean<MadeReportDocument[]>();
  return found.sort((a, b) => (a.from === b.from ? (a.report < b.report ? -1 : 1) : a.from < b.from ? 1 : -1));
}
