import { malformed } from './refusal.ts';

/** The JSON object found at a place of the question, with no key beyond those that belong there. */
export function objectWith(value: unknown, place: string, keys: readonly string[]): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) malformed(`${place} must be an object.`);
  const unknownKey = Object.keys(value).find((key) => !keys.includes(key));
  if (unknownKey !== undefined)
    malformed(`${place} has an unknown key ${quoted(unknownKey)}; it takes ${keys.join(', ')}.`);
  return value as Record<string, unknown>;
}

export function listOf<T>(value: unknown, place: string, read: (item: unknown, place: string) => T): T[] {
  if (!Array.isArray(value)) malformed(`${place} must be a list.`);
  return value.map((item, index) => read(item, `${place}[${index}]`));
}

/** A value as it is shown in a refusal: short, however long it was. */
export function quoted(value: unknown): string {
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
