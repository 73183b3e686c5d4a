import { parseInstant } from './instant.ts';
import { objectWith } from './json-shape.ts';
import { malformed } from './refusal.ts';

/** The time `[from, to)` in which the case waited for the customer; without `to` it waits still. */
export interface Pause {
  from: string;
  to?: string;
}

/** The same in milliseconds; an open pause ends at Infinity. */
export interface Interruption {
  from: number;
  to: number;
}

/** @throws DeadlineRefused `Malformed`, also for a pause that does not end after it begins. */
export function parsePause(input: unknown, place: string): Interruption {
  const pause = objectWith(input, place, ['from', 'to']);
  const from = parseInstant(pause.from, `${place}.from`);
  const to = pause.to === undefined ? Number.POSITIVE_INFINITY : parseInstant(pause.to, `${place}.to`);
  if (to <= from) malformed(`${place} does not end after it begins.`);
  return { from, to };
}

/**
 * The interruptions that count for a clock: in order, without what lies before its start, and those that overlap or
 * touch as one, so that no instant counts twice.
 */
export function effectivePauses(pauses: readonly Interruption[], start: number): Interruption[] {
  const sorted = pauses
    .filter((pause) => pause.to > start)
    .map((pause) => ({ from: Math.max(pause.from, start), to: pause.to }))
    .sort((a, b) => a.from - b.from);
  const merged: Interruption[] = [];
  for (const pause of sorted) {
    const last = merged.at(-1);
    if (last && pause.from <= last.to) last.to = Math.max(last.to, pause.to);
    else merged.push(pause);
  }
  return merged;
}
