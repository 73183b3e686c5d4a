/** Reports that the product sends by itself, one for each period (N-06, N-13). What was told to whom stands here. */

import type { Database } from '../database.ts';
import { insertedOnce } from '../duplicate-key.ts';

export type ReportName = 'leads' | 'register';

/** One report of one week; `_id` is organisation/report/first date. */
export interface SentReportDocument {
  _id: string;
  organisation: string;
  report: ReportName;
  /** Local dates, both in it. */
  from: string;
  to: string;
  /** A later week was over already when it was made. */
  late: boolean;
  madeAt: string;
  /** When everybody had it; null while somebody is still to be told, or nobody is there. */
  sentAt: string | null;
  /** Staff ids. */
  sentTo: string[];
  /** What stood in the message to each; absent of what an earlier release sent. */
  figures?: { to: string; counts: Record<string, number | null> }[];
  /** The report that was made and kept with it (C-11). */
  kept?: { report: string; digest: string };
}

/** Notes that a report is to be sent; no matter who notes it first, it is noted once. */
export async function addReport(
  database: Database,
  report: Omit<SentReportDocument, '_id' | 'sentAt' | 'sentTo' | 'figures' | 'kept'>,
): Promise<void> {
  const _id = `${report.organisation}/${report.report}/${report.from}`;
  const document: SentReportDocument = { _id, ...report, sentAt: null, sentTo: [] };
  await insertedOnce(() => database.sentReports.collection.insertOne(document as never));
}

/** Notes who has it by now. */
export async function noteSent(
  database: Database,
  { _id }: Pick<SentReportDocument, '_id'>,
  sent: Pick<SentReportDocument, 'sentTo' | 'sentAt' | 'figures' | 'kept'>,
): Promise<void> {
  await database.sentReports.collection.updateOne({ _id: _id as never }, { $set: sent });
}

/** The reports of an organisation, the latest first. */
export async function reportsOf(database: Database, organisation: string): Promise<SentReportDocument[]> {
  const found = await database.sentReports.find({ organisation }).lean<SentReportDocument[]>();
  return found.sort((a, b) => (a.from === b.from ? (a.report < b.report ? -1 : 1) : a.from < b.from ? 1 : -1));
}
