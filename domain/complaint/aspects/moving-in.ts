/**
 * A complaint that was open in an old system and is moved in. It counts from when it came there, and its owner goes on with it.
 * What was late already is told once, in a summary, and not by its ladder. Ours. Pure.
 */
import type { Notice } from '../../case/case.ts';
import type { ClockFact } from '../../case/clocks/clock.ts';
import type { TimelineEvent } from '../../case/event.ts';
import type { ComplaintFact } from '../facts.ts';
import type { ComplaintState } from '../state.ts';

/** How far the old system had come with a complaint. */
export const movedInStatuses = ['new', 'accepted'] as const;

export interface MovedIn {
  /** Number of the moving-in that brought it, and who proposed that one. */
  moving: string;
  proposedBy: string;
  status: (typeof movedInStatuses)[number];
  /** Staff id. */
  owner: string | null;
  tellsCustomer: boolean;
}

/** What follows from how it stood: its owner, and that it had been accepted. */
export function factsOfMovingIn({ movedIn, policy }: ComplaintState): (ComplaintFact | ClockFact)[] {
  if (!movedIn) return [];
  const { owner, status } = movedIn;
  const assigned: ComplaintFact[] = owner === null ? [] : [{ type: 'assigned', data: { to: owner, from: null } }];
  if (status === 'new') return assigned;
  // When the old system accepted it nobody knows: what ends with that was neither kept nor missed here.
  const unknown = policy.clocks.filter(
    ({ start, stop }) => start.on.includes('received') && stop.need !== 'all' && stop.on.includes('accepted'),
  );
  const cancelled = unknown.map(({ id }): ClockFact => ({ type: 'clockCancelled', data: { clock: id } }));
  return [...assigned, ...cancelled, { type: 'accepted', data: { owner } }];
}

/** True of a notice that the summary stands for: of the moving-in itself, and of every instant that had passed by then. */
export function isToldBySummary(
  { at, data }: TimelineEvent,
  to: Notice['to'],
  { movedIn, openedAt }: Pick<ComplaintState, 'movedIn' | 'openedAt'>,
): boolean {
  if (!movedIn) return false;
  const { dueAt } = data as { dueAt?: unknown };
  const instant = typeof dueAt === 'string' ? dueAt : at;
  if (Date.parse(instant) > Date.parse(openedAt)) return false;
  return to !== 'customer' || !movedIn.tellsCustomer;
}
