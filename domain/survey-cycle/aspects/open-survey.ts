import type { Errand } from '../../case/errand.ts';
import { type Audience, surveyId } from '../questionnaire.ts';
import type { SurveyCycleState } from '../state.ts';

/** Asks for the survey of an audience to be opened for answers; those of one cycle are done in their order. */
export function openSurvey(state: SurveyCycleState, audience: Audience, opensAt: string): Errand[] {
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
