import {
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from 'libphonenumber-js';

/** True for a country whose telephone numbers are known, by its ISO 3166 code. */
export function isCountry(code: string): code is CountryCode {
  return isSupportedCountry(code);
}

/**
 * A telephone number as people write it, in any digits and with or without the country's code, in the one form that
 * gateways take: E.164, such as +966500000001. Null where it cannot be a number of that country or of the one it names.
 */
export function phoneNumber(written: string, country: string): string | null {
  const parsed = parsePhoneNumberFromString(written, isCountry(country) ? country : undefined);
  return parsed?.isPossible() ? parsed.number : null;
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
