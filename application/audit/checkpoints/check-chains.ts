/** Holds every chain against the log, the log against the checkpoints, and these against the folder outside the database. */
import { existsSync, readFileSync } from 'node:fs';
import { calendarHead, entriesOf, policyHead, processChains } from '../../../db/audit/chain-heads.ts';
import {
  allCheckpoints,
  type CheckpointDocument,
  type LeafDocument,
  leavesUpTo,
} from '../../../db/audit/checkpoints.ts';
import { everyEventStored } from '../../../db/audit/every-event.ts';
import { brokenLink } from '../../../db/audit/process-chain.ts';
import { archivedHead } from '../../../db/cases/archived-histories.ts';
import { eventIn } from '../../../db/cases/cases.ts';
import type { Database } from '../../../db/database.ts';
import type { CalendarDocument } from '../../../db/organisation/calendars.ts';
import type { PolicyDocument } from '../../../db/organisation/policies.ts';
import { looksOverBefore } from '../../../db/privacy/retention-acts.ts';
import { leafHash, rootOf } from '../../../domain/audit/merkle.ts';
import { brokenAt } from '../../../domain/case/event.ts';
import { type CheckpointTools, daysOutside, fileOf, leafText, signatureHolds } from './make-checkpoint.ts';

/** The first bad entry of a layer: which one, and what is wrong with it. */
export interface ChainFault {
  at: string;
  what: string;
}

/** Every fault, that of the checkpoints first: one of each chain, its first. */
export async function chainFaults(tools: CheckpointTools): Promise<ChainFault[]> {
  const leaves: LeafDocument[] = [];
  for await (const leaf of leavesUpTo(tools.database)) leaves.push(leaf);
  const faults = [...logFaults(leaves), ...(await checkpointFaults(tools, leaves))];
  // Of each chain its last leaf says how far it had come.
  const last = new Map(leaves.map((leaf) => [leaf.chain, leaf]));
  const overBefore = await looksOverBefore(tools.database);
  for (const leaf of last.values()) {
    const what = await wrongWith(tools.database, leaf, overBefore);
    if (what) faults.push({ at: what.at ?? leaf.chain, what: what.what });
  }
  return faults;
}

function logFaults(leaves: readonly LeafDocument[]): ChainFault[] {
  const lengths = new Map<string, number>();
  for (const [place, leaf] of leaves.entries()) {
    const at = `leaf ${place}`;
    if (leaf.index !== place) return [{ at, what: 'is missing' }];
    if (leaf.leaf !== leafHash(leafText(leaf))) return [{ at, what: 'was changed' }];
    // Looks go once their time is over: their chains may become shorter.
    const mayShrink = leaf.chain.startsWith('accesses:');
    if (!mayShrink && leaf.length < (lengths.get(leaf.chain) ?? 0))
      return [{ at, what: `${leaf.chain} was shorter than before` }];
    lengths.set(leaf.chain, leaf.length);
  }
  return [];
}

async function checkpointFaults(
  { database, keys, folder }: CheckpointTools,
  leaves: readonly LeafDocument[],
): Promise<ChainFault[]> {
  const hashes = leaves.map((leaf) => leafHash(leafText(leaf)));
  const wrong = (checkpoint: CheckpointDocument): string | null => {
    if (!signatureHolds(keys, checkpoint)) return 'its signature does not hold';
    if (checkpoint.size > hashes.length) return 'the log is shorter than it says';
    if (rootOf(hashes.slice(0, checkpoint.size)) !== checkpoint.root) return 'the log has another root';
    const file = fileOf(folder, checkpoint.day);
    if (!existsSync(file)) return 'its file is missing';
    const outside = JSON.parse(readFileSync(file, 'utf8')) as CheckpointDocument;
    return outside.root === checkpoint.root && outside.signature === checkpoint.signature
      ? null
      : 'its file says otherwise';
  };
  const kept = await allCheckpoints(database);
  const days = new Set(kept.map(({ day }) => day));
  const gone = daysOutside(folder).filter((day) => !days.has(day));
  const faults = [
    ...gone.map((day) => ({ day, what: 'is gone from the database' })),
    ...kept.map((checkpoint) => ({ day: checkpoint.day, what: wrong(checkpoint) })),
  ];
  return faults.flatMap(({ day, what }) => (what ? [{ at: `checkpoint ${day}`, what }] : []));
}

