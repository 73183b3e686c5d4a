/**
 * Signatures of commands. Somebody who writes to the engine or to the database, and lacks the keys, cannot make one. A signature
 * proves that the API has taken a command. It names the giver, the case and the instant (decision 36).
 */
import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import type { CommandSignature } from '../domain/case/command.ts';
import type { TimelineEvent } from '../domain/case/event.ts';
import type { Database } from './database.ts';
import { commandKeySeed, type NamedKey, ringOf } from './derivations.ts';
import { signedFrom } from './schema-number.ts';

/** The first key signs, and all of them are good. Without any it is the one of the product's secret. */
export interface CommandKeys {
  secret: string;
  commandKeys?: readonly NamedKey[] | undefined;
}

interface CaseOfCommand {
  organisation: string;
  number: string;
}

/** What a signature covers: the case, and the command by its id, its instant, its giver and the digest of its content. */
export interface TakenCommand extends CaseOfCommand {
  commandId: string;
  at: string;
  by: string;
  content: string;
}

/** Why an event does not prove who did it. */
export type SignatureFault = 'unsigned' | 'unknown-key' | 'wrong';

/** Who makes the events that nobody has signed, and in what right: in another one it is somebody who says so. */
const theSystem = 'system';

/** Of an Ed25519 key in PKCS 8: what stands before its 32 bytes. */
const beforeSeed = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Signs what the API has taken: a command, or an opening. */
export function signCommand(keys: CommandKeys, taken: TakenCommand): CommandSignature {
  const [first] = ringOf(keys.commandKeys);
  const { at, content } = taken;
  const value = sign(null, textOf(taken), keyPair(keys.secret, first).privateKey).toString('base64url');
  return { key: first.id, at, content, value };
}

/** By the sequence of each event that does not prove who did it: why. What earlier releases took has no signature. */
export async function signatureFaults(
  { database, ...keys }: CommandKeys & { database: Database },
  of: CaseOfCommand,
  events: readonly TimelineEvent[],
): Promise<Map<number, SignatureFault>> {
  const faults = new Map<number, SignatureFault>();
  for (const event of events) {
    const fault = signatureFault(keys, of, event);
    if (fault === null) continue;
    const isOlder = Date.parse(event.recordedAt) < Date.parse(await signedFrom(database));
    if (fault !== 'unsigned' || !isOlder) faults.set(event.sequence, fault);
  }
  return faults;
}

/** Why the signature beside an event does not prove it; null if it does, or if no person made the event. */
function signatureFault(
  keys: CommandKeys,
  { organisation, number }: CaseOfCommand,
  { by, roles, commandId, signature }: TimelineEvent,
): SignatureFault | null {
  if (by === theSystem && roles.every((role) => role === theSystem)) return null;
  if (!signature) return 'unsigned';
  const key = ringOf(keys.commandKeys).find(({ id }) => id === signature.key);
  if (!key) return 'unknown-key';
  const { at, content, value } = signature;
  const text = textOf({ organisation, number, commandId, at, by, content });
  const holds = verify(null, text, keyPair(keys.secret, key).publicKey, Buffer.from(value, 'base64url'));
  return holds ? null : 'wrong';
}

function textOf({ organisation, number, commandId, at, by, content }: TakenCommand): Buffer {
  return Buffer.from(JSON.stringify(['inaya-command', organisation, number, commandId, at, by, content]));
}

interface KeyPair {
  privateKey: KeyObject;
  publicKey: KeyObject;
}

/** Made once for each key: making one takes as long as ten signatures. */
const pairs = new Map<string, KeyPair>();

function keyPair(secret: string, { secret: own }: NamedKey): KeyPair {
  const from = own ?? secret;
  const known = pairs.get(from);
  if (known) return known;
  const privateKey = createPrivateKey({
    key: Buffer.concat([beforeSeed, commandKeySeed(from)]),
    format: 'der',
    type: 'pkcs8',
  });
  const made = { privateKey, publicKey: createPublicKey(privateKey) };
  pairs.set(from, made);
  return made;
}
