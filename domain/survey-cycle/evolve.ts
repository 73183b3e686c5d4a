import { decisionIn, openApproval, withDecision } from '../case/approval.ts';
import type { TimelineEvent } from '../case/event.ts';
import { digest } from '../digest.ts';
import type { SurveyCycleFact } from './facts.ts';
import type { SurveyCycleFields, SurveyCycleState } from './state.ts';

type In<Status extends SurveyCycleState['status']> = Extract<SurveyCycleState, { status: Status }>;

/** The cycle without what belongs to its steps. */
function fieldsOf(state: SurveyCycleState): SurveyCycleFields {
  const { kind, organisation, number, category, priority, round, about, owner, openedAt, closedAt, clocks } = state;
  const { words, policy, calendar, programme, endedOn, endedAt, version, makers } = state;
  return {
    ...{ kind, organisation, number, category, priority, round, about, owner, openedAt, closedAt, clocks },
    ...{ words, policy, calendar, programme, endedOn, endedAt, version, makers },
  };
}

/** The survey cycle after one of its events. What does not fit its status changes nothing. */
export function evolveSurveyCycle(before: SurveyCycleState, event: TimelineEvent): SurveyCycleState {
  const fact = { type: event.type, data: event.data } as SurveyCycleFact;
  const state = withWords(before, fact);
  switch (state.status) {
    case 'preparing':
      return fact.type === 'prepared' ? prepared(state, fact.data, event) : ended(state, fact, event);
    case 'reviewing':
      return reviewing(state, fact, event);
    case 'collecting':
      if (fact.type === 'collectionNotOpened') return preparedAnew(state);
      if (fact.type !== 'collectionClosed') return ended(state, fact, event);
      return { ...state, status: 'analysing', collection: { ...state.collection, closedAt: event.at } };
    case 'analysing':
      if (fact.type !== 'reportAsked') return ended(state, fact, event);
      return { ...state, status: 'reporting', asked: { by: event.by, at: event.at } };
    case 'reporting':
      return reporting(state, fact);
    case 'discussing':
      return discussing(state, fact, event);
    case 'agreeing':
      return agreeing(state, fact, event);
    case 'deciding':
      return deciding(state, fact, event);
    case 'asking-donors':
      if (fact.type !== 'donorsSurveyClosed') return state;
      return { ...state, status: 'finishing', donors: { ...state.donors, closedAt: event.at } };
    case 'finishing':
      if (fact.type === 'reportFailed') return { ...state, status: 'asking-donors' };
      if (fact.type === 'donorsReported') return { ...state, status: 'acting', donorsReport: fact.data };
      if (fact.type !== 'finished') return state;
      return { ...state, status: 'finished', donorsReport: fact.data, closedAt: event.at };
    case 'acting':
      return acting(state, fact, event);
    case 'finished':
    case 'withdrawn':
      return state;
  }
}

/** Withdrawn from whatever step; any other fact changes nothing. */
function ended(state: SurveyCycleState, fact: SurveyCycleFact, { at }: TimelineEvent): SurveyCycleState {
  return fact.type === 'withdrawn' ? { ...fieldsOf(state), status: 'withdrawn', closedAt: at } : state;
}

/** Back to step 1: anyone who prepared before still reviews nothing, and what was reviewed before is void. */
function preparedAnew(state: SurveyCycleState): SurveyCycleState {
  return { ...fieldsOf(state), status: 'preparing', round: state.round + 1 };
}

function prepared(
  state: In<'preparing'>,
  { questionnaires, version, digest: frozen }: Extract<SurveyCycleFact, { type: 'prepared' }>['data'],
  { by, standingInFor }: TimelineEvent,
): SurveyCycleState {
  const makers = [...new Set([...state.makers, by, ...(standingInFor ? [standingInFor] : [])])];
  const review = openApproval(frozen, state.policy.approvals.review, makers);
  return { ...state, status: 'reviewing', owner: standingInFor ?? by, version, makers, questionnaires, review };
}

