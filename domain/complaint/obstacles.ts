import { blockedByAppointments } from './appointments.ts';
import { blockedByChecklist } from './checklist.ts';
import { blockedByClaims } from './claims.ts';
import { blockedByExtension } from './extension.ts';
import { blockedByVerdict } from './follow-up.ts';
import { blockedByHandOver } from './hand-over.ts';
import { blockedByLinks } from './links.ts';
import { blockedByMerging } from './merging.ts';
import { blockedByEnd } from './rounds.ts';
import type { ComplaintState } from './state.ts';
import { blockedByTickets } from './tickets.ts';

/** Each aspect's own reasons why a command that the table has for the status is not possible just now. */
const obstacles: ((state: ComplaintState, command: string) => string | null)[] = [
  blockedByMerging,
  blockedByTickets,
  blockedByClaims,
  blockedByEnd,
  blockedWhenOver,
  blockedByLinks,
  blockedByHandOver,
  blockedByExtension,
  blockedByVerdict,
  blockedByChecklist,
  blockedByAppointments,
];

/** What stands in the way of a command just now, whoever gives it, or null. */
export function blockedNow(state: ComplaintState, command: string): string | null {
  for (const blockedBy of obstacles) {
    const obstacle = blockedBy(state, command);
    if (obstacle !== null) return obstacle;
  }
  return null;
}

function blockedWhenOver(state: ComplaintState): string | null {
  return 'over' in state && state.over ? `the case is ${state.status} and has ended` : null;
}
