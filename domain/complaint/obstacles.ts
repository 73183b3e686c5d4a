import { blockedByAnalysis } from './aspects/analysis.ts';
import { blockedByAppointments } from './aspects/appointments.ts';
import { blockedByChecklist } from './aspects/checklist.ts';
import { blockedByClaims } from './aspects/claims.ts';
import { blockedByCorrecting } from './aspects/correcting.ts';
import { blockedByExtension } from './aspects/extension.ts';
import { blockedByLinks } from './aspects/links.ts';
import { blockedByMerging } from './aspects/merging.ts';
import { blockedByGivingBack } from './aspects/people/giving-back.ts';
import { blockedByHandOver } from './aspects/people/hand-over.ts';
import { blockedBySharing } from './aspects/people/sharing.ts';
import { blockedByStudying } from './aspects/people/studying.ts';
import { blockedByRighting } from './aspects/righting.ts';
import { blockedByVerdict } from './aspects/rounds/follow-up.ts';
import { blockedByEnd } from './aspects/rounds/rounds.ts';
import { blockedBySolution } from './aspects/rounds/solving.ts';
import { blockedBySpeaking } from './aspects/speaking.ts';
import { blockedByTickets } from './aspects/tickets.ts';
import type { ComplaintState } from './state.ts';

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
  blockedBySolution,
  blockedByAnalysis,
  blockedBySharing,
  blockedByStudying,
  blockedBySpeaking,
  blockedByGivingBack,
  blockedByCorrecting,
  blockedByRighting,
];

/** What stands in the way of a command just now, no matter who gives it, or null. */
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
