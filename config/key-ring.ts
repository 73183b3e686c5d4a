import { z } from 'zod';

/** The key of this name is the one that is derived from INAYA_SECRET. It stands in the list without a secret. */
const root = 'root';

const shape = 'must be like 2027a:<32 characters or more>,root: names with secrets, with commas or lines between';

/**
 * Keys with names, such as `2027a:…,2026b:…,root`. The first one signs. The others are good for what they have signed, until
 * they are taken out of the list.
 */
export const keyRing = z.string().transform((text, context) => {
  const keys = text
    .split(/[\s,]+/)
    .filter(Boolean)
    .map(keyIn);
  const names = keys.map(({ id }) => id);
  const isSound = keys.length > 0 && keys.every(isKey) && new Set(names).size === names.length;
  if (isSound) return keys;
  context.addIssue({ code: 'custom', message: shape });
  return z.NEVER;
});

function keyIn(entry: string): { id: string; secret: string | null } {
  const at = entry.indexOf(':');
  return at < 0 ? { id: entry, secret: null } : { id: entry.slice(0, at), secret: entry.slice(at + 1) };
}

function isKey({ id, secret }: ReturnType<typeof keyIn>): boolean {
  if (id === root) return secret === null;
  return /^[\w-]{1,30}$/.test(id) && (secret?.length ?? 0) >= 32;
}
