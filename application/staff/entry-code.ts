import { derivedText, isSameSecret } from '../../db/derivations.ts';

/** The code by which somebody comes in once: made of the fact that let them, so that it is stored nowhere. */
export function entryCode(secret: string, staffId: string, entry: string): string {
  return derivedText(secret, 'staff-entry', staffId, entry).slice(0, 22);
}

/** True for the code that is good now. */
export function isEntryCode(
  secret: string,
  { _id, entry }: { _id: string; entry?: { id: string; until: string } | null },
  code: string,
  at: string,
): boolean {
  if (!entry || Date.parse(entry.until) <= Date.parse(at)) return false;
  return isSameSecret(entryCode(secret, _id, entry.id), code);
}
