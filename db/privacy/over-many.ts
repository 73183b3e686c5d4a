/** What was done to many cases at once, and is over: incidents, runs of one command, movings-in and imports. */

import type { Model } from 'mongoose';
import type { BulkRunDocument } from '../bulk/bulk-runs.ts';
import type { IncidentDocument } from '../bulk/incidents.ts';
import type { MovingDocument } from '../bulk/movings.ts';
import { forgetWords } from '../cases/vault.ts';
import type { Database } from '../database.ts';
import { type ImportDocument, isPrepared } from '../registry/imports.ts';
import { subjectOf } from './data-keys.ts';
import { closedSince, type Keeping } from './over.ts';

/** One of them: when it ended itself, null while it goes on, and which cases it was about. */
interface Done {
  endedAt: string | null;
  cases: string[];
}

/** What is known of a run, moving-in or import by its beginning. */
interface Begun {
  number: string;
  startedAt: string;
}

/** An incident ends with its complaints: of its own it has the day on which it was declared. */
async function incidentDone(database: Database, incident: IncidentDocument): Promise<Done> {
  const { organisation, number, declaredAt } = incident;
  const waits = { organisation, incident: number, 'items.state': 'waiting' as const };
  if (await database.bulkRuns.exists(waits)) return { endedAt: null, cases: [] };
  const joined = { organisation, 'view.detail.incident': number };
  const found = await database.cases.find(joined as never, { number: 1 }).lean<{ number: string }[]>();
  return { endedAt: declaredAt, cases: found.map((one) => one.number) };
}

/** Who was told of an incident stands in its runs: they stay as long as it does, so that nobody is told twice. */
async function runDone(database: Database, run: BulkRunDocument): Promise<Done> {
  const { organisation, incident, items, startedAt } = run;
  const stays =
    items.some(({ state }) => state === 'waiting') ||
    (incident !== undefined && (await database.incidents.exists({ organisation, number: incident })) !== null);
  return { endedAt: stays ? null : startedAt, cases: items.map(({ number }) => number) };
}

function movingDone({ trial, startedAt, endedAt, before, batches }: MovingDocument): Done {
  const moved = [...before, ...batches.flatMap((batch) => batch.moved)];
  return { endedAt: trial ? startedAt : (endedAt ?? null), cases: moved.map(({ number }) => number) };
}

function importDone(document: ImportDocument): Done {
  const { brokenOffAt, startedAt, batches } = document;
  const endedAt = isPrepared(document) ? (brokenOffAt ?? startedAt) : null;
  return { endedAt, cases: batches.map(({ change }) => change) };
}

/** What stands under a number, in whichever of the collections; null if nothing is left of it. */
async function doneOf(database: Database, organisation: string, number: string): Promise<Done | null> {
  const id = subjectOf({ organisation, number });
  const incident = await database.incidents.findById(id).lean<IncidentDocument>();
  if (incident) return incidentDone(database, incident);
  const run = await database.bulkRuns.findById(id).lean<BulkRunDocument>();
  if (run) return runDone(database, run);
  const moving = await database.movings.findById(id).lean<MovingDocument>();
  if (moving) return movingDone(moving);
  const brought = await database.imports.findById(id).lean<ImportDocument>();
  return brought && importDone(brought);
}

/** They go once the last of their cases is over as well: their words, the rows that are left, their key and themselves. */
export const ofMany: Keeping = {
  async *candidates(database, organisation, before) {
    const { incidents, bulkRuns, movings, imports } = database;
    const declared = incidents.find({ organisation, declaredAt: { $lt: before } }, { number: 1, declaredAt: 1 });
    for await (const { number, declaredAt } of declared.lean().cursor()) yield { number, since: declaredAt };
    const started = { organisation, startedAt: { $lt: before } };
    for (const begun of [bulkRuns, movings, imports] as unknown as Model<Begun>[]) {
      const found = begun.find(started, { number: 1, startedAt: 1 }).lean().cursor();
      for await (const { number, startedAt } of found) yield { number, since: startedAt };
    }
  },
  async look(database, organisation, number, before) {
    const done = await doneOf(database, organisation, number);
    const { endedAt, cases } = done ?? { endedAt: '', cases: [] };
    const closed = await closedSince(database, organisation, cases);
    if (endedAt === null || endedAt >= before || closed === null || closed >= before) return null;
    return { about: cases, destroy: () => drop(database, { organisation, number }) };
  },
};

/** The document goes last: until then what broke off is found again. */
async function drop(database: Database, place: { organisation: string; number: string }): Promise<number> {
  await forgetWords(database, `${place.number}/`);
  const key = await database.dataKeys.collection.deleteOne({ _id: subjectOf(place) as never });
  let gone = key.deletedCount;
  const { incidents, bulkRuns, movings, imports } = database;
  for (const { collection } of [incidents, bulkRuns, movings, imports]) {
    gone += (await collection.deleteOne({ _id: subjectOf(place) as never })).deletedCount;
  }
  return gone;
}
