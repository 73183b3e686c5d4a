/** One command for many cases: what has become of it in each. Words of the command stand in the vault, each under its own case. */
import type { Command, VaultTextRef } from '../../domain/case/command.ts';
import type { Database } from '../database.ts';
import { insertedOnce } from '../duplicate-key.ts';

/** What one of the cases is given, and what came of it. */
export interface BulkItem {
  number: string;
  state: 'waiting' | 'done' | 'refused';
  /** The command as it was signed, while it waits. */
  command?: Command;
  /** When it was last given without an answer: those that have not been tried, or not for longest, come first. */
  triedAt?: string;
  /** Name of the refusal, and its sentence. */
  refusal?: string;
  detail?: string;
}

/** `_id` is organisation/number. */
export interface BulkRunDocument {
  _id: string;
  organisation: string;
  number: string;
  command: string;
  /** Number of the incident that it is about. */
  incident?: string;
  /** Why it was given. */
  words?: VaultTextRef;
  by: string;
  startedAt: string;
  /** Keyed, of the request: another one under the same key is another request. */
  bodyDigest: string;
  items: BulkItem[];
}

/** Notes a run before anything of it is done. @returns what stands under its number: this run, or an earlier one */
export async function noteBulkRun(database: Database, document: BulkRunDocument): Promise<BulkRunDocument> {
  if (await insertedOnce(() => database.bulkRuns.collection.insertOne(document as never))) return document;
  return (await findBulkRun(database, document.organisation, document.number)) ?? document;
}

export function findBulkRun(database: Database, organisation: string, number: string): Promise<BulkRunDocument | null> {
  return database.bulkRuns.findById(`${organisation}/${number}`).lean<BulkRunDocument>();
}

/** Runs that were noted before that instant, and of which something still waits; at most a thousand. */
export function runsThatWait(
  database: Database,
  before: string,
): Promise<Pick<BulkRunDocument, 'organisation' | 'number'>[]> {
  return database.bulkRuns
    .find({ 'items.state': 'waiting', startedAt: { $lt: before } }, { _id: 0, organisation: 1, number: 1 })
    .limit(1000)
    .lean<Pick<BulkRunDocument, 'organisation' | 'number'>[]>();
}

/** Notes what came of the command in one case. The command itself is not needed any more, and goes. */
export async function noteOutcome(
  database: Database,
  { _id }: Pick<BulkRunDocument, '_id'>,
  { number, state, refusal, detail }: BulkItem,
): Promise<void> {
  const outcome = {
    'items.$.state': state,
    ...(refusal ? { 'items.$.refusal': refusal, 'items.$.detail': detail } : {}),
  };
  await database.bulkRuns.collection.updateOne(
    { _id: _id as never, 'items.number': number },
    {
      $set: outcome,
      $unset: { 'items.$.command': 1, 'items.$.triedAt': 1 },
    },
  );
}

/** Notes that it is not known what came of the command in one case: it goes on waiting. */
export async function noteTried(
  database: Database,
  { _id }: Pick<BulkRunDocument, '_id'>,
  { number }: Pick<BulkItem, 'number'>,
  triedAt: string,
): Promise<void> {
  await database.bulkRuns.collection.updateOne(
    { _id: _id as never, 'items.number': number },
    { $set: { 'items.$.triedAt': triedAt } },
  );
}

/**
 * The complaints to which a command of an incident has been given, by the number of the incident. Without `states` these are
 * all but those that refused it.
 */
export async function reachedIn(
  database: Database,
  organisation: string,
  incidents: readonly string[],
  command: string,
  states: readonly BulkItem['state'][] = ['waiting', 'done'],
): Promise<Map<string, Set<string>>> {
  const runs = await database.bulkRuns
    .find({ organisation, incident: { $in: incidents }, command }, { incident: 1, 'items.number': 1, 'items.state': 1 })
    .lean<BulkRunDocument[]>();
  const reached = new Map(incidents.map((incident) => [incident, new Set<string>()]));
  for (const { incident = '', items } of runs) {
    for (const { number, state } of items) if (states.includes(state)) reached.get(incident)?.add(number);
  }
  return reached;
}
