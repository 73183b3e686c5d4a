/**
 * Everything that is derived from the product's secret, in one place. Each derivation has a purpose of its own, which is part
 * of what is hashed. What is made for one purpose is good for no other. None may ever change: numbers, links, tokens and
 * codes that exist were made by it, and a test holds a value of each.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { canonicalJson } from '../domain/digest.ts';

type Purpose =
  // Names of what a request makes: the same request makes the same.
  | 'case-number'
  | 'command'
  | 'contact-code-id'
  | 'erasure'
  | 'match-funding'
  | 'staff-fact'
  | 'turned-away'
  // Secrets in links and answers.
  | 'act'
  | 'case-secret'
  | 'follow-up'
  | 'grant'
  | 'recovery-code'
  | 'staff-entry'
  | 'representative'
  | 'statement'
  | 'survey'
  | 'survey-invitee'
  | 'track'
  // Codes of six digits, and what is kept of them.
  | 'contact-code'
  | 'contact-code-hash'
  | 'registration-code'
  | 'registration-code-hash'
  // Keys by which something is kept encrypted.
  | 'second-factor'
  // Tokens that stand for a person or an address, who cannot be read from them.
  | 'count'
  | 'nobody'
  | 'receiver';

const mac = (secret: string, message: string | Uint8Array): Buffer =>
  createHmac('sha256', secret).update(message).digest();

/** What the secret makes of these parts for one purpose: 32 bytes. */
export function derived(secret: string, purpose: Purpose, ...parts: readonly unknown[]): Buffer {
  return mac(secret, JSON.stringify([purpose, ...parts]));
}

/** The same as text that can stand in an address. */
export function derivedText(secret: string, purpose: Purpose, ...parts: readonly unknown[]): string {
  return derived(secret, purpose, ...parts).toString('base64url');
}

/** Six digits, each as likely as the other. */
export function derivedCode(secret: string, purpose: Purpose, ...parts: readonly unknown[]): string {
  return String(derived(secret, purpose, ...parts).readUInt32BE(0) % 1_000_000).padStart(6, '0');
}

/** True if a secret is the one that was given. Compares in constant time. */
export function isSameSecret(secret: string, given: string): boolean {
  const right = Buffer.from(secret);
  const offered = Buffer.from(given);
  return right.length === offered.length && timingSafeEqual(right, offered);
}

/** Of a single text: a word that is searched for, what tells people apart, the content of a seal. */
export function derivedFromText(secret: string, purpose: 'person' | 'search' | 'timeline-seal', text: string): Buffer {
  return mac(secret, `${purpose}\n${text}`);
}

/** A key with a name. Without a secret of its own it is made from the product's secret. */
export interface NamedKey {
  id: string;
  secret: string | null;
}

/** The name of the key that is made from the product's secret. */
export const rootKey = 'root';

/** The keys of one purpose: the first one signs, and all of them are good. Without any it is the root key. */
export function ringOf(keys: readonly NamedKey[] = []): readonly [NamedKey, ...NamedKey[]] {
  const [first = { id: rootKey, secret: null }, ...others] = keys;
  return [first, ...others];
}

/** By what the tokens of words and people are made, by which both are found without being read. */
export interface TokenKeys {
  secret: string;
  /** The first one makes all tokens. The others are known by what running cases carry. Left out: the product's secret makes them. */
  searchKeys?: readonly NamedKey[] | undefined;
}

/** A key of tokens. Its type keeps any other secret from being taken for one. */
export type TokenKey = string & { readonly makesTokens: true };

/** The key by which tokens are made now. */
export function tokenKeyOf({ secret, searchKeys }: TokenKeys): TokenKey {
  return (ringOf(searchKeys)[0].secret ?? secret) as TokenKey;
}

/** The keys by which tokens have been made, that of now first. */
export function tokenKeysOf({ secret, searchKeys }: TokenKeys): TokenKey[] {
  return ringOf(searchKeys).map((key) => (key.secret ?? secret) as TokenKey);
}

