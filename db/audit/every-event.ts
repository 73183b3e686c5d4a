import { type CaseDocument, type CaseEventDocument, caseId } from '../cases/cases.ts';
import type { Database } from '../database.ts';

/**
 * Every event that is stored under a case's number, also one that its document does not count. So what was put in behind the
 * last one is found.
 */
export async function everyEventStored(
  database: Database,
  { organisation, number }: Pick<CaseDocument, 'organisation' | 'number'>,
): Promise<CaseEventDocument[]> {
  const _id = caseId(organisation, number);
  // The sign after the slash: so the range holds whatever begins with the id and a slash.
  const documents = await database.caseEvents
    .find({ _id: { $gt: `${_id}/`, $lt: `${_id}0` } })
    .lean<CaseEventDocument[]>();
  return documents.sort((a, b) => a.sequence - b.sequence);
}
