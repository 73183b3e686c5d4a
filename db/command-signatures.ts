/**
 * Signatures of commands. Somebody who writes to the engine or to the database, and lacks the keys, cannot make one. A signature
 * proves that the API has taken a command. It names the giver, the case and the instant (decision 36).
 */
import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import type { CommandSignature } from '../domain/case/command.ts';
import type { TimelineEvent } from '../domain/case/event.ts';
import type { Database } from './database.ts';
import { commandKeySeed, type NamedKey, ringOf, rootKeySeed, workerKeySeed } from './derivations.ts';
import {
  CertificateError,
  certificatesIn,
  type KeyCertificate,
  publicKeyOf,
  publicText,
  type SigningPurpose,
} from './key-certificates.ts';
import { sinceWhen } from './schema-number.ts';

/** By what a process signs, and by what it proves what others have signed. */
export interface CommandKeys {
  secret: string;
  /** The first one signs. Left out: the one of the product's secret. */
  commandKeys?: readonly NamedKey[] | undefined;
  /** Of the keys that are good. Left out: the root key of the product's secret certifies all of `commandKeys`, for ever. */
  certificates?: readonly KeyCertificate[] | undefined;
  /** In whose name the process signs. Left out: the API's. */
  purpose?: SigningPurpose | undefined;
}

interface CaseOfCommand {
  organisation: string;
  number: string;
}

/** A case with the root key that it has pinned, for those who do not have its first event, which says so. */
interface PinnedCase extends CaseOfCommand {
  rootKey?: string | undefined;
}

/** What a signature covers: the case, and the command by its id, its instant, its giver and the digest of its content. */
export interface TakenCommand extends CaseOfCommand {
  commandId: string;
  at: string;
  by: string;
  content: string;
}

/** Why an event does not prove who did it. */
export type SignatureFault = 'unsigned' | 'unknown-key' | 'not-certified' | 'no-root' | 'wrong';

/** Who makes the events that nobody has signed, and in what right: in another one it is somebody who says so. */
const theSystem = 'system';

/** Of an Ed25519 key in PKCS 8: what stands before its 32 bytes. */
const beforeSeed = Buffer.from('302e020100300506032b657004220420', 'hex');

/** What the settings say of the keys, for a process of this purpose. @throws CertificateError */
export function commandKeysOf(
  env: { INAYA_SECRET: string; COMMAND_KEYS?: NamedKey[] | undefined; KEY_CERTIFICATES?: string | undefined },
  purpose: SigningPurpose,
): CommandKeys {
  const { INAYA_SECRET: secret, COMMAND_KEYS: commandKeys, KEY_CERTIFICATES: text } = env;
  return { secret, commandKeys, purpose, ...(text === undefined ? {} : { certificates: certificatesIn(text) }) };
}

/** As `commandKeysOf`, for a process that signs. @throws CertificateError if what it signs now would prove nothing */
export function signingKeysOf(env: Parameters<typeof commandKeysOf>[0], purpose: SigningPurpose): CommandKeys {
  const keys = commandKeysOf(env, purpose);
  const reason = whyNotCertified(keys, new Date().toISOString());
  if (reason) throw new CertificateError(reason);
  return keys;
}

/** Signs what was taken: a command, or an opening. */
export function signCommand(keys: CommandKeys, taken: TakenCommand): CommandSignature {
  const { purpose = 'api', secret, commandKeys } = keys;
  const [first] = ringOf(commandKeys);
  const { at, content } = taken;
  const value = sign(null, textOf(taken), keyPair(secret, first, purpose).privateKey).toString('base64url');
  return { key: nameOf(first, purpose), at, content, value };
}

/** A text that is no command, signed by a process's own key. The text itself says what it is. */
export interface SignedText {
  key: string;
  publicKey: string;
  /** Ed25519, base64url. */
  signature: string;
}

/** Signs a text by the key of the process. */
export function signText({ purpose = 'api', secret, commandKeys }: CommandKeys, text: string): SignedText {
  const [first] = ringOf(commandKeys);
  const { privateKey, publicKey } = keyPair(secret, first, purpose);
  const signature = sign(null, Buffer.from(text), privateKey).toString('base64url');
  return { key: nameOf(first, purpose), publicKey, signature };
}

