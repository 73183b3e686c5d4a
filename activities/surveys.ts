import { ApplicationFailure } from '@temporalio/common';
import type { Database } from '../db/models.ts';
import { freezeQuestionnaire } from '../db/questionnaires.ts';
import { openSurvey, QuestionnaireChanged } from '../db/surveys.ts';
import type { SurveyOpening } from '../domain/survey-cycle/questionnaire.ts';

/** Opens a survey, and freezes what the cycle asks later as well. Where a questionnaire has been changed it fails for good. */
export async function openForAnswers(database: Database, opening: SurveyOpening): Promise<void> {
  const { id: _id, askedLater, ...survey } = opening;
  try {
    for (const later of askedLater) {
      if (await freezeQuestionnaire(database, survey.organisation, later)) continue;
      throw new QuestionnaireChanged(`${later.id} version ${later.version} is not what was approved`);
    }
    await openSurvey(database, { _id, ...survey, closesAt: null });
  } catch (error) {
    if (!(error instanceof QuestionnaireChanged)) throw error;
    throw ApplicationFailure.nonRetryable(error.message, error.name);
  }
}
