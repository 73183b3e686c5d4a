import { derived } from '../../db/derivations.ts';
import { type CaseKind, caseKinds, kinds } from '../../domain/kinds.ts';

/** Crockford's base 32: no I, L, O, U, so that a number read out on the telephone is written down right. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The letter of each kind in its numbers. */
export const kindLetters = Object.fromEntries(caseKinds.map((kind) => [kind, kinds[kind].letter])) as Record<
  CaseKind,
  string
>;

/** The kind of case that a number belongs to, by its letter; undefined if no case has such a number. */
export function kindOf(number: string): CaseKind | undefined {
  const letter = number.split('-')[1];
  return caseKinds.find((kind) => kindLetters[kind] === letter);
}

/**
 * The number of a case, such as DF-C-7K3M9-Q2X8TW: organisation, kind, ten characters and a check character. It comes
 * from organisation, principal and idempotency key alone, so that the same request gives the same number whenever it comes.
 */
export function caseNumber(secret: string, prefix: string, kindLetter: string, request: readonly string[]): string {
  const bytes = derived(secret, 'case-number', ...request);
  const body = Array.from({ length: 10 }, (_, index) => alphabet[(bytes[index] ?? 0) % 32]).join('');
  const full = body + checkCharacter(body);
  return `${prefix}-${kindLetter}-${full.slice(0, 5)}-${full.slice(5)}`;
}

/**
 * The number of a new customer, such as DF-P-7K3M9-Q2X8TW. It comes from the record change that brings the customer and
 * the place in its form, so that the same form gives the same numbers. No number is given twice or used again (N-19).
 */
export function customerNumber(
  secret: string,
  prefix: string,
  { organisation, change, row }: { organisation: string; change: string; row: number },
): string {
  return caseNumber(secret, prefix, 'P', [organisation, change, String(row)]);
}

/** Luhn's sum over 32 characters: finds every single mistyped character and nearly every swap of neighbours. */
function checkCharacter(body: string): string {
  const sum = [...body].reverse().reduce((total, character, index) => {
    const doubled = alphabet.indexOf(character) * (index % 2 === 0 ? 2 : 1);
    return total + Math.floor(doubled / 32) + (doubled % 32);
  }, 0);
  return alphabet[(32 - (sum % 32)) % 32] ?? '0';
}

/** True for a well-formed number with the right check character. */
export function isCaseNumber(text: string): boolean {
  const match = /^[A-Z]{2}-[A-Z]-([0-9A-HJKMNP-TV-Z]{5})-([0-9A-HJKMNP-TV-Z]{5})([0-9A-HJKMNP-TV-Z])$/.exec(text);
  return match !== null && checkCharacter(`${match[1]}${match[2]}`) === match[3];
}