/** True if a key of the settings, or one that a certificate names, has signed the text. */
export function textHolds(keys: CommandKeys, { key, publicKey, signature }: SignedText, text: string): boolean {
  const known = [...keysToCertify(keys), ...(keys.certificates ?? [])];
  if (!known.some((one) => one.key === key && one.publicKey === publicKey)) return false;
  return verify(null, Buffer.from(text), publicKeyOf(publicKey), Buffer.from(signature, 'base64url'));
}

/** The root key that a case pins which is opened now. */
export function rootToPin({ secret, certificates = [] }: CommandKeys): string {
  return certificates[0]?.root ?? ownRoot(secret);
}

/** The public halves of the keys by which a process may sign, for the one who certifies them. */
export function keysToCertify({
  secret,
  commandKeys,
}: CommandKeys): Pick<KeyCertificate, 'key' | 'purpose' | 'publicKey'>[] {
  return ringOf(commandKeys).flatMap((named) =>
    purposes.map((purpose) => {
      return { key: nameOf(named, purpose), purpose, publicKey: keyPair(secret, named, purpose).publicKey };
    }),
  );
}

/** Why what a process signs at an instant would prove nothing, as a sentence; null if it proves who did it. */
function whyNotCertified(keys: CommandKeys, at: string): string | null {
  const { until, key, publicKey } = certifiedUntil(keys, at);
  if (until !== null) return null;
  return `KEY_CERTIFICATES has no certificate of the key ${key} (${publicKey}) that is good now: see docs/how-to/keys.md`;
}

/** Until when, without a gap from an instant on, what a process signs in a new case proves who did it. Null if it does not then. */
export function certifiedUntil(
  keys: CommandKeys,
  at: string,
): Pick<KeyCertificate, 'key' | 'publicKey'> & { until: string | null } {
  const { secret, commandKeys, purpose = 'api' } = keys;
  const [first] = ringOf(commandKeys);
  const key = nameOf(first, purpose);
  const { publicKey } = keyPair(secret, first, purpose);
  const isOwn = (one: KeyCertificate) => one.publicKey === publicKey && one.purpose === purpose;
  // The last one that is reached from the instant, each beginning before the one ahead of it has ended.
  const last = candidates(keys, rootToPin(keys), key)
    .filter(isOwn)
    .sort((one, other) => Date.parse(one.from) - Date.parse(other.from))
    .reduce((until, one) => (isGoodFor(one, until, until) ? one.to : until), at);
  return { key, publicKey, until: last === at ? null : last };
}

/** By the sequence of each event that does not prove who did it: why. What earlier releases took has no signature. */
export async function signatureFaults(
  { database, ...keys }: CommandKeys & { database: Database },
  of: PinnedCase,
  events: readonly TimelineEvent[],
): Promise<Map<number, SignatureFault>> {
  const faults = new Map<number, SignatureFault>();
  const first = events[0]?.sequence === 1 ? events[0] : undefined;
  const rootKey = first ? first.rootKey : of.rootKey;
  for (const event of events) {
    const fault = signatureFault(keys, { ...of, rootKey }, event) ?? (rootKey || isOwnStep(event) ? null : 'no-root');
    if (fault === null) continue;
    if (fault === 'unsigned' && isBefore(event.recordedAt, (await sinceWhen(database)).signedFrom)) continue;
    if (fault === 'no-root' && isBefore(await openedAt(database, of, first), (await sinceWhen(database)).pinnedFrom))
      continue;
    faults.set(event.sequence, fault);
  }
  return faults;
}

const isBefore = (instant: string, from: string): boolean => Date.parse(instant) < Date.parse(from);

/** When the case was opened, by the workflow's own clock, which no message can set. Asked for of cases without a root key alone. */
async function openedAt(
  { caseEvents }: Database,
  { organisation, number }: CaseOfCommand,
  first: TimelineEvent | undefined,
): Promise<string> {
  const found =
    first ?? (await caseEvents.findById(`${organisation}/${number}/1`, { recordedAt: 1 }).lean<TimelineEvent>());
  return found?.recordedAt ?? '';
}

function isOwnStep({ by, roles }: TimelineEvent): boolean {
  return by === theSystem && roles.every((role) => role === theSystem);
}