function reviewing(state: In<'reviewing'>, fact: SurveyCycleFact, event: TimelineEvent): SurveyCycleState {
  switch (fact.type) {
    case 'reviewGiven': {
      const decision = decisionIn(event, 'approved', fact.data.digest, fact.data.words);
      return { ...state, review: withDecision(state.review, decision) };
    }
    case 'returned':
      return preparedAnew(state);
    case 'collectionOpened':
      return {
        ...state,
        status: 'collecting',
        collection: { survey: fact.data.survey, openedAt: event.at, closedAt: null },
      };
    default:
      return ended(state, fact, event);
  }
}

function reporting({ asked, ...state }: In<'reporting'>, fact: SurveyCycleFact): SurveyCycleState {
  if (fact.type === 'reportFailed') return { ...state, status: 'analysing' };
  if (fact.type !== 'reported') return { ...state, asked };
  const { organisation, number, policy, words } = state;
  // What is discussed is the analysis and what the officer makes of it: the words that came with `report`.
  const frozen = digest({ organisation, number, report: fact.data, words: words.at(-1)?.digest ?? null });
  const discussion = openApproval(frozen, policy.approvals.discuss, []);
  return { ...state, status: 'discussing', report: { ...fact.data, ...asked }, discussion };
}

function discussing(state: In<'discussing'>, fact: SurveyCycleFact, event: TimelineEvent): SurveyCycleState {
  if (fact.type === 'discussionGiven') {
    const decision = decisionIn(event, 'approved', fact.data.digest, fact.data.words);
    return { ...state, discussion: withDecision(state.discussion, decision) };
  }
  return fact.type === 'discussed' ? { ...state, status: 'agreeing', proposal: null } : ended(state, fact, event);
}

function agreeing(state: In<'agreeing'>, fact: SurveyCycleFact, event: TimelineEvent): SurveyCycleState {
  const { proposal, ...rest } = state;
  switch (fact.type) {
    case 'stepsProposed': {
      const { recommendations, version, words, digest: frozen } = fact.data;
      const agreement = openApproval(frozen, state.policy.approvals.agree, []);
      return { ...state, proposal: { version, recommendations, words, agreement } };
    }
    case 'agreementGiven': {
      if (!proposal) return state;
      const decision = decisionIn(event, 'approved', fact.data.digest, fact.data.words);
      return { ...state, proposal: { ...proposal, agreement: withDecision(proposal.agreement, decision) } };
    }
    case 'stepsAgreed': {
      if (!proposal) return state;
      const recommendations = proposal.recommendations.map((one) => ({ ...one, decision: null }));
      return { ...rest, status: 'deciding', proposal, recommendations };
    }
    default:
      return ended(state, fact, event);
  }
}

function deciding(state: In<'deciding'>, fact: SurveyCycleFact, event: TimelineEvent): SurveyCycleState {
  switch (fact.type) {
    case 'recommendationDecided': {
      const { recommendation, ...verdict } = fact.data;
      const decision = { ...verdict, by: event.standingInFor ?? event.by, at: event.at };
      const recommendations = state.recommendations.map((one) =>
        one.id === recommendation ? { ...one, decision } : one,
      );
      return { ...state, recommendations };
    }
    case 'donorsSurveyOpened':
      return {
        ...state,
        status: 'asking-donors',
        donors: { survey: fact.data.survey, openedAt: event.at, closedAt: null },
      };
    default:
      return ended(state, fact, event);
  }
}

/** What was decided on stands in the state of the finished cycle, with the event that ends it. */
function acting(state: In<'acting'>, fact: SurveyCycleFact, { at }: TimelineEvent): SurveyCycleState {
  if (fact.type === 'donorsActedOn') return { ...state, donorsSteps: fact.data.steps };
  return fact.type === 'finished' ? { ...state, status: 'finished', donorsReport: fact.data, closedAt: at } : state;
}

function withWords(state: SurveyCycleState, fact: SurveyCycleFact): SurveyCycleState {
  const words = 'words' in fact.data ? fact.data.words : null;
  // Several decisions given at once have their reasons under one reference.
  if (!words || state.words.some(({ id }) => id === words.id)) return state;
  return { ...state, words: [...state.words, words] };
}
