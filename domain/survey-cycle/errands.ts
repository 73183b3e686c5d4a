/** What a cycle asks of the surveys: opened, closed, analysed. Pure. */
import type { Errand } from '../case/errand.ts';
import type { TimelineEvent } from '../case/event.ts';
import type { FollowedItemDetails } from '../followed-item/state.ts';
import { donorsStepsFollowed } from './acting.ts';
import type { SurveyCycleFact } from './facts.ts';
import { type Audience, surveyId } from './questionnaire.ts';
import type { RecommendationDecision } from './recommendation.ts';
import type { SurveyCycleState } from './state.ts';

/** The errands of an event; those of one cycle are done in their order. */
export function surveyCycleErrands(event: TimelineEvent, state: SurveyCycleState): Errand[] {
  const fact = { type: event.type, data: event.data } as SurveyCycleFact;
  const { at } = event;
  switch (fact.type) {
    case 'collectionOpened':
      return opened(state, 'beneficiaries', at);
    case 'donorsSurveyOpened':
      return opened(state, 'donors', at);
    case 'recommendationDecided':
      return followed(state, fact.data, event);
    case 'donorsActedOn':
      return donorsStepsFollowed(state, fact.data, event);
    case 'collectionClosed':
      return [{ do: 'close-survey', survey: fact.data.survey, at }];
    case 'reportAsked':
      return [{ do: 'freeze-report', survey: fact.data.survey, command: 'settle-report' }];
    case 'donorsSurveyClosed': {
      const { survey } = fact.data;
      return [
        { do: 'close-survey', survey, at },
        { do: 'freeze-report', survey, command: 'settle-report' },
      ];
    }
    case 'withdrawn':
      // Nobody needs to know whether it was open: one that is closed stays as it is.
      return [{ do: 'close-survey', survey: surveyId(state.number, 'beneficiaries'), at }];
    default:
      return [];
  }
}

function opened(state: SurveyCycleState, audience: Audience, opensAt: string): Errand[] {
  if (!('questionnaires' in state)) return [];
  const { organisation, number, programme, questionnaires } = state;
  const id = surveyId(number, audience);
  const place = { id, organisation, cycle: number, audience, programme, opensAt };
  const askedLater = audience === 'beneficiaries' ? [questionnaires.donors] : [];
  const { collectionClosesAfter: after } = state.policy;
  const closes = audience === 'beneficiaries' && after ? { closes: { after, calendar: state.calendar.name } } : {};
  const survey = { ...place, questionnaire: questionnaires[audience], askedLater, ...closes };
  return [{ do: 'open-survey', survey, command: 'settle-opening' }];
}

/** An accepted recommendation becomes an item of its own, with owner and date, that outlives the cycle. */
function followed(
  state: SurveyCycleState,
  { recommendation: part, item, days, owner, dueOn }: RecommendationDecision,
  { by, standingInFor }: TimelineEvent,
): Errand[] {
  if (item === undefined || days === undefined || !('proposal' in state) || !state.proposal) return [];
  const { number, policy, proposal } = state;
  if (!policy.follow) return [];
  const source = { kind: 'surveyCycle', number, part };
  const askedBy = standingInFor ?? by;
  const details: FollowedItemDetails = { source, owner, dueOn, days, askedBy, words: proposal.words };
  return [
    { do: 'open', kind: 'followedItem', number: item, department: policy.department, details, rules: policy.follow },
  ];
}
