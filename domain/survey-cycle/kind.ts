import type { Kind, OpenCase, Window } from '../case/case.ts';
import { waitingClock } from '../case/clocks/clock.ts';
import { noticesOf } from '../case/notices.ts';
import { deadline, type WorkingCalendar } from '../deadline/deadline.ts';
import { innerSurveyCycleCommands, surveyCycleCommands } from './commands.ts';
import { decideSurveyCycle } from './decide.ts';
import { surveyCycleErrands } from './errands.ts';
import { evolveSurveyCycle } from './evolve.ts';
import type { SurveyCycleFact } from './facts.ts';
import type { SurveyCyclePolicy } from './policy.ts';
import type { SurveyCycleDetails, SurveyCycleState } from './state.ts';

function start(input: OpenCase<SurveyCycleDetails, SurveyCyclePolicy>): {
  state: SurveyCycleState;
  facts: SurveyCycleFact[];
} {
  const { organisation, number, at, policy, calendar, details } = input;
  const state: SurveyCycleState = {
    kind: 'surveyCycle',
    status: 'preparing',
    ...{ organisation, number, category: policy.category, priority: 'normal', round: 1 },
    about: [],
    owner: null,
    openedAt: at,
    closedAt: null,
    clocks: policy.clocks.map((clock) => waitingClock(clock, clock.id, 1)),
    words: [],
    ...{ policy, calendar, ...details, version: 0, makers: [] },
  };
  const { hash: policyHash } = policy;
  return { state, facts: [{ type: 'started', data: { ...details, policyHash, calendarHash: calendar.hash } }] };
}

/** A collection that closes by itself does so at an instant that moves with the calendar. */
function windows(state: SurveyCycleState, calendar: WorkingCalendar): Window[] {
  const { collectionClosesAfter: due } = state.policy;
  if (state.status !== 'collecting' || due === null) return [];
  const answer = deadline(calendar, { start: state.collection.openedAt, due });
  // Beyond the last day that the calendar knows nothing closes by itself: somebody closes it.
  return 'refusal' in answer || answer.dueAt === null ? [] : [{ id: 'collection', until: answer.dueAt }];
}

/** Satisfaction asked after a programme: eight timed steps by four parties, beneficiaries before donors (N-09). */
export const surveyCycle: Kind<SurveyCycleState, SurveyCycleDetails> = {
  name: 'surveyCycle',
  commands: surveyCycleCommands,
  innerCommands: innerSurveyCycleCommands,
  blocked: () => null,
  decidedOn: (state, command) =>
    ['review', 'return'].includes(command) && 'review' in state ? state.review.digest : undefined,
  endings: ['finished', 'withdrawn'],
  open: start,
  filled: (state) => state,
  decide: decideSurveyCycle,
  evolve: evolveSurveyCycle,
  windows,
  windowEnded: (state): SurveyCycleFact[] =>
    state.status === 'collecting' ? [{ type: 'collectionClosed', data: { survey: state.collection.survey } }] : [],
  effects: noticesOf,
  errands: surveyCycleErrands,
  isOver: ({ status }) => status === 'finished' || status === 'withdrawn',
};
