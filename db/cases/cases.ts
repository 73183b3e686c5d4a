import { timingSafeEqual } from 'node:crypto';
import type { QueryFilter } from 'mongoose';
import type { Logger } from 'pino';
import type { TimelineEvent } from '../../domain/case/event.ts';
import type { CaseProjection, CaseView } from '../../domain/case/view.ts';
import { type CommandKeys, signatureFaults } from '../command-signatures.ts';
import type { Database } from '../database.ts';
import { derivedFromText } from '../derivations.ts';
import { findMerged, insertMerged, upsertMerged } from '../merged.ts';
import { type SlimEvents, slimFields } from '../reports/slim-complaint-events.ts';
import { type OutboxDocument, putInOutbox, untilReleased } from './notices.ts';

/**
 * The seal of a stored event: a writer to the database who lacks the product's secret cannot make one. The digest
 * of an event covers all that went before it, so its seal does too.
 */
export interface Seal {
  /** HMAC-SHA-256, hexadecimal. */
  mac: string;
  /** When it was set, and by whom: as the event was written, or later, on one that an earlier release had written without. */
  at: string;
  by: 'projection' | 'migration';
}

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
  /** Of a complaint: what is counted of its events. Absent if an earlier release wrote it. */
  slim?: SlimEvents;
}

/** The `_id` of a case's projection. */
export function caseId(organisation: string, number: string): string {
  return `${organisation}/${number}`;
}

/** What became of a case by a step, and what is to be sent of it. */
interface WrittenStep {
  projection: CaseProjection;
  events: TimelineEvent[];
  notices: readonly { key: string; organisation: string; number: string }[];
}

/** Where a step is written, with what its events are sealed, and by which keys people's commands are proven. */
export interface StepWriting extends CommandKeys {
  database: Database;
  /** Where events are named that do not prove who did them. */
  logger?: Pick<Logger, 'error'>;
}

/**
 * Writes what became of a case by a step: the notices that are to be sent, the events, and the projection. Safe to repeat,
 * in any order of steps, and by different writers.
 *
 * @param sendFrom the instant from which any sender may take the notices, UTC. In the future if the writer sends them itself
 * @returns the notices as they have been put into the outbox, without those that another writer had put there. None if the
 *   step has events that do not prove who did them: its notices wait for somebody who looks into it (S10)
 */
export async function writeStep(
  writing: StepWriting,
  { projection, events, notices }: WrittenStep,
  sendFrom: string,
): Promise<readonly OutboxDocument[]> {
  const { database } = writing;
  const { organisation, number } = projection.view;
  const of = { organisation, number, rootKey: projection.rootKey };
  const faults = await signatureFaults(writing, of, events);
  const isProven = faults.size === 0;
  if (!isProven) writing.logger?.error({ number, faults: [...faults] }, 'events do not prove who did them');
  const rows = notices.map((batch): OutboxDocument => {
    const { key, organisation, number } = batch;
    return {
      _id: key,
      organisation,
      number,
      batch,
      dueAt: isProven ? sendFrom : untilReleased,
      attempts: 0,
      failed: null,
    };
  });
  const put = await putInOutbox(database, rows);
  if (events.length > 0) {
    await writeProjection(writing, projection, events);
    await propagateConflicts(database, projection);
  }
  return isProven ? put : [];
}

/**
 * The events of a case up to one, which must be written, that do not prove who did them.
 * @returns null as long as one of them has not been written
 */
export async function unprovenUpTo(
  writing: StepWriting,
  of: { organisation: string; number: string; sequence: number },
): Promise<number[] | null> {
  const events = await storedEvents(writing.database, of);
  if (events.length < of.sequence) return null;
  return [...(await signatureFaults(writing, of, events)).keys()];
}

/**
 * Writes a case's new events, sealed, then its document. Safe to repeat and in any order: no older revision replaces a newer
 * one.
 */
