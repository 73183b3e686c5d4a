/** How a question is refused that makes no sense or leads past the calendar, and how its JSON is taken apart. */

/** Why a deadline cannot be worked out, as a value that is part of an answer. */
export interface Refusal {
  /** `Malformed`: the question or calendar makes no sense. `CalendarExhausted`: an instant lies after its last known day. */
  refusal: 'CalendarExhausted' | 'Malformed';
  /** One sentence for a person. */
  detail: string;
}

/** The same while it travels up inside this folder; `deadline` and `deadlineProof` turn it into a value. */
export class DeadlineRefused extends Error implements Refusal {
  readonly refusal: Refusal['refusal'];
  readonly detail: string;

  constructor(refusal: Refusal['refusal'], detail: string) {
    super(`${refusal}: ${detail}`);
    this.refusal = refusal;
    this.detail = detail;
  }
}

/** @throws DeadlineRefused always. */
export function malformed(detail: string): never {
  throw new DeadlineRefused('Malformed', detail);
}

/** Runs a computation and gives its refusal back as a value; any other error is a fault of ours and goes on up. */
export function orRefusal<T>(compute: () => T): T | Refusal {
  try {
    return compute();
  } catch (error) {
    if (error instanceof DeadlineRefused) return { refusal: error.refusal, detail: error.detail };
    throw error;
  }
}

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
