import type { OpenCase } from '../case/case.ts';
import { waitingClock } from '../case/clocks/clock.ts';
import { kindOf } from '../case/kind-of.ts';
import { surveyCycleAspects } from './aspects.ts';
import { innerSurveyCycleCommands, surveyCycleCommands } from './commands.ts';
import type { SurveyCycleFact } from './facts.ts';
import { surveyCycleNextActors } from './next-actors.ts';
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

/** Satisfaction asked after a programme: eight timed steps by four parties, beneficiaries before donors (N-09). */
export const surveyCycle = kindOf({
  name: 'surveyCycle',
  commands: surveyCycleCommands,
  innerCommands: innerSurveyCycleCommands,
  aspects: surveyCycleAspects,
  opening: 'started',
  stepEnds: ['prepared', 'reviewed', 'collectionClosed', 'reported', 'discussed', 'stepsAgreed', 'decided', 'finished'],
  endings: ['finished', 'withdrawn'],
  open: start,
  nextActors: surveyCycleNextActors,
  isOver: ({ status }) => status === 'finished' || status === 'withdrawn',
});
