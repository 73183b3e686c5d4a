/** The keyed tokens of a customer: by what he is searched for, and by what he is recognised. Neither says who he is. */
import type { CustomerRecord } from '../../domain/customer/record.ts';
import { nationalDigits, phoneNumber } from '../../packs/phone-number.ts';
import { asciiDigits } from '../../packs/validate-intake.ts';
import { comparableEmail, personToken, personTokens } from '../person-tokens.ts';
import { searchToken, searchTokens, searchWords } from '../search-tokens.ts';
import { consonants, nameWords, withoutArticle } from './names.ts';

const isPhone = ({ kind }: CustomerRecord['contacts'][number]): boolean => kind === 'mobile' || kind === 'phone';

/**
 * What a customer is found by: the words of his names and their beginnings, his number, his telephone numbers however
 * they are written, his e-mail addresses and his national number. `country` is the pack's.
 */
export function customerSearchTokens(
  secret: string,
  number: string,
  record: CustomerRecord,
  country: string,
): string[] {
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
    ...phones,
    ...emails.map((email) => email.split('@')[0] ?? ''),
    ...ownNumber,
    nationalNumber ?? '',
  ];
  return [...new Set([...searchTokens(secret, texts), ...emails.map((email) => searchToken(secret, email))])];
}

/**
 * What somebody looks for, as groups of tokens: of each group one must be there. A telephone number may be written with
 * the country's code, with 00, with 0 or without, in Arabic-Indic or ASCII digits, and with signs and spaces between.
 */
export function customerQuery(secret: string, text: string, country: string): string[][] {
  const ascii = asciiDigits(text).trim();
  if (/^[+\d][\d\s()./-]+$/.test(ascii))
    return [digitVariants(ascii, country).map((digits) => searchToken(secret, digits))];
  if (ascii.includes('@')) return [[searchToken(secret, comparableEmail(ascii))]];
  return searchWords(ascii).map((word) => {
    const variants = /^\d+$/.test(word) ? digitVariants(word, country) : [word, withoutArticle(word)];
    return [...new Set(variants)].map((variant) => searchToken(secret, variant.slice(0, 20)));
  });
}

/** Digits as they were written, and as a telephone number of the country without what stands before it. */
function digitVariants(written: string, country: string): string[] {
  const digits = written.replace(/\D/g, '');
  const international = digits.replace(/^00/, '');
  return [...new Set([digits, international, nationalDigits(`+${international}`, country), digits.replace(/^0/, '')])];
}

/**
 * What a customer is recognised by, should he come again: his telephone numbers, e-mail addresses and national number, and
 * his names as they sound, also with one word of three or more left out, so that a misspelt one does not hide him.
 */
export function customerIdentities(secret: string, record: CustomerRecord): string[] {
  const { name, nameLatin, nationalNumber } = record;
  const national = nationalNumber ? [`national\n${asciiDigits(nationalNumber).replace(/\W/g, '')}`] : [];
  const names = [name, nameLatin ?? ''].flatMap((one) => soundsOf(one).map((sound) => `name\n${sound}`));
  const own = [...national, ...names].map((one) => personToken(secret, one));
  return [...new Set([...contactIdentities(secret, record), ...own])];
}

/** Those that complaints of his have too. */
export function contactIdentities(secret: string, { contacts }: Pick<CustomerRecord, 'contacts'>): string[] {
  return contacts.flatMap((contact) => {
    if (isPhone(contact)) return personTokens(secret, { phone: contact.value });
    return contact.kind === 'email' ? personTokens(secret, { email: contact.value }) : [];
  });
}

function soundsOf(name: string): string[] {
  const words = nameWords(name).map(consonants);
  if (words.length === 0) return [];
  const shortened = words.length < 3 ? [] : words.map((_, left) => words.filter((_, index) => index !== left));
  return [words, ...shortened].map((some) => some.join(' '));
}
