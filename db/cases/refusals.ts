import { randomUUID } from 'node:crypto';
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
