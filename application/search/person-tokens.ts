import { derivedFromText } from '../../db/derivations.ts';
import { asciiDigits, withoutInvisible } from '../../domain/folded-text.ts';

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
export function personTokens(secret: string, customer: { phone?: unknown; email?: unknown }): string[] {
  const { phone, email } = customer;
  return [
    ...(typeof phone === 'string' ? [`phone\n${comparablePhone(phone)}`] : []),
    ...(typeof email === 'string' ? [`email\n${comparableEmail(email)}`] : []),
  ].map((person) => personToken(secret, person));
}

/** The keyed token of one thing that tells people apart, such as `phone\n00000001`. */
export function personToken(secret: string, person: string): string {
  return derivedFromText(secret, 'person', person).toString('base64url').slice(0, 22);
}
