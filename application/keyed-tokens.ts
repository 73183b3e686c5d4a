/** Keyed tokens: what people, words and numbers are found and compared by. Without the key they give nothing away. */

import { derivedFromText, type TokenKey, type TokenKeys, tokenKeyOf, tokenKeysOf } from '../db/derivations.ts';
import { asciiDigits, foldedText, withoutInvisible } from '../domain/written-text.ts';
import type { Pack } from '../packs/schema.ts';

/** Words of a text as they are searched by, each once: folded, in lower case, with ASCII digits. */
export function searchWords(text: string): string[] {
  return [...new Set(wordsInOrder(text))];
}

/** The same in their order, however often each stands there. */
export function wordsInOrder(text: string): string[] {
  return foldedText(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 1);
}

const shortestPrefix = 3;

/**
 * Keyed tokens of texts: an HMAC of each word and of its prefixes from three letters on. The vault can be searched by them.
 * It gives nothing away without the key.
 */
export function searchTokens(key: TokenKey, texts: readonly string[]): string[] {
  const words = texts.flatMap(searchWords).map((word) => word.slice(0, 20));
  const prefixes = words.flatMap((word) =>
    Array.from({ length: Math.max(0, word.length - shortestPrefix) }, (_, index) =>
      word.slice(0, shortestPrefix + index),
    ),
  );
  return [...new Set([...words, ...prefixes])].map((word) => searchToken(key, word));
}

/** The tokens that a found text must all have. */
export function queryTokens(key: TokenKey, query: string): string[] {
  return searchWords(query).map((word) => searchToken(key, word.slice(0, 20)));
}

/** The keyed token of one word as it stands. */
export function searchToken(key: TokenKey, word: string): string {
  return derivedFromText(key, 'search', word).toString('base64url').slice(0, 16);
}

type Content = Record<string, unknown>;

/** Of the words that a case begins with: its number, whose it is, and what an old system called it as well. */
export function openingTokens(key: TokenKey, number: string, content: Content): string[] {
  const { name } = (content.customer ?? {}) as { name?: unknown };
  const others = [name, content.reference].filter((value): value is string => typeof value === 'string');
  return searchTokens(key, [number, ...others, ...textsIn(content)]);
}

/** Of the words that a command brought. */
export function commandTokens(key: TokenKey, content: Content): string[] {
  return searchTokens(key, textsIn(content));
}

/** Of an entry as it stands; null for one that nobody searches, such as a form. */
export function entryTokens(
  key: TokenKey,
  { _id, number, content }: { _id: string; number: string; content: Content },
): string[] | null {
  if (_id === `${number}/opening`) return openingTokens(key, number, content);
  return typeof content.command === 'string' ? commandTokens(key, content) : null;
}

function textsIn({ text, fields }: Content): string[] {
  const values = typeof fields === 'object' && fields !== null ? Object.values(fields) : [];
  return [text, ...values].filter((value): value is string => typeof value === 'string');
}

/** The keyed tokens of the words that the policy has compared, each word once. */
export function comparedWords(
  { kinds }: Pick<Pack, 'kinds'>,
  key: TokenKey,
  fields: Readonly<Record<string, string>>,
): string[] {
  const { compare } = kinds.complaint.duplicates;
  const texts = Object.entries(fields).filter(([field]) => compare.length === 0 || compare.includes(field));
  return [...new Set(texts.flatMap(([, words]) => queryTokens(key, words)))].slice(0, 500);
}

/** The digits of a telephone number that are the same however it is written: with the country’s code, 00 or 0, or without. */
const significantDigits = 8;

/** A telephone number as it is compared: digits as ASCII ones, without signs, code of country and zeros. */
export function comparablePhone(phone: string): string {
  return asciiDigits(phone).replace(/\D/g, '').slice(-significantDigits);
}

/** An e-mail address as it is compared: capitals do not tell people apart. */
export function comparableEmail(email: string): string {
  return withoutInvisible(email).normalize('NFKC').trim().toLowerCase();
}

/**
 * Keyed tokens of a customer: an HMAC of the telephone number and one of the e-mail address. Two complaints that share one
 * are taken for the same customer’s. Without the key one learns neither.
 */
export function personTokens(key: TokenKey, customer: { phone?: unknown; email?: unknown }): string[] {
  const { phone, email } = customer;
  return [
    ...(typeof phone === 'string' ? [`phone\n${comparablePhone(phone)}`] : []),
    ...(typeof email === 'string' ? [`email\n${comparableEmail(email)}`] : []),
  ].map((person) => personToken(key, person));
}

/** Keyed tokens of telephones: by any of them a caller is known. */
export function telephoneTokens(key: TokenKey, telephones: readonly string[]): string[] {
  return telephones.flatMap((phone) => personTokens(key, { phone }));
}

/** The keyed token of one thing that tells people apart, such as `phone\n00000001`. */
export function personToken(key: TokenKey, person: string): string {
  return derivedFromText(key, 'person', person).toString('base64url').slice(0, 22);
}

/** The shipment's number: it may be a telephone number, so that it stands in the vault, and a keyed token outside (S13g). */
interface Carried {
  trackingNumber: string | null;
  trackingToken?: string;
}

/** What a case carries of the number in these fields. One of an earlier reading carries the number itself, to its end. */
export function carriedNumber(pack: Pack, keys: TokenKeys, fields: Readonly<Record<string, string>>): Carried {
  const number = numberIn(pack, fields);
  if (pack.reading !== 3 || number === null) return { trackingNumber: number };
  return { trackingNumber: null, trackingToken: trackingToken(tokenKeyOf(keys), pack, number) };
}

/** True if the case carries the number in these fields, by whichever key its token was made. */
export function isCarried(
  pack: Pack,
  keys: TokenKeys,
  fields: Readonly<Record<string, string>>,
  token: string,
): boolean {
  const number = numberIn(pack, fields);
  return number !== null && tokenKeysOf(keys).some((key) => trackingToken(key, pack, number) === token);
}

function numberIn({ kinds }: Pack, fields: Readonly<Record<string, string>>): string | null {
  const { trackingField } = kinds.complaint;
  return (trackingField && fields[trackingField]?.trim()) || null;
}

function trackingToken(key: TokenKey, { id }: Pack, number: string): string {
  return personToken(key, `tracking\n${id}\n${foldedText(number)}`);
}
