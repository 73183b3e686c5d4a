/** What in a text looks as if it were not for everybody: how a person is reached, who they are, another one's request. Pure. */
import { asciiDigits, foldedText, withoutInvisible } from '../../domain/written-text.ts';
import { phonesIn } from '../phone-number.ts';
import type { Pack } from '../schema.ts';

export type Confidential = 'telephone' | 'email' | 'identity' | 'case-number';

/** What a writer is told of each. */
export const confidentialFaults: Record<Confidential, string> = {
  telephone: 'holds a telephone number',
  email: 'holds an e-mail address',
  identity: 'holds the number of an identity card or of an account',
  'case-number': 'holds the number of a request or a customer',
};

const addresses = /[^\s@<>(),;:"]+@[^\s@<>(),;:"]+\.[\p{L}\p{N}]{2,}/gu;
const numbersOfCases = /(?<![\p{L}\p{N}])\p{Lu}{2}-\p{Lu}-[\p{Lu}\p{N}]{5}-[\p{Lu}\p{N}]{6}(?![\p{L}\p{N}])/giu;
const accounts = /(?<![\p{L}\p{N}])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?(?![\p{L}\p{N}])/giu;
/** Identity numbers of the countries of the packs have nine or ten digits, cards sixteen. */
const identities = /(?<!\d)(?:\d{9,10}|\d{4}(?:[ -]?\d{4}){3})(?!\d)/g;

/**
 * What of the kinds above stands in the text. How customers reach the organisation itself is for everybody, and so is what
 * `known` names: the number of the very request that is answered.
 */
export function confidentialIn(
  text: string,
  pack: Pick<Pack, 'country' | 'contact' | 'channels'>,
  known: readonly string[] = [],
): Confidential[] {
  const own = ownWays(pack);
  const plain = asciiDigits(withoutInvisible(text));
  const found = new Set<Confidential>();
  const without = (kind: Confidential, parts: readonly string[], isOwn: (part: string) => boolean) => {
    if (parts.some((part) => !isOwn(part))) found.add(kind);
    return (rest: string) => parts.reduce((so, part) => so.replaceAll(part, ' '), rest);
  };
  // What has been found as one thing is not looked at as another: an e-mail address may begin with a telephone number.
  let rest = plain;
  rest = without('email', all(addresses, rest), (part) => own.text.includes(part.toLowerCase()))(rest);
  rest = without('case-number', all(numbersOfCases, rest), (part) => known.includes(part.toUpperCase()))(rest);
  rest = without('identity', all(accounts, rest), (part) => own.text.includes(part.toLowerCase()))(rest);
  rest = without('telephone', phonesIn(rest, pack.country), (part) => own.isNumber(part))(rest);
  without('identity', all(identities, rest), (part) => own.isNumber(part));
  return [...found];
}

/** Telephones, identity cards and accounts of any country: seven digits or more, however they are set apart. */
const longNumbers = /\+?\d(?:[ ().\-–/]{0,2}\d){6,}/g;
/** A day is no such number, however it is written. */
const dates = /(?<!\d)(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})(?!\d)/g;

/**
 * The parts of a text that are not for everybody, in words that everybody reads (F-17). It is stricter than `confidentialIn`: any
 * long number is one, whatever it is, and so is the number of any case.
 */
export function privateIn(text: string, pack: Pick<Pack, 'contact' | 'channels'>): string[] {
  const own = ownWays(pack);
  const plain = asciiDigits(withoutInvisible(text)).replace(dates, ' ');
  return [
    ...all(addresses, plain).filter((part) => !own.text.includes(part.toLowerCase())),
    ...all(numbersOfCases, plain),
    ...all(longNumbers, plain).filter((part) => !own.isNumber(part)),
  ];
}

function all(pattern: RegExp, text: string): string[] {
  return [...text.matchAll(pattern)].map(([part]) => part);
}

/** How the organisation is reached, as its pack publishes it. */
function ownWays({ contact, channels }: Pick<Pack, 'contact' | 'channels'>) {
  const ways = Object.values(channels).flatMap(({ at }) => (at ? [at.ar, at.en] : []));
  const texts = [contact?.phone, contact?.email, contact?.mailFrom, contact?.smsSender, ...ways];
  const text = asciiDigits(texts.filter((one) => one !== undefined).join('\n')).toLowerCase();
  const numbers = text.match(/\d[\d ()-]{2,}\d/g)?.map(digits) ?? [];
  return { text, isNumber: (part: string) => numbers.some((number) => isSameNumber(number, digits(part))) };
}

const digits = (text: string): string => text.replace(/\D/g, '').replace(/^0+/, '');

/** With the code of the country or without. */
function isSameNumber(one: string, other: string): boolean {
  return one === other || (Math.min(one.length, other.length) >= 8 && (one.endsWith(other) || other.endsWith(one)));
}

/**
 * True if a text names this person, by two parts of the name in their order. If only one part is known, that is enough. A first
 * name alone is many people's.
 */
export function namesPerson(text: string, name: string): boolean {
  const said = ` ${wordsOf(text).join(' ')} `;
  const parts = wordsOf(name);
  const [first = '', ...others] = parts;
  if (others.length === 0) return first !== '' && said.includes(` ${first} `);
  return parts.some((part, place) => parts.slice(place + 1).some((later) => said.includes(` ${part} ${later} `)));
}

const wordsOf = (text: string): string[] =>
  foldedText(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