/** By what the secrets in customers' links are made. */
export interface LinkKeys {
  secret: string;
  /** The first one makes new secrets, and those of all of them are good. Left out: the product's secret makes them. */
  linkKeys?: readonly NamedKey[] | undefined;
}

type LinkPurpose = Extract<
  Purpose,
  'act' | 'case-secret' | 'follow-up' | 'grant' | 'representative' | 'statement' | 'survey' | 'survey-invitee' | 'track'
>;

/** What makes the secrets in links, and codes: that of now first, and all of them are good. */
export function linkKeysOf({ secret, linkKeys }: LinkKeys): [string, ...string[]] {
  const [first, ...others] = ringOf(linkKeys).map((key) => key.secret ?? secret);
  return [first ?? secret, ...others];
}

/** The secret of a link, and the name of the key that made it. */
export interface MadeSecret {
  key: string;
  secret: string;
}

/** The secret of a link as each of the keys makes it, in their order. */
export function secretsByKey(
  { secret, linkKeys }: LinkKeys,
  purpose: LinkPurpose,
  ...parts: readonly unknown[]
): [MadeSecret, ...MadeSecret[]] {
  const made = ({ id, secret: own }: NamedKey) => ({ key: id, secret: derivedText(own ?? secret, purpose, ...parts) });
  const [first, ...others] = ringOf(linkKeys);
  return [made(first), ...others.map(made)];
}

/** True if the key of this name is one of those that count. */
export function isLinkKey({ linkKeys }: LinkKeys, name: string): boolean {
  return ringOf(linkKeys).some(({ id }) => id === name);
}

/** The secret of a link, as the first key makes it. */
export function linkSecret(keys: LinkKeys, purpose: LinkPurpose, ...parts: readonly unknown[]): string {
  return secretsByKey(keys, purpose, ...parts)[0].secret;
}

/** True if one of the keys has made what was given, for this purpose. */
export function isLinkSecret(
  keys: LinkKeys,
  given: string,
  purpose: LinkPurpose,
  ...parts: readonly unknown[]
): boolean {
  return secretsByKey(keys, purpose, ...parts).some(({ secret }) => isSameSecret(secret, given));
}

/** The key that signs the tokens of sessions. */
export function sessionKey(secret: string): Buffer {
  return mac(secret, 'session-tokens');
}

/** The seed of the key that signs commands (`command-signatures.ts`). Another secret of the same purpose may stand instead. */
export function commandKeySeed(secret: string): Buffer {
  return mac(secret, 'command-signatures');
}

/** The same of the key by which workers sign. */
export function workerKeySeed(secret: string): Buffer {
  return mac(secret, 'worker-signatures');
}

/** The seed of the root key that certifies those keys, unless the settings name another one (`key-certificates.ts`). */
export function rootKeySeed(secret: string): Buffer {
  return mac(secret, 'root-of-signatures');
}

/**
 * What two requests under one key are told apart by, whatever the order of their fields. Keyed, since short contents could be
 * guessed from a plain digest. It is compared with others of its kind alone, and has had no purpose since the first release.
 */
export function contentDigest(secret: string, content: unknown): Buffer {
  return mac(secret, canonicalJson(content));
}

/** The same of a file, and of how it is to be read: read otherwise, it is another request. */
export function fileDigest(secret: string, bytes: Uint8Array, reading: object | null): Buffer {
  const hmac = createHmac('sha256', secret).update(bytes);
  if (reading) hmac.update(canonicalJson(reading));
  return hmac.digest();
}

/** What an amendment of a form, and a sending of invitations, is named by. */
export function amendmentMark(secret: string, number: string, by: string, key: string): Buffer {
  return mac(secret, JSON.stringify([number, by, key]));
}

export function sendingMark(secret: string, by: string, key: string): Buffer {
  return mac(secret, `${by}/${key}`);
}