/** Why the signature beside an event does not prove it; null if it does, or if no person made the event. */
function signatureFault(keys: CommandKeys, of: PinnedCase, event: TimelineEvent): SignatureFault | null {
  const { by, commandId, recordedAt, signature } = event;
  if (signature === undefined && isOwnStep(event)) return null;
  if (!signature) return 'unsigned';
  const { key, at, content, value } = signature;
  const named = candidates(keys, of.rootKey, key).filter(({ purpose }) => mayProve(purpose, event));
  if (named.length === 0) return 'unknown-key';
  const good = named.filter((one) => isGoodFor(one, at, recordedAt));
  if (good.length === 0) return 'not-certified';
  // What follows from whether a message arrived stands under an id of its own.
  const signed = isOwnStep(event) ? commandId.replace(/:told$/, '') : commandId;
  const text = textOf({ organisation: of.organisation, number: of.number, commandId: signed, at, by, content });
  const bytes = Buffer.from(value, 'base64url');
  return good.some(({ publicKey }) => verify(null, text, publicKeyOf(publicKey), bytes)) ? null : 'wrong';
}

/**
 * A worker opens cases in the name of those who have approved an import, and gives no other command of people. The API tells
 * cases nothing in the system's name but of calendars and of receipts, and what the lead of a donor is asked. Of a calendar a
 * worker tells as well: it publishes those that a case has approved (decision 47).
 */
function mayProve(purpose: SigningPurpose, event: TimelineEvent): boolean {
  const { commandId } = event;
  if (commandId.startsWith('open/')) return true;
  if (isOwnStep(event) && commandId.startsWith('calendar:')) return true;
  const isOfApi = !isOwnStep(event) || /^(receipt|asked):/.test(commandId);
  return (purpose === 'api') === isOfApi;
}

/** A key must be good when the command was taken, which the signature says, and when the case wrote it down, which nobody can set. */
function isGoodFor({ from, to }: KeyCertificate, at: string, recordedAt: string): boolean {
  return Date.parse(from) <= Date.parse(at) && Date.parse(recordedAt) <= Date.parse(to);
}

/** The certificates of a key by the root that a case has pinned. The root of the product's secret certifies the settings' own keys. */
function candidates(keys: CommandKeys, root: string | undefined, name: string): KeyCertificate[] {
  if (root !== undefined && root !== ownRoot(keys.secret))
    return (keys.certificates ?? []).filter((one) => one.root === root && one.key === name);
  return keysToCertify(keys)
    .filter(({ key }) => key === name)
    .map((one) => ({ ...one, root: ownRoot(keys.secret), from: '0000-01-01', to: '9999-12-31' }));
}

function textOf({ organisation, number, commandId, at, by, content }: TakenCommand): Buffer {
  return Buffer.from(JSON.stringify(['inaya-command', organisation, number, commandId, at, by, content]));
}

const purposes: readonly SigningPurpose[] = ['api', 'worker'];

/** What signatures call a key: one of the settings is two, of which each is good for its purpose alone. */
function nameOf({ id }: NamedKey, purpose: SigningPurpose): string {
  return purpose === 'api' ? id : `${id}/worker`;
}

interface KeyPair {
  privateKey: KeyObject;
  /** The public half, as text. */
  publicKey: string;
}

/** Made once for each seed: making one takes as long as ten signatures. */
const pairs = new Map<string, KeyPair>();

function keyPair(secret: string, { secret: own }: NamedKey, purpose: SigningPurpose | 'root'): KeyPair {
  const from = own ?? secret;
  const known = pairs.get(`${purpose}:${from}`);
  if (known) return known;
  const privateKey = createPrivateKey({
    key: Buffer.concat([beforeSeed, seeds[purpose](from)]),
    format: 'der',
    type: 'pkcs8',
  });
  const made = { privateKey, publicKey: publicText(createPublicKey(privateKey)) };
  pairs.set(`${purpose}:${from}`, made);
  return made;
}

const seeds = { api: commandKeySeed, worker: workerKeySeed, root: rootKeySeed };

/** The root key that is derived from the product's secret. */
function ownRoot(secret: string): string {
  return keyPair(secret, { id: 'root', secret: null }, 'root').publicKey;
}
