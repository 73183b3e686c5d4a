/** What happened to the complaints that a period has to do with: read in batches, so that neither side holds all of it. */
import type { CaseEventDocument } from '../cases/cases.ts';
import type { Database } from '../database.ts';

/** Until when events count: by when they happened, and by when they were written. UTC. */
export interface UpTo {
  before: string;
  writtenBy: string;
}

export type ReadEvent = Pick<
  CaseEventDocument,
  'number' | 'sequence' | 'type' | 'at' | 'recordedAt' | 'by' | 'standingInFor' | 'policyVersion' | 'data' | 'seal'
>;

const hour = 3_600_000;
const batchSize = 250;

/** The events of these types of every complaint that was open in the period or in which something happened; by its number. */
export async function* complaintsOfPeriod(
  database: Database,
  organisation: string,
  { from, types, ...upTo }: UpTo & { from: string; types: readonly string[] },
): AsyncGenerator<{ number: string; events: ReadEvent[] }[]> {
  const cases = await touched(database, organisation, from, upTo.before);
  for (let start = 0; start < cases.length; start += batchSize) {
    const batch = cases.slice(start, start + batchSize);
    const _id = { $in: batch.flatMap(({ id, sequence }) => idsOf(id, sequence)) };
    const found = await database.caseEvents.find({ _id, type: { $in: [...types] } }, fields).lean<ReadEvent[]>();
    const byNumber = new Map<string, ReadEvent[]>();
    for (const event of found) {
      if (!hasHappened(event, upTo)) continue;
      const own = byNumber.get(event.number);
      if (own) own.push(event);
      else byNumber.set(event.number, [event]);
    }
    yield [...byNumber].map(([number, events]) => ({
      number,
      events: events.sort((a, b) => a.sequence - b.sequence),
    }));
  }
}

const fields = {
  ...{ number: 1, sequence: 1, type: 1, at: 1, recordedAt: 1, by: 1, standingInFor: 1, policyVersion: 1 },
  ...{ 'seal.at': 1, 'seal.by': 1, data: 1 },
};

/** True of an event that counts. One that a migration sealed had been written when it was recorded. */
function hasHappened({ at, recordedAt, seal }: ReadEvent, { before, writtenBy }: UpTo): boolean {
  const writtenAt = seal?.by === 'projection' ? seal.at : recordedAt;
  return Date.parse(at) < Date.parse(before) && Date.parse(writtenAt) <= Date.parse(writtenBy);
}

function idsOf(id: string, sequence: number): string[] {
  return Array.from({ length: sequence }, (_, index) => `${id}/${index + 1}`);
}

/** Ids of complaints that may have a part in the period, in their order, with how many events each has. */
async function touched(database: Database, organisation: string, from: string, before: string) {
  // Processes differ by less than an hour in what time it is.
  const changedAt = { $gte: new Date(Date.parse(from) - hour).toISOString() };
  const found = database.cases
    .find(
      {
        ...{ organisation, 'view.kind': 'complaint', 'view.openedAt': { $lt: before.replace(/Z$/, '') } },
        // What an earlier release wrote does not say when.
        $or: [{ 'view.closedAt': null }, { changedAt }, { changedAt: { $exists: false } }],
      },
      { sequence: 1 },
    )
    .lean<{ _id: string; sequence: number }>()
    .cursor();
  const cases: { id: string; sequence: number }[] = [];
  for await (const { _id: id, sequence } of found) cases.push({ id, sequence });
  return cases.sort((a, b) => (a.id < b.id ? -1 : 1));
}
