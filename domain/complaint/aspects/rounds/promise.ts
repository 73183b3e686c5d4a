/** What the customer was promised: news or an answer by an expected time (F-15, G-03). */
import type { Window } from '../../../case/case.ts';
import type { TimelineEvent } from '../../../case/event.ts';
import type { ComplaintAspect, Evolutions } from '../../aspect.ts';
import type { ComplaintState } from '../../state.ts';
import { standing } from '../statements.ts';

/** The expected time that the customer was last told. */
export interface PromisedTime {
  expectedBy: string;
  givenAt: string;
  round: number;
  /** When it passed without news or answer. */
  missedAt: string | null;
}

export type PromiseFact = { type: 'promiseMissed'; data: { expectedBy: string } };

/** News keeps the promise before it, and may bring another one. */
export function promised(
  state: ComplaintState,
  { expectedBy }: { expectedBy: string | null },
  { at }: Pick<TimelineEvent, 'at'>,
): ComplaintState {
  const { round } = state;
  return { ...state, promise: expectedBy === null ? null : { expectedBy, givenAt: at, round, missedAt: null } };
}

const evolutions: Evolutions<PromiseFact> = {
  promiseMissed: (state, _data, { at }) => ({ ...state, promise: state.promise && { ...state.promise, missedAt: at } }),
};

/** The promised time, until an answer, news, or the time itself has come. */
export function promiseWindows({ status, promise, round }: ComplaintState): Window[] {
  const isOpen = status === 'open' && promise?.round === round && promise.missedAt === null;
  return isOpen ? [{ id: 'promise', until: promise.expectedBy }] : [];
}

export const promises: ComplaintAspect<object, PromiseFact> = {
  decisions: {},
  evolutions,
  windows: {
    open: (state) => promiseWindows(standing(state)),
    ended: { promise: (_state, { until }) => [{ type: 'promiseMissed', data: { expectedBy: until } }] },
  },
};