async function writeProjection(
  { database, secret }: StepWriting,
  projection: CaseProjection,
  events: TimelineEvent[],
): Promise<void> {
  const { organisation, number, revision } = projection.view;
  const sealed = { at: new Date().toISOString(), by: 'projection' as const };
  const _id = caseId(organisation, number);
  const sequence = events.at(-1)?.sequence ?? 0;
  await Promise.all(
    events.map((event) => {
      const document = { ...event, _id: `${_id}/${event.sequence}`, organisation, number };
      return insertMerged(database.caseEvents, { ...document, seal: sealOf(secret, document, sealed) });
    }),
  );
  // By the clock of the process that writes. A process that copies looks back further than clocks differ (decision 20).
  const changedAt = new Date().toISOString();
  const slim = slimFields(projection.view, events, sealed.at);
  const { about, ...fields } = { organisation, number, revision, sequence, changedAt, ...projection };
  // Names in `about` are only added, and not by the case alone: see `propagateConflicts`.
  const names = about.length > 0 ? { $addToSet: { about: { $each: about } } } : { $setOnInsert: { about } };
  const lines = Object.keys(slim).length > 0 ? { $min: slim } : {};
  const update = { $set: fields, ...lines, ...names };
  // A newer one that stands is met by no update, and inserted by none.
  const filter = { _id, revision: { $lt: revision } };
  await upsertMerged(database.cases, filter, update);
}

type Sealable = Pick<CaseEventDocument, 'organisation' | 'number' | 'sequence' | 'digest'>;

export function sealOf(secret: string, event: Sealable, { at, by }: Omit<Seal, 'mac'>): Seal {
  return { mac: macOf(secret, event, { at, by }), at, by };
}

/** True if the event has been sealed by the product, and nothing of it or before it has been changed since. */
export function sealHolds(secret: string, { seal, ...event }: CaseEventDocument): boolean {
  if (typeof seal?.mac !== 'string') return false;
  const [stated, own] = [seal.mac, macOf(secret, event, seal)].map((mac) => Buffer.from(mac, 'hex')) as [
    Buffer,
    Buffer,
  ];
  return stated.length === own.length && timingSafeEqual(stated, own);
}

function macOf(secret: string, { organisation, number, sequence, digest }: Sealable, { at, by }: Omit<Seal, 'mac'>) {
  const content = JSON.stringify([organisation, number, sequence, digest, at, by]);
  return derivedFromText(secret, 'timeline-seal', content).toString('hex');
}

type Documented = Pick<CaseDocument, 'about' | 'view'>;

/**
 * Who may not know of a case (F-10). A case stands below another one if it is a ticket of it, or has been merged into it.
 * Staff who are named in the case above may know of none below. The ones below may have ended by then and hear of nothing.
 * So the names are carried to their documents, and a reader of cases has to look at `about` alone.
 *
 * Brings the names from above to a case whose document has just been written, and all of them to those below. Names are
 * only ever added, and by each side after its own document: whichever of two is written last finds what the other wrote.
 */
export async function propagateConflicts(database: Database, { about, view }: Documented): Promise<void> {
  const inherited = await namedAbove(database, view);
  const ids = [caseId(view.organisation, view.number)];
  if (inherited.some((name) => !about.includes(name))) await addNames(database, ids, inherited);
  await carryDown(database, [view], [...new Set([...about, ...inherited])]);
}

async function namedAbove(database: Database, { organisation, detail }: CaseView): Promise<string[]> {
  const { parent, mergedInto } = detail;
  const above = mergedInto ?? parent;
  if (typeof above !== 'string') return [];
  const found = await database.cases.findById(caseId(organisation, above), { about: 1 }).lean<Documented>();
  return found?.about ?? [];
}

async function carryDown(database: Database, views: CaseView[], names: string[]): Promise<void> {
  const ids = names.length === 0 ? [] : views.flatMap(idsBelow);
  if (ids.length === 0) return;
  await addNames(database, ids, names);
  const below = await database.cases.find({ _id: { $in: ids } }, { view: 1 }).lean<Documented[]>();
  await carryDown(
    database,
    below.map(({ view }) => view),
    names,
  );
}

function idsBelow({ organisation, detail }: CaseView): string[] {
  const { merged = [], tickets = [] } = detail;
  return [...merged, ...tickets.map(({ number }) => number)].map((number) => caseId(organisation, number));
}

async function addNames(database: Database, ids: string[], names: string[]): Promise<void> {
  const added = { $addToSet: { about: { $each: names } } };
  await database.cases.collection.updateMany({ _id: { $in: ids as never[] } }, added as never);
}

/** One case, or null. */
export async function findCase(database: Database, organisation: string, number: string): Promise<CaseDocument | null> {
  return findMerged(database.cases, caseId(organisation, number));
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
  return database.cases.find(filter, { slim: 0 }).sort(sort).limit(limit).lean<CaseDocument[]>();
}

/** Those of the numbers that are cases of the organisation. */
export async function casesOf(database: Database, organisation: string, numbers: string[]): Promise<CaseDocument[]> {
  const ids = [...new Set(numbers)].map((number) => caseId(organisation, number));
  return database.cases.find({ _id: { $in: ids } }).lean<CaseDocument[]>();
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
