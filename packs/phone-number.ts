import {
  type CountryCode,
  findPhoneNumbersInText,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';
import { asciiDigits, withoutInvisible } from '../domain/written-text.ts';

/** True for a country whose telephone numbers are known, by its ISO 3166 code. */
export function isCountry(code: string): code is CountryCode {
  return isSupportedCountry(code);
}

/**
 * A telephone number as people write it, in any digits and with or without the country's code. It is given in the one form
 * that gateways take: E.164, such as +966500000001. Null if there is no such number in that country or in the one that it
 * names. One digit too many is another person's number or nobody's. What a spreadsheet makes of one (`…209.0`) is none.
 */
export function phoneNumber(written: string, country: string): string | null {
  const plain = asciiDigits(withoutInvisible(written)).trim();
  if (/[.,]\d$/.test(plain)) return null;
  // The text as a whole: of two numbers in one cell neither is chosen.
  const whole = { ...(isCountry(country) ? { defaultCountry: country } : {}), extract: false };
  const parsed = parsePhoneNumberFromString(plain, whole);
  // An extension cannot be sent to; to drop it would be to lose it in silence.
  return parsed?.isValid() && !parsed.ext ? parsed.number : null;
}

/** The telephone numbers of that country, or with the code of another one, as they stand in a text with ASCII digits. */
export function phonesIn(text: string, country: string): string[] {
  const found = findPhoneNumbersInText(text, isCountry(country) ? { defaultCountry: country } : {});
  return found.filter(({ number }) => number.isValid()).map(({ startsAt, endsAt }) => text.slice(startsAt, endsAt));
}

/** True for a mobile number of that very country, in its international form. */
export function isMobileOf(international: string, country: string): boolean {
  const parsed = parsePhoneNumberFromString(international);
  const isMobile = ['MOBILE', 'FIXED_LINE_OR_MOBILE'].includes(parsed?.getType() ?? '');
  return isMobile && parsed?.isValid() === true && parsed.country === country;
}

/**
 * The digits of a telephone number within its country: 501234567 of +966501234567. Of a number that begins with the code
 * of `country` and is not complete yet, what follows the code.
 */
export function nationalDigits(international: string, country?: string): string {
  const parsed = parsePhoneNumberFromString(international);
  if (parsed) return parsed.nationalNumber;
  const digits = international.replace(/\D/g, '');
  const code = country && isCountry(country) ? getCountryCallingCode(country) : '';
  return code && digits.startsWith(code) ? digits.slice(code.length) : digits;
}
