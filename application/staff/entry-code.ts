import { createHmac, timingSafeEqual } from 'node:crypto';

/** The code by which somebody comes in once: made of the fact that let them, so that it is stored nowhere. */
export function entryCode(secret: string, staffId: string, entry: string): string {
  return createHmac('sha256', secret)
    .update(JSON.stringify(['staff-entry', staffId, entry]))
    .digest('base64url')
    .slice(0, 22);
}

/** True for the code that is good now. */
export function isEntryCode(
  secret: string,
  { _id, entry }: { _id: string; entry?: { id: string; until: string } | null },
  code: string,
  at: string,
): boolean {
  if (!entry || Date.parse(entry.until) <= Date.parse(at)) return false;
  const right = Buffer.from(entryCode(secret, _id, entry.id));
  const given = Buffer.from(code);
  return given.length === right.length && timingSafeEqual(given, right);
}
