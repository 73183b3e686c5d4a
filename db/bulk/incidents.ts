/** Incidents: one cause of many complaints. Which complaints are joined to one stands in the complaints. */
import type { QueryFilter } from 'mongoose';
import type { VaultTextRef } from '../../domain/case/command.ts';
import type { CaseDocument } from '../cases/cases.ts';
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
  /** The run whose commands are being made ready, and since when: until it is noted, no other one is. */
  preparing?: { run: string; at: string };
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

/** Numbers of those that concern one of these people. */
export async function incidentsAbout(
  database: Database,
  organisation: string,
  people: readonly string[],
): Promise<Set<string>> {
  const found = await database.incidents
    .find({ organisation, about: { $in: people } }, { number: 1 })
    .lean<Pick<IncidentDocument, 'number'>[]>();
  return new Set(found.map(({ number }) => number));
}

/** Sets its answer, or what is being made ready, if it still is what was seen. False if it is not. */
export async function changeIncident(
  database: Database,
  { _id, answer, preparing }: IncidentDocument,
  next: Partial<Pick<IncidentDocument, 'answer' | 'preparing'>>,
): Promise<boolean> {
  const seen = {
    ...(answer === null ? { answer: null } : { 'answer.digest': answer.digest, 'answer.approved': answer.approved }),
    ...(preparing ? { 'preparing.run': preparing.run, 'preparing.at': preparing.at } : { preparing: null }),
  };
  const { matchedCount } = await database.incidents.collection.updateOne({ _id: _id as never, ...seen } as never, {
    $set: next,
  });
  return matchedCount === 1;
}

/** Of the complaints that a filter finds, those of the incidents: their numbers, by incident and status. */
export function membersByStatus(
  database: Database,
  filter: QueryFilter<CaseDocument>,
  incidents: readonly string[],
): Promise<{ _id: { incident: string; status: string }; numbers: string[] }[]> {
  return database.cases.aggregate([
    { $match: { $and: [filter, { 'view.detail.incident': { $in: incidents } }] } },
    {
      $group: {
        _id: { incident: '$view.detail.incident', status: '$view.status' },
        numbers: { $push: '$number' },
      },
    },
  ]);
}
