import { randomUUID } from 'node:crypto';
import { oldestFirst, type PartWanted, partFilter } from '../audit/in-order.ts';
import type { Database } from '../database.ts';

/** A command that was refused: an Update that is refused leaves nothing in the history. */
export interface RefusalDocument {
  _id: string;
  organisation: string;
  number: string;
  command: string;
  by: string;
  refusal: string;
  detail: string;
  at: string;
}

/** Records a refused command: an Update that is refused leaves nothing in the history. */
export async function noteRefusal(database: Database, refusal: Omit<RefusalDocument, '_id'>): Promise<void> {
  await database.refusals.collection.insertOne({ _id: randomUUID(), ...refusal } as never);
}

/** The refusals of one case, oldest first. */
export async function refusalsOf(database: Database, organisation: string, number: string): Promise<RefusalDocument[]> {
  return database.refusals.find({ organisation, number }).sort({ at: 1 }).lean<RefusalDocument[]>();
}

/** The refusals of an organisation, oldest first; of one person if one is named. */
export async function refusalsIn(
  database: Database,
  organisation: string,
  { by, ...part }: PartWanted & { by?: string | undefined },
): Promise<RefusalDocument[]> {
  const filter = { organisation, ...(by === undefined ? {} : { by }), ...partFilter(part) };
  return database.refusals.find(filter).sort(oldestFirst).limit(part.limit).lean<RefusalDocument[]>();
}
