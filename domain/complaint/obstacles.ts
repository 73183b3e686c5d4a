import { blockedByExtension } from './extension.ts';
import { blockedByHandOver } from './hand-over.ts';
import { blockedByEnd } from './rounds.ts';
import type { ComplaintState } from './state.ts';
import { blockedByTickets } from './tickets.ts';

/** Each aspect's own reasons why a command that the table has for the status is not possible just now. */
const obstacles: ((state: ComplaintState, command: string) => string | null)[] = [
  blockedByTickets,
  blockedByEnd,
  blockedByHandOver,
  blockedByExtension,
];

/** What stands in the way of a command just now, whoever gives it, or null. */
export function blockedNow(state: ComplaintState, command: string): string | null {
  for (const blockedBy of obstacles) {
    const obstacle = blockedBy(state, command);
    if (obstacle !== null) return obstacle;
  }
  return null;
}
