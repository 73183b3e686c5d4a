/** A checkpoint of every chain: their heads go into a log that only grows, and its root is signed (RFC 9162, decision 58). */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { headsSince } from '../../../db/audit/chain-heads.ts';
import {
  appendLeaves,
  type ChainHead,
  type CheckpointDocument,
  findCheckpoint,
  keepCheckpoint,
  lastLeafOf,
  leafHashes,
  sizeOfLog,
} from '../../../db/audit/checkpoints.ts';
import { type CommandKeys, signText, textHolds } from '../../../db/command-signatures.ts';
import type { Database } from '../../../db/database.ts';
import { leafHash, rootOf } from '../../../domain/audit/merkle.ts';
import { canonicalJson } from '../../../domain/digest.ts';

export interface CheckpointTools {
  database: Database;
  keys: CommandKeys;
  /** The folder outside the database: one that can be written once only, if there is such a store. */
  folder: string;
}

/** By less than this the clocks of two processes differ, and what is on its way is late, in milliseconds. */
const lookBackMs = 3_600_000;

/** The text of a leaf: what stands in the tree. */
export function leafText({ chain, organisation, length, head }: ChainHead): string {
  return canonicalJson({ chain, organisation, length, head });
}

/** What the signature of a checkpoint covers. */
function signedText({ day, at, size, root }: Pick<CheckpointDocument, 'day' | 'at' | 'size' | 'root'>): string {
  return JSON.stringify(['inaya-checkpoint', day, at, size, root]);
}

/** True if a key of the product has signed the checkpoint as it stands. */
export function signatureHolds(keys: CommandKeys, checkpoint: CheckpointDocument): boolean {
  return textHolds(keys, checkpoint, signedText(checkpoint));
}

/**
 * Makes the checkpoint of the day, once: a repetition finishes what broke off. Returns how many heads were new.
 * @throws if the file of the day is there and says something else
 */
export async function makeCheckpoint({ database, keys, folder }: CheckpointTools, now: Date): Promise<number> {
  const day = now.toISOString().slice(0, 10);
  const earlier = await findCheckpoint(database, day);
  if (earlier) {
    writeOutside(folder, earlier);
    return 0;
  }
  const last = await findCheckpoint(database, 'latest');
  const since = last && new Date(Date.parse(last.at) - lookBackMs).toISOString();
  const before = await sizeOfLog(database);
  const fresh: (ChainHead & { leaf: string })[] = [];
  for await (const head of headsSince(database, since)) {
    const known = await lastLeafOf(database, head.chain, before);
    if (known?.length === head.length && known.head === head.head) continue;
    fresh.push({ ...head, leaf: leafHash(leafText(head)) });
  }
  await appendLeaves(database, before, fresh);
  const size = before + fresh.length;
  const told = { day, at: now.toISOString(), size, root: rootOf(await leafHashes(database, size)) };
  const signed = { _id: day, ...told, ...signText(keys, signedText(told)) };
  writeOutside(folder, await keepCheckpoint(database, signed));
  return fresh.length;
}

/** The name of a checkpoint's file. */
export function fileOf(folder: string, day: string): string {
  return join(folder, `checkpoint-${day}.json`);
}

/** The days of which a checkpoint lies outside the database. */
export function daysOutside(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => /^checkpoint-([\d-]{10})\.json$/.exec(name)?.[1] ?? []);
}

function writeOutside(folder: string, { _id: _, ...checkpoint }: CheckpointDocument): void {
  const file = fileOf(folder, checkpoint.day);
  const text = `${JSON.stringify(checkpoint, null, 2)}\n`;
  if (existsSync(file)) {
    if (readFileSync(file, 'utf8') !== text) throw new Error(`${file} is not the checkpoint of that day`);
    return;
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${file}.part`, text);
  renameSync(`${file}.part`, file);
}
