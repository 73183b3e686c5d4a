/** Reads the complaints of a period and their events. It streams: neither the database's client nor the caller holds all of them. */
import type { CaseEventDocument } from '../cases/cases.ts';
import type { Database } from '../database.ts';
import { type SlimEvent, type SlimEvents, slimEvents, slimTypes } from './slim-complaint-events.ts';

/** Until when events count: by when they happened, and by when they were written. UTC. */
export interface UpTo {
  before: string;
  writtenBy: string;
}

interface Touched {
  _id: string;
  number: string;
  sequence: number;
  slim?: SlimEvents;
}

interface Happened {
  number: string;
  events: SlimEvent[];
}

const hour = 3_600_000;
const batchSize = 250;

/**
 * The events that count of every complaint that was open in the period or in which something happened, by its number. In any
 * order: which process wrote what decides it.
 */
export async function* complaintsOfPeriod(
  database: Database,
  organisation: string,
  { from, ...upTo }: UpTo & { from: string },
): AsyncGenerator<Happened[]> {
  const until = { before: Date.parse(upTo.before), writtenBy: Date.parse(upTo.writtenBy) };
  const counts = ({ at, writtenAt }: SlimEvent) =>
    Date.parse(at) < until.before && Date.parse(writtenAt) <= until.writtenBy;
  let ready: Happened[] = [];
  let unslimmed: Touched[] = [];
  for await (const one of touched(database, organisation, from, upTo.before)) {
    const slim = slimEvents(one.slim, one.sequence);
    if (slim) ready.push({ number: one.number, events: slim.filter(counts) });
    else unslimmed.push(one);
    if (ready.length === batchSize) {
      yield ready;
      ready = [];
    }
    if (unslimmed.length === batchSize) {
      yield await fromEvents(database, unslimmed, counts);
      unslimmed = [];
    }
  }
  yield ready;
  if (unslimmed.length > 0) yield await fromEvents(database, unslimmed, counts);
}

const fields = {
  ...{ number: 1, sequence: 1, type: 1, at: 1, recordedAt: 1, by: 1, standingInFor: 1, policyVersion: 1 },
  ...{ 'seal.at': 1, 'seal.by': 1, data: 1 },
};

/** The same of cases of which not every event has a line: an earlier release wrote them. */
async function fromEvents(
  database: Database,
  cases: readonly Touched[],
  counts: (event: SlimEvent) => boolean,
): Promise<Happened[]> {
  const _id = { $in: cases.flatMap(({ _id: id, sequence }) => idsOf(id, sequence)) };
  const found = await database.caseEvents.find({ _id, type: { $in: slimTypes } }, fields).lean<CaseEventDocument[]>();
  const byNumber = new Map<string, SlimEvent[]>(cases.map(({ number }) => [number, []]));
  for (const event of found) {
    // One that a migration sealed had been written when it was recorded.
    const writtenAt = event.seal?.by === 'projection' ? event.seal.at : event.recordedAt;
    const slim = { ...event, writtenAt };
    if (counts(slim)) byNumber.get(event.number)?.push(slim);
  }
  return [...byNumber].map(([number, events]) => ({ number, events: events.sort((a, b) => a.sequence - b.sequence) }));
}

function idsOf(id: string, sequence: number): string[] {
  return Array.from({ length: sequence }, (_, index) => `${id}/${index + 1}`);
}

/** Complaints that may have a part in the period, with how many events each has. */
function touched(database: Database, organisation: string, from: string, before: string): AsyncIterable<Touched> {
  // Processes differ by less than an hour in what time it is.
  const changedAt = { $gte: new Date(Date.parse(from) - hour).toISOString() };
  return database.cases.collection.find(
    {
      ...{ organisation, 'view.kind': 'complaint', 'view.openedAt': { $lt: before.replace(/Z$/, '') } },
      // What an earlier release wrote does not say when.
      $or: [{ 'view.closedAt': null }, { changedAt }, { changedAt: { $exists: false } }],
    },
    { projection: { number: 1, sequence: 1, slim: 1 }, batchSize: 1000 },
  ) as unknown as AsyncIterable<Touched>;
}