type Wrong = { at?: string; what: string } | null;

/** What is wrong with a chain up to its last leaf; null if it holds. */
async function wrongWith(database: Database, leaf: LeafDocument, overBefore: string | null): Promise<Wrong> {
  const [kind = '', id = ''] = leaf.chain.split(/:(.*)/s);
  if (kind === 'timeline') return wrongWithTimeline(database, id, leaf);
  if (kind === 'history') return isHead(await archivedHead(database, id), leaf);
  if (kind === 'policy') {
    const found = await database.policies.findById(id).lean<PolicyDocument>();
    return isHead(found && policyHead(found).head, leaf);
  }
  if (kind === 'calendar') {
    const found = await database.calendars.findById(id).lean<CalendarDocument>();
    return isHead(found && calendarHead(found).head, leaf);
  }
  const name = processChains.find((one) => one === kind);
  return name
    ? wrongWithProcess(database, { name, process: id }, leaf, name === 'accesses' ? overBefore : null)
    : { what: 'is a chain that nobody knows' };
}

function isHead(head: string | null, leaf: LeafDocument): Wrong {
  if (head === null) return { what: 'is gone' };
  return head === leaf.head ? null : { what: 'was changed' };
}

async function wrongWithTimeline(database: Database, id: string, { length, head }: LeafDocument): Promise<Wrong> {
  const [organisation = '', number = ''] = id.split('/');
  const stored = await everyEventStored(database, { organisation, number });
  const place = stored.findIndex(({ sequence }, at) => sequence !== at + 1);
  if (place >= 0) return { at: `event ${place + 1} of ${id}`, what: 'is missing or stands elsewhere' };
  const misplaced = stored.find((event) => event._id !== `${id}/${event.sequence}`);
  if (misplaced) return { at: `event ${misplaced.sequence} of ${id}`, what: 'stands elsewhere' };
  const broken = brokenAt(stored.map(eventIn));
  if (broken !== null) return { at: `event ${broken} of ${id}`, what: 'breaks the chain' };
  if (stored.length < length) return { at: `event ${stored.length + 1} of ${id}`, what: 'is missing' };
  const document = await database.cases.findOne({ organisation, number }, { sequence: 1 }).lean<{ sequence: number }>();
  if (!document) return { at: id, what: 'its document is gone' };
  if (document.sequence < length) return { at: id, what: 'its document was put back' };
  if (stored.length > document.sequence)
    return { at: `event ${document.sequence + 1} of ${id}`, what: 'is not counted by its document' };
  return stored[length - 1]?.digest === head
    ? null
    : { at: `event ${length} of ${id}`, what: 'is not what was signed' };
}

async function wrongWithProcess(
  database: Database,
  { name, process }: { name: (typeof processChains)[number]; process: string },
  { head, length }: LeafDocument,
  overBefore: string | null,
): Promise<Wrong> {
  const entries = await entriesOf(database, name, process);
  const broken = brokenLink(entries, overBefore);
  if (broken) return { at: `${name} ${broken._id}`, what: 'breaks the chain' };
  const isThere = entries.some(({ digest }) => digest === head);
  if (overBefore === null) {
    if (!isThere) return { what: 'the last signed entry is gone' };
    return entries.length < length ? { what: 'is shorter than what was signed' } : null;
  }
  // With nothing left behind that day, all of it may have been older.
  return isThere || entries.every(({ at }) => at < overBefore) ? null : { what: 'the last signed entry is gone' };
}
