/** What MongoDB has of a case, and whether it is what the rules make of its history. */
import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import mongoose from 'mongoose';
import { everyEventStored } from '../../db/audit/every-event.ts';
import { accessesOf } from '../../db/cases/accesses.ts';
import { ErasedFile, readAttachment } from '../../db/cases/attachments.ts';
import {
  type CaseDocument,
  type CaseEventDocument,
  eventIn,
  type StepWriting,
  sealHolds,
} from '../../db/cases/cases.ts';
import { noticesOfCase } from '../../db/cases/notices.ts';
import { refusalsOf } from '../../db/cases/refusals.ts';
import { presentDigest, readTexts } from '../../db/cases/vault.ts';
import { signatureFaults } from '../../db/command-signatures.ts';
import type { Database } from '../../db/database.ts';
import { NotOpened } from '../../db/privacy/sealing.ts';
import { brokenAt, type TimelineEvent } from '../../domain/case/event.ts';
import { type Difference, timelineDifference, viewDifference } from '../../domain/case/proof.ts';
import type { CaseView } from '../../domain/case/view.ts';

/** The projection with its events; null if it is gone. */
export interface StoredCase {
  document: CaseDocument;
  events: CaseEventDocument[];
}

/** What is stored, once that has come as far as the history: what is on its way is waited for ten seconds. */
export async function storedUpTo(
  database: Database,
  organisation: string,
  number: string,
  sequence: number,
): Promise<StoredCase | null> {
  for (const until = Date.now() + 10_000; ; await wait(250)) {
    const document = await database.cases.findOne({ organisation, number }).lean<CaseDocument>();
    if (!document) return null;
    if (document.sequence < sequence && Date.now() < until) continue;
    return { document, events: await everyEventStored(database, document) };
  }
}

/** A look, a message or a refusal: none is a fact of the case, each belongs to what happened to it. */
export interface Beside {
  at: string;
  what: 'look' | 'notice' | 'refusal';
  by: string;
  detail: string;
}

export async function besideTheFacts(database: Database, organisation: string, number: string): Promise<Beside[]> {
  const looks = (await accessesOf(database, organisation, number)).map(({ at, by, what, reason }): Beside => {
    return { at, what: 'look', by, detail: reason ? `${what} (${reason})` : what };
  });
  const notices = (await noticesOfCase(database, organisation, number)).map(
    ({ sentAt, to, template, channel, told, receipt }): Beside => {
      const more = [told?.dueLocal, told?.amount, receipt && `${receipt.status} ${receipt.at}`].filter(Boolean);
      return { at: sentAt, what: 'notice', by: to, detail: [template, channel, ...more].join(', ') };
    },
  );
  const refusals = (await refusalsOf(database, organisation, number)).map(({ at, by, command, refusal }): Beside => {
    return { at, what: 'refusal', by, detail: `${command}: ${refusal}` };
  });
  return [...looks, ...notices, ...refusals].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

export interface Proof {
  difference: Difference | null;
  /** The first event at which the chain of digests breaks; null if it holds. */
  chainBreaksAt: number | null;
  /** Sequences of events whose seal does not hold. */
  unsealed: number[];
  /** Sequences of events that do not prove who did them. */
  unproven: number[];
}

/** Holds what is stored against the replay, entry by entry. `views` are the replayed ones by their revision. */
export async function provenOf(
  { document, events }: StoredCase,
  replayed: TimelineEvent[],
  views: Map<number, CaseView>,
  keys: StepWriting,
): Promise<Proof> {
  const own = events.map(eventIn);
  const difference =
    timelineDifference(replayed, own) ??
    viewDifference(views.get(document.revision), document.view) ??
    lengthDifference(replayed, document);
  const unsealed = events.filter((event) => !sealHolds(keys.secret, event)).map(({ sequence }) => sequence);
  const faults = [await signatureFaults(keys, document, own), await signatureFaults(keys, document, replayed)];
  const unproven = [...new Set(faults.flatMap((found) => [...found.keys()]))].sort((a, b) => a - b);
  return { difference, chainBreaksAt: brokenAt(own), unsealed, unproven };
}

/** A document that was put back to an earlier revision agrees with itself: only its length gives it away. */
function lengthDifference(replayed: TimelineEvent[], { sequence }: CaseDocument): Difference | null {
  const last = replayed.at(-1)?.sequence ?? 0;
  return last === 0 || last === sequence
    ? null
    : { at: 'the case', field: 'sequence', replayed: last, stored: sequence };
}

/** Ids of words that the facts name and that are not what they were; of how many. */
export async function changedWords(database: Database, events: TimelineEvent[]) {
  const named = new Map(events.flatMap(({ data }) => referencesIn(data)));
  const kept = new Map((await readTexts(database, [...named.keys()])).map((entry) => [entry._id, entry]));
  const changed = [...named].filter(([id, digest]) => {
    const entry = kept.get(id);
    return !entry || presentDigest(entry) !== digest;
  });
  return { of: named.size, changed: changed.map(([id]) => id) };
}

/** Ids of attached documents whose bytes are not those that the facts name, or are gone; of how many. */
export async function changedDocuments(database: Database, events: TimelineEvent[]) {
  const named = new Map(events.flatMap(({ data }) => documentsIn(data)));
  const changed: string[] = [];
  for (const [id, sha256] of named) {
    const digest = await sha256Of(readAttachment(database, id));
    if (digest !== sha256 && digest !== 'erased') changed.push(id);
  }
  return { of: named.size, changed };
}

/** Null if there is no whole file; `erased` if its key was destroyed. */
async function sha256Of(bytes: AsyncIterable<Uint8Array>): Promise<string | null> {
  const digest = createHash('sha256');
  try {
    for await (const piece of bytes) digest.update(piece);
    return digest.digest('hex');
  } catch (error) {
    if (error instanceof ErasedFile) return 'erased';
    if (error instanceof mongoose.mongo.MongoRuntimeError || error instanceof NotOpened) return null;
    throw error;
  }
}

/** Documents wherever they stand in a fact: an id with the digest of the bytes. */
function documentsIn(value: unknown): [string, string][] {
  if (typeof value !== 'object' || value === null) return [];
  const { attachment, sha256 } = value as Record<string, unknown>;
  const isDocument = typeof attachment === 'string' && typeof sha256 === 'string';
  return isDocument ? [[attachment, sha256]] : Object.values(value).flatMap(documentsIn);
}

/** References to the vault wherever they stand in a fact: an id with the digest of what it names. */
function referencesIn(value: unknown): [string, string][] {
  if (typeof value !== 'object' || value === null) return [];
  const { id, digest, ...rest } = value as Record<string, unknown>;
  const isReference = typeof id === 'string' && typeof digest === 'string' && Object.keys(rest).length === 0;
  return isReference ? [[id, digest]] : Object.values(value).flatMap(referencesIn);
}
