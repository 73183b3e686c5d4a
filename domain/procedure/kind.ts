import type { Notice, OpenCase } from '../case/case.ts';
import { waitingClock } from '../case/clocks/clock.ts';
import type { VaultTextRef } from '../case/command.ts';
import type { TimelineEvent } from '../case/event.ts';
import { kindOf, noticesOf } from '../case/kind-of.ts';
import { procedureAspects } from './aspects.ts';
import { innerProcedureCommands, procedureCommands } from './commands.ts';
import { nextSteps } from './course.ts';
import type { ProcedureFact } from './facts.ts';
import { newerProcedurePolicy } from './newer-policy.ts';
import { procedureNextActors } from './next-actors.ts';
import type { ProcedurePolicy } from './policy.ts';
import {
  type DeferredRecommendation,
  type MadeReport,
  type ProcedureDetails,
  type ProcedureState,
  waitingStep,
} from './state.ts';
import { missingFrom, ownersOf } from './takers.ts';

function start(input: OpenCase<ProcedureDetails, ProcedurePolicy>): { state: ProcedureState; facts: ProcedureFact[] } {
  const { organisation, number, at, policy, calendar, details } = input;
  const { words, deferred = [], ...when } = details;
  const state: ProcedureState = {
    kind: 'procedure',
    status: 'open',
    ...{ organisation, number, category: policy.category, priority: 'normal', round: 1 },
    about: [],
    owner: null,
    openedAt: at,
    closedAt: null,
    clocks: policy.clocks.map((rule) => waitingClock(rule, rule.id, 1)),
    words: [...(words ? [words] : []), ...wordsOf(deferred)],
    ...{ policy, calendar, ...when },
    steps: policy.steps.map(waitingStep),
    recommendations: deferred.map((one, place) => ({ ...one, id: `0-${place + 1}`, step: null, decision: null })),
  };
  const { hash: policyHash } = policy;
  const started: ProcedureFact = { type: 'started', data: { ...details, policyHash, calendarHash: calendar.hash } };
  return { state, facts: [started, ...nextSteps(state)] };
}

/** The words of what was deferred, each once: several may stand in the same. */
function wordsOf(deferred: readonly DeferredRecommendation[]): VaultTextRef[] {
  return [...new Map(deferred.map(({ words }) => [words.id, words])).values()];
}

/** Those of the policy; a memo that ends soon is told with its end, and a report with its place. */
function noticesOfRules(event: TimelineEvent, state: ProcedureState): Notice[] {
  const notices = noticesOf(event, state);
  if (event.type === 'reportSettled') return withPlaceOfReport(notices, event, state);
  const { until } = event.data as { until?: string };
  return event.type === 'memoEndsSoon' && until ? notices.map((one) => ({ ...one, instant: until })) : notices;
}

/**
 * A report is told with its name and the first day of its period, and with none of its figures. It is told once: done again, the
 * step has the same report, since a report that has been made stands.
 */
function withPlaceOfReport(notices: readonly Notice[], { data }: TimelineEvent, { clocks }: ProcedureState): Notice[] {
  const { step, report } = data as { step: string; report: MadeReport | null };
  const isAgain = clocks.filter(({ rule }) => rule === step).length > 1;
  if (report === null || isAgain) return [];
  const [, ...place] = report.id.split('/');
  return notices.map((one) => ({ ...one, tells: { codes: { place: place.join('/') } } }));
}

/** A step's people hear that it waits for them; those who are to acknowledge something hear it by name. */
function noticesOfSteps(event: TimelineEvent, state: ProcedureState): Notice[] {
  const { step: id, clock } = event.data as { step?: string; clock?: string };
  const step = state.steps.find((one) => one.id === (id ?? clock?.replace(/-\d+$/, '')));
  if (!step) return [];
  const tell = (to: Notice['to']): Notice => ({
    ...{ to, channels: ['email'], template: 'procedure-step', urgent: false },
    tells: { codes: { clock: step.id } },
  });
  const isForPeople = step.do === 'acknowledge';
  const owners = ownersOf(state, step);
  if (event.type === 'stepBegan' && owners) return owners.map((staff) => tell(`staff:${staff}`));
  if (event.type === 'stepBegan' && !isForPeople) return step.roles.map((role) => tell(`role:${role}`));
  const reminds = event.type === 'warned' && isForPeople;
  return event.type === 'staffAsked' || reminds ? missingFrom(step).map((staff) => tell(`staff:${staff}`)) : [];
}

/**
 * Something that is owed by a time: prepared, reviewed, decided, followed, and due again next week, month or year. Which steps it
 * has its policy says.
 */
export const procedure = kindOf({
  name: 'procedure',
  commands: procedureCommands,
  innerCommands: innerProcedureCommands,
  aspects: procedureAspects,
  opening: 'started',
  stepEnds: ['stepDone'],
  endings: ['finished', 'rejected', 'withdrawn'],
  open: start,
  notices: (event, state) => [...noticesOfRules(event, state), ...noticesOfSteps(event, state)],
  nextActors: procedureNextActors,
  newerPolicy: newerProcedurePolicy,
  isOver: ({ status }) => status !== 'open',
});
