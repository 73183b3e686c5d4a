/** Incidents: one cause of many complaints. Which complaints are joined to one stands in the complaints. */
import type { VaultTextRef } from '../../domain/case/command.ts';
import type { Database } from '../database.ts';
import { insertedOnce } from '../duplicate-key.ts';

/** The one answer to all its complaints. */
export interface IncidentAnswer {
  words: VaultTextRef;
  solved: boolean;
  by: string;
  at: string;
  /** Of the words and of whether it solves the problem: what is approved. */
  digest: string;
  approved: { by: string; at: string } | null;
}

/** `_id` is organisation/number. */
export interface IncidentDocument {
  _id: string;
  organisation: string;
  number: string;
  /** Its title and cause. */
  words: VaultTextRef;
  /** Staff whom it concerns: they do not see it. */
  about: string[];
  declaredBy: string;
  declaredAt: string;
  answer: IncidentAnswer | null;
}

/** Keeps an incident; the same number again is the same incident. */
export async function keepIncident(database: Database, document: IncidentDocument): Promise<void> {
  await insertedOnce(() => database.incidents.collection.insertOne(document as never));
}

export function findIncident(
  database: Database,
  organisation: string,
  number: string,
): Promise<IncidentDocument | null> {
  return database.incidents.findById(`${organisation}/${number}`).lean<IncidentDocument>();
}

/** The newest first. @param atMost how many */
export function newestIncidents(database: Database, organisation: string, atMost: number): Promise<IncidentDocument[]> {
  return database.incidents.find({ organisation }).sort({ declaredAt: -1 }).limit(atMost).lean<IncidentDocument[]>();
}

/** Sets the answer if the one that stands is the one that was seen. False if another one stands there. */
export async function setAnswer(
  database: Database,
  { _id, answer }: Pick<IncidentDocument, '_id' | 'answer'>,
  next: IncidentAnswer,
): Promise<boolean> {
  const seen =
    answer === null ? { answer: null } : { 'answer.digest': answer.digest, 'answer.approved': answer.approved };
  const { matchedCount } = await database.incidents.collection.updateOne({ _id: _id as never, ...seen } as never, {
    $set: { answer: next },
  });
  return matchedCount === 1;
}
