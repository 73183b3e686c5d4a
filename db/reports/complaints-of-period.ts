/** Reads the complaints of a period and their events. It streams: neither the database's client nor the caller holds all of them. */
import { setImmediate as othersTurn } from 'node:timers/promises';
import type { mongo } from 'mongoose';
import { type CaseEventDocument, caseId } from '../cases/cases.ts';
import type { Database } from '../database.ts';
import { type SlimEvent, slimEvents, slimLine } from './slim-complaint-events.ts';
import { type SlimCase, slimCaseIn, slimProjection } from './slim-in-bytes.ts';

/** Until when events count: by when they happened, and by when they were written. UTC. */
export interface UpTo {
  before: string;
  writtenBy: string;
}

interface Happened {
  number: string;
  events: SlimEvent[];
}

const hour = 3_600_000;

/** So many are read and worked on at once. That takes a few milliseconds, after which others have their turn. */
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
  const counts = ({ at, writtenAt }: SlimEvent) => at < until.before && writtenAt <= until.writtenBy;
  let unslimmed: SlimCase[] = [];
  for await (const batch of inBatches(touched(database, organisation, from, upTo.before))) {
    const ready: Happened[] = [];
    for (const one of batch.map(slimCaseIn)) {
      const events = one.lines && slimEvents(one.lines);
      if (events) ready.push({ number: one.number, events: events.filter(counts) });
      else unslimmed.push(one);
    }
    yield ready;
    if (unslimmed.length >= batchSize) {
      yield await fromEvents(database, organisation, unslimmed, counts);
      unslimmed = [];
    }
  }
  if (unslimmed.length > 0) yield await fromEvents(database, organisation, unslimmed, counts);
}

/** The documents of a cursor as they come. The next ones are on their way while some are worked on. */
async function* inBatches<Document>(cursor: mongo.FindCursor<Document>): AsyncGenerator<Document[]> {
  try {
    let coming = cursor.next();
    for (;;) {
      const first = await coming;
      if (first === null) return;
      const batch = [first, ...cursor.readBufferedDocuments()];
      coming = cursor.next();
      // It is heard of when its turn comes.
      coming.catch(() => undefined);
      // The driver sends the question, and other requests of this process go on.
      await othersTurn();
      yield batch;
    }
  } finally {
    await cursor.close();
  }
}

const fields = {
  ...{ number: 1, sequence: 1, type: 1, at: 1, recordedAt: 1, by: 1, standingInFor: 1, policyVersion: 1 },
  ...{ 'seal.at': 1, 'seal.by': 1, data: 1 },
};

/** The same of cases of which not every event has a line: an earlier release wrote them. */
async function fromEvents(
  database: Database,
  organisation: string,
  cases: readonly SlimCase[],
  counts: (event: SlimEvent) => boolean,
): Promise<Happened[]> {
  const _id = { $in: cases.flatMap(({ number, sequence }) => idsOf(caseId(organisation, number), sequence)) };
  const found = await database.caseEvents
    .find({ _id, type: { $in: slimLine.types } }, fields)
    .lean<CaseEventDocument[]>();
  found.sort((a, b) => a.sequence - b.sequence);
  const byNumber = new Map<string, SlimEvent[]>(cases.map(({ number }) => [number, []]));
  for (const event of found) {
    // One that a migration sealed had been written when it was recorded.
    const writtenAt = event.seal?.by === 'projection' ? event.seal.at : event.recordedAt;
    const { at, standingInFor = null } = event;
    const slim = { ...event, at: Date.parse(at), standingInFor, writtenAt: Date.parse(writtenAt) };
    if (counts(slim)) byNumber.get(event.number)?.push(slim);
  }
  return [...byNumber].map(([number, events]) => ({ number, events }));
}

function idsOf(id: string, sequence: number): string[] {
  return Array.from({ length: sequence }, (_, index) => `${id}/${index + 1}`);
}

/** The bytes of each complaint that may have a part in the period. */
function touched(database: Database, organisation: string, from: string, before: string): mongo.FindCursor<Buffer> {
  // Processes differ by less than an hour in what time it is.
  const changedAt = { $gte: new Date(Date.parse(from) - hour).toISOString() };
  return database.cases.collection.find(
    {
      ...{ organisation, 'view.kind': 'complaint', 'view.openedAt': { $lt: before.replace(/Z$/, '') } },
      // What an earlier release wrote does not say when.
      $or: [{ 'view.closedAt': null }, { changedAt }, { changedAt: { $exists: false } }],
    },
    { projection: slimProjection, batchSize, raw: true },
  ) as unknown as mongo.FindCursor<Buffer>;
}
