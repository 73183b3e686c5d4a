import { derivedText, isSameSecret, type LinkKeys, linkKeysOf } from '../../db/derivations.ts';

/** The code by which somebody comes in once: made of the fact that let them, so that it is stored nowhere. */
export function entryCode(keys: LinkKeys, staffId: string, entry: string): string {
  return codeBy(linkKeysOf(keys)[0], staffId, entry);
}

function codeBy(key: string, staffId: string, entry: string): string {
  return derivedText(key, 'staff-entry', staffId, entry).slice(0, 22);
}

/** True for the code that is good now. */
export function isEntryCode(
  keys: LinkKeys,
  { _id, entry }: { _id: string; entry?: { id: string; until: string } | null },
  code: string,
  at: string,
): boolean {
  if (!entry || Date.parse(entry.until) <= Date.parse(at)) return false;
  return linkKeysOf(keys).some((key) => isSameSecret(codeBy(key, _id, entry.id), code));
}
