import type { Database } from '../database.ts';
import type { CaseDocument } from './cases.ts';

/** The newest occurrence of a procedure, or null before the first. */
export async function newestOccurrence(
  database: Database,
  organisation: string,
  procedure: string,
): Promise<CaseDocument | null> {
  const [newest] = await database.cases
    .find({ organisation, 'view.kind': 'procedure', 'view.category': procedure })
    .sort({ 'view.openedAt': -1, _id: -1 })
    .limit(1)
    .lean<CaseDocument[]>();
  return newest ?? null;
}

/** All occurrences of a procedure under one version of the policy, the oldest first. */
export async function occurrencesUnder(
  database: Database,
  { organisation, procedure, version }: { organisation: string; procedure: string; version: number },
): Promise<CaseDocument[]> {
  const of = { organisation, 'view.kind': 'procedure', 'view.category': procedure, 'view.policyVersion': version };
  return database.cases.find(of).sort({ 'view.openedAt': 1, _id: 1 }).lean<CaseDocument[]>();
}
