import type { TimelineEvent } from '../../domain/case/event.ts';
import type { Database } from '../database.ts';
import { type CaseDocument, type CaseEventDocument, caseId, eventIn } from './cases.ts';

/** The latest events of these types, newest first; read by id, never by range. */
export async function latestEvents(
  database: Database,
  { organisation, number, sequence }: Pick<CaseDocument, 'organisation' | 'number' | 'sequence'>,
  types: readonly string[],
  atMost: number,
): Promise<TimelineEvent[]> {
  const _id = caseId(organisation, number);
  const ids = Array.from({ length: sequence }, (_, index) => `${_id}/${index + 1}`);
  const found = await database.caseEvents
    .find({ _id: { $in: ids }, type: { $in: types } } as object)
    .sort({ sequence: -1 })
    .limit(atMost)
    .lean<CaseEventDocument[]>();
  return found.map(eventIn);
}
