/** The keyed tokens by which a customer is searched for, and by which they are recognised. Neither says who they are. */
import type { TokenKey } from '../../db/derivations.ts';
import type { CustomerRecord } from '../../domain/customer/record.ts';
import { asciiDigits, withoutArticle, withoutInvisible } from '../../domain/written-text.ts';
import { nationalDigits, phoneNumber } from '../../packs/phone-number.ts';
import {
  comparableEmail,
  personToken,
  personTokens,
  searchToken,
  searchTokens,
  searchWords,
  wordsInOrder,
} from '../keyed-tokens.ts';
import { consonants, joinedWords, nameWords, writtenWords } from './names.ts';

const isPhone = ({ kind }: CustomerRecord['contacts'][number]): boolean => kind === 'mobile' || kind === 'phone';

/**
 * What a customer is found by: the words of their names and their beginnings, their number and their telephone numbers
 * however they are written. Also their e-mail addresses and their national number. `country` is the pack's.
 */
export function customerSearchTokens(key: TokenKey, number: string, record: CustomerRecord, country: string): string[] {
  const { name, nameLatin, contacts, nationalNumber } = record;
  const names = [name, nameLatin ?? ''];
  const phones = contacts.filter(isPhone).flatMap(({ value }) => {
    const international = phoneNumber(value, country) ?? asciiDigits(value);
    return [international.replace(/\D/g, ''), nationalDigits(international)];
  });
  const emails = contacts.filter(({ kind }) => kind === 'email').map(({ value }) => comparableEmail(value));
  // The organisation's prefix and the letter of the kind are in every number.
  const ownNumber = number.split('-').slice(2);
  const texts = [
    ...names,
    ...names.flatMap(searchWords).map(withoutArticle),
    ...names.flatMap((one) => joinedWords(wordsInOrder(one))),
    ...phones,
    ...emails.map((email) => email.split('@')[0] ?? ''),
    ...ownNumber,
    nationalNumber ?? '',
  ];
  return [...new Set([...searchTokens(key, texts), ...emails.map((email) => searchToken(key, email))])];
}

/**
 * What somebody looks for, as groups of tokens: of each group one must be there. A telephone number may be written with
 * the country's code, with 00, with 0 or without. Its digits may be Arabic-Indic or ASCII, with signs and spaces between.
 */
export function customerQuery(key: TokenKey, text: string, country: string): string[][] {
  // What is in every number says nothing: the organisation's prefix and the letter of the kind.
  const ascii = asWritten(text).replace(/^[a-z]{2}-p-/i, '');
  if (/^[+(\d][\d\s()./-]+$/.test(ascii))
    return [digitVariants(ascii, country).map((digits) => searchToken(key, digits))];
  if (ascii.includes('@')) return [[searchToken(key, comparableEmail(ascii))]];
  const words = wordsInOrder(ascii);
  return words.map((word, at) => {
    const variants = /^\d+$/.test(word) ? digitVariants(word, country) : [word, withoutArticle(word)];
    // Two words that are one name are found together as well: each of them may be there, or both as one.
    const pairs = [words.slice(at - 1, at + 1), words.slice(at, at + 2)].filter((pair) => pair.length === 2);
    const asOne = pairs.map(joinedWords).flatMap((joined) => (joined.length === 1 ? joined : []));
    return [...new Set([...variants, ...asOne])].map((variant) => searchToken(key, variant.slice(0, 20)));
  });
}

/** What somebody has pasted, in ASCII digits and without signs that nobody sees. */
export function asWritten(text: string): string {
  return withoutInvisible(asciiDigits(text)).trim();
}

/** Digits as they were written, and as a telephone number of the country without what stands before it. */
function digitVariants(written: string, country: string): string[] {
  const digits = written.replace(/\D/g, '');
  const international = digits.replace(/^00/, '');
  return [...new Set([digits, international, nationalDigits(`+${international}`, country), digits.replace(/^0/, '')])];
}

/**
 * What a customer is recognised by, should they come again: telephone numbers, e-mail addresses, national number, and names
 * as they sound. A name counts also with one word of three or more left out, or one consonant of fewer. So a misspelt one
 * does not hide the customer. Words that are one name stand joined and apart. Customers who were entered earlier have them
 * apart only.
 */
export function customerIdentities(key: TokenKey, record: CustomerRecord): string[] {
  const { name, nameLatin, nationalNumber } = record;
  const national = nationalNumber ? [`national\n${asciiDigits(nationalNumber).replace(/\W/g, '')}`] : [];
  const names = [name, nameLatin ?? ''].flatMap((one) => soundsOf(one).map((sound) => `name\n${sound}`));
  const own = [...national, ...names].map((one) => personToken(key, one));
  return [...new Set([...contactIdentities(key, record), ...own])];
}

/** The identities that the customer's complaints have too. */
export function contactIdentities(key: TokenKey, { contacts }: Pick<CustomerRecord, 'contacts'>): string[] {
  return contacts.flatMap((contact) => {
    if (isPhone(contact)) return personTokens(key, { phone: contact.value });
    return contact.kind === 'email' ? personTokens(key, { email: contact.value }) : [];
  });
}

function soundsOf(name: string): string[] {
  return [...new Set([nameWords(name), writtenWords(name)].flatMap((words) => soundsOfWords(words.map(consonants))))];
}

/** With fewer consonants than these, leaving one out would make strangers alike. */
const fewestConsonants = 4;

function soundsOfWords(words: string[]): string[] {
  const whole = words.join(' ');
  if (words.length > 2) return [whole, ...words.map((_, left) => words.filter((_, at) => at !== left).join(' '))];
  if (whole.replace(' ', '').length < fewestConsonants) return whole === '' ? [] : [whole];
  const places = Array.from(whole, (_, at) => at).filter((at) => whole[at] !== ' ');
  return [whole, ...places.map((at) => whole.slice(0, at) + whole.slice(at + 1))];
}
