import type { CaseView } from '../../domain/case/view.ts';
import type { Database } from '../database.ts';
import { type CaseDocument, caseId } from './cases.ts';

/** The newest occurrence of a procedure, or null before the first. */
export async function newestOccurrence(
  database: Database,
  organisation: string,
  procedure: string,
): Promise<CaseDocument | null> {
  const [newest] = await occurrencesOf(database, { organisation, procedure, atMost: 1 });
  return newest ?? null;
}

/** When an occurrence of a procedure was finished last, UTC; null if none ever was. */
export async function lastFinishedAt(
  database: Database,
  organisation: string,
  procedure: string,
): Promise<string | null> {
  const finished = await database.cases
    .findOne(
      { organisation, 'view.kind': 'procedure', 'view.category': procedure, 'view.status': 'finished' },
      { 'view.closedAt': 1 },
    )
    .sort({ 'view.closedAt': -1 })
    .lean<{ view: Pick<CaseView, 'closedAt'> }>();
  return finished?.view.closedAt ?? null;
}

/** All occurrences of a procedure under one version of the policy, the oldest first. */
export async function occurrencesUnder(
  database: Database,
  { organisation, procedure, version }: { organisation: string; procedure: string; version: number },
): Promise<CaseDocument[]> {
  const of = { organisation, 'view.kind': 'procedure', 'view.category': procedure, 'view.policyVersion': version };
  return database.cases.find(of).sort({ 'view.openedAt': 1, _id: 1 }).lean<CaseDocument[]>();
}

/** The newest occurrences of a procedure, the newest first. */
export async function occurrencesOf(
  database: Database,
  { organisation, procedure, atMost }: { organisation: string; procedure: string; atMost: number },
): Promise<CaseDocument[]> {
  return database.cases
    .find({ organisation, 'view.kind': 'procedure', 'view.category': procedure })
    .sort({ 'view.openedAt': -1, _id: -1 })
    .limit(atMost)
    .lean<CaseDocument[]>();
}

/** The views of those of the cases that have a step which closes by itself, and has begun. */
export async function viewsWithClosing(
  database: Database,
  organisation: string,
  numbers: readonly string[],
): Promise<Pick<CaseDocument, 'view'>[]> {
  const ids = [...new Set(numbers)].map((number) => caseId(organisation, number));
  return database.cases
    .find({ _id: { $in: ids }, 'view.detail.steps.closesAt': { $exists: true } } as never, { 'view.detail.steps': 1 })
    .lean<Pick<CaseDocument, 'view'>[]>();
}

/**
 * The occurrences of procedures in which a step has frozen a report.
 * @param report the id of the report
 * @param since the first local date of its period: a report is frozen once that is over, so no earlier case has it
 */
export async function occurrencesAbout(
  database: Database,
  { organisation, report, since }: { organisation: string; report: string; since: string },
): Promise<CaseDocument[]> {
  const opened = { organisation, 'view.kind': 'procedure', 'view.openedAt': { $gte: since } };
  return database.cases.find({ ...opened, 'view.detail.steps.report.id': report }).lean<CaseDocument[]>();
}
