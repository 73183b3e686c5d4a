import type { QueryFilter } from 'mongoose';
import type { TimelineEvent } from '../../domain/case/event.ts';
import type { CaseProjection, CaseView } from '../../domain/case/view.ts';
import type { Database } from '../database.ts';
import { insertedOnce } from '../duplicate-key.ts';
import type { Seal } from './seals.ts';
import { sealOf } from './seals.ts';

/** An event of a timeline; `_id` is organisation/number/sequence. */
export interface CaseEventDocument extends TimelineEvent {
  _id: string;
  organisation: string;
  number: string;
  /** Absent only if the migration to schema 2 found an event that was not as it had been written. */
  seal?: Seal;
}

/** The projection of a case; `_id` is organisation/number. */
export interface CaseDocument extends CaseProjection {
  _id: string;
  organisation: string;
  number: string;
  revision: number;
  sequence: number;
  /** When this projection was written. */
  changedAt?: string;
}

/** The `_id` of a case's projection. */
export function caseId(organisation: string, number: string): string {
  return `${organisation}/${number}`;
}

/**
 * Writes a case's new events, sealed, then its document, unless a newer one stands already. Safe to repeat and in any
 * order: an older revision never replaces a newer one.
 */
export async function writeProjection(
  database: Database,
  projection: CaseProjection,
  events: TimelineEvent[],
  secret: string,
): Promise<void> {
  const { organisation, number, revision } = projection.view;
  const sealed = { at: new Date().toISOString(), by: 'projection' as const };
  const _id = caseId(organisation, number);
  const sequence = events.at(-1)?.sequence ?? 0;
  await insertedOnce(() =>
    database.caseEvents.collection.insertMany(
      events.map((event) => {
        const document = { ...event, _id: `${_id}/${event.sequence}`, organisation, number };
        return { ...document, seal: sealOf(secret, document, sealed) };
      }) as never[],
      { ordered: false },
    ),
  );
  // By the clock of the process that writes. A process that copies looks back further than clocks differ (decision 20).
  const changedAt = new Date().toISOString();
  const document: CaseDocument = { _id, organisation, number, revision, sequence, changedAt, ...projection };
  // A first revision has nothing to update. A later one has nothing to insert, unless an outage swallowed the first.
  if (revision === 1 && (await insertedOnce(() => insert(database, document)))) return;
  const { _id: _, about, ...fields } = document;
  const { matchedCount } = await database.cases.collection.updateOne(
    { _id: _id as never, revision: { $lt: revision } },
    // The staff whom a case is about only grow in number, and not by the case alone (db/cases/propagate-conflicts.ts).
    { $set: fields, $addToSet: { about: { $each: about } } as never },
  );
  if (matchedCount === 0 && revision > 1) await insertedOnce(() => insert(database, document));
}

function insert(database: Database, document: CaseDocument): Promise<unknown> {
  return database.cases.collection.insertOne(document as never);
}

/** One case, or null. */
export async function findCase(database: Database, organisation: string, number: string): Promise<CaseDocument | null> {
  return database.cases.findById(caseId(organisation, number)).lean<CaseDocument>();
}

/**
 * The case's view as the projection has it, if that has come further than the view at hand. A caller that waits asks the
 * projection and not the case, so that waiting takes none of the engine's time.
 */
export async function laterView(
  database: Database,
  organisation: string,
  number: string,
  known: CaseView,
): Promise<CaseView> {
  const projected = await findCase(database, organisation, number);
  return projected && projected.revision > known.revision ? projected.view : known;
}

/** The first of the cases that a filter finds, in an order. */
export async function firstCases(
  database: Database,
  filter: QueryFilter<CaseDocument>,
  { sort, limit }: { sort: Record<string, 1>; limit: number },
): Promise<CaseDocument[]> {
  return database.cases.find(filter).sort(sort).limit(limit).lean<CaseDocument[]>();
}

/** The timeline, oldest first. */
export async function timelineOf(
  database: Database,
  found: Pick<CaseDocument, 'organisation' | 'number' | 'sequence'>,
): Promise<TimelineEvent[]> {
  return (await storedEvents(database, found)).map(eventIn);
}

/** The events of a case as they are stored, with their seals, oldest first; read by id, never by range. */
export async function storedEvents(
  database: Database,
  found: Pick<CaseDocument, 'organisation' | 'number' | 'sequence'>,
): Promise<CaseEventDocument[]> {
  const _id = caseId(found.organisation, found.number);
  const ids = Array.from({ length: found.sequence }, (_, index) => `${_id}/${index + 1}`);
  const documents = await database.caseEvents.find({ _id: { $in: ids } }).lean<CaseEventDocument[]>();
  return documents.sort((a, b) => a.sequence - b.sequence);
}

/** An event as its case wrote it. */
export function eventIn({ _id, organisation, number, seal, ...event }: CaseEventDocument): TimelineEvent {
  return event;
}

/** Numbers of the complaints that go on from one, oldest first. */
export async function followersOf(database: Database, organisation: string, number: string): Promise<string[]> {
  const found = await database.cases
    .find({ organisation, 'view.detail.follows': number }, { number: 1, 'view.openedAt': 1 })
    .lean<Pick<CaseDocument, 'number' | 'view'>[]>();
  return found
    .sort((a, b) => Date.parse(a.view.openedAt) - Date.parse(b.view.openedAt))
    .map((follower) => follower.number);
}

/** The views of record changes that wait for somebody's step, in the order of their opening; at most a thousand. */
export async function waitingRecordChanges(database: Database, organisation: string): Promise<CaseView[]> {
  const found = await database.cases
    .find({
      organisation,
      'view.kind': 'recordChange',
      'view.status': { $in: ['prepared', 'reviewed', 'approved', 'entered'] },
    })
    .sort({ 'view.openedAt': 1, _id: 1 })
    .limit(1000)
    .lean<CaseDocument[]>();
  return found.map(({ view }) => view);
}
