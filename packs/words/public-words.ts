/** Words that everybody reads have nothing in them by which a person is reached or known, nor which case is theirs (F-17). Pure. */
import { asciiDigits, withoutInvisible } from '../../domain/written-text.ts';
import type { Pack } from '../schema.ts';

const addresses = /[^\s@<>(),;:"]+@[^\s@<>(),;:"]+\.[\p{L}\p{N}]{2,}/gu;
const numbersOfCases = /(?<![\p{L}\p{N}])[A-Z]{2}-[A-Z]-[A-Z0-9]{5}-[A-Z0-9]{6}(?![\p{L}\p{N}])/giu;
/** Telephones, identity cards and accounts: seven digits or more, however they are set apart. */
const longNumbers = /\+?\d(?:[ ().\-–/]{0,2}\d){6,}/g;
/** A day is no such number, however it is written. */
const dates = /(?<!\d)(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})(?!\d)/g;

/** The parts of a text that are not for everybody. How the organisation itself is reached is. */
export function privateIn(text: string, { contact, channels }: Pick<Pack, 'contact' | 'channels'>): string[] {
  const plain = asciiDigits(withoutInvisible(text)).replace(dates, ' ');
  const ways = Object.values(channels).flatMap(({ at }) => (at ? [at.ar, at.en] : []));
  const own = asciiDigits([contact?.phone ?? '', contact?.email ?? '', ...ways].join('\n')).toLowerCase();
  const ownDigits = own.split('\n').map(digitsOf);
  const isOwn = (part: string) => ownDigits.some((one) => one !== '' && one === digitsOf(part));
  const found = (pattern: RegExp) => [...plain.matchAll(pattern)].map(([part]) => part);
  return [
    ...found(addresses).filter((part) => !own.includes(part.toLowerCase())),
    ...found(numbersOfCases),
    ...found(longNumbers).filter((part) => !isOwn(part)),
  ];
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '');
}
