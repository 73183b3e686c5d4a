/** A cycle's survey is closed: what comes from now on is kept and not counted (N-09). */

import { askedAndAnswered } from '../../db/surveys/survey-answers.ts';
import { noteClosing } from '../../db/surveys/surveys.ts';
import { type Audience, surveyId } from '../../domain/survey-cycle/questionnaire.ts';
import type { Call } from '../call.ts';

/**
 * Closes a survey before its cycle is asked, which may answer late: what comes from now on counts only if the cycle says no.
 */
export async function closeSurvey({ dependencies, found, receivedAt }: Call, audience: Audience): Promise<void> {
  await noteClosing(dependencies.database, surveyId(found.number, audience), receivedAt);
}

/** How many were asked by the survey, and how many have answered. */
export async function askedIn({ dependencies, found }: Call, audience: Audience) {
  return askedAndAnswered(dependencies.database, surveyId(found.number, audience));
}
