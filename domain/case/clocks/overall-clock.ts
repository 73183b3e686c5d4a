/** The one limit over all rounds of a case (C-03, F-07): when it goes on, and from where. */

import type { CaseState } from '../case.ts';
import type { Fact } from '../event.ts';
import { readsAs } from '../policy.ts';
import type { Clock } from './clock.ts';

/**
 * Where such a clock goes on from, once the customer says no to what had stopped it: an answer, or that the complaint was
 * declined. `origin`: where it would have begun, if it never did. Null if it does not go on: a breach stands, and a clock
 * that still runs runs on. What is reopened after its closing is another matter, with its round's own clock.
 */
export function overallBegin(state: CaseState, last: Clock, { data }: Fact, origin: string | null): string | null {
  if (!readsAs(state, 4)) {
    return last.state === 'met' && !('reopened' in data && data.reopened) ? last.startedAt : null;
  }
  const isStopped = last.state === 'met' || last.state === 'cancelled';
  if (!isStopped || last.breachedAt !== null || endedByClosing(state, last)) return null;
  return last.startedAt ?? origin;
}

/** True of a clock that had stopped when the case was last reopened after its closing. */
function endedByClosing(state: CaseState, { stoppedAt }: Clock): boolean {
  const reopenedAt = 'reopenedAt' in state ? String(state.reopenedAt) : null;
  return reopenedAt !== null && stoppedAt !== null && Date.parse(stoppedAt) <= Date.parse(reopenedAt);
}
