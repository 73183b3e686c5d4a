import { ApplicationFailure } from '@temporalio/common';
import type { Database } from '../db/models.ts';
import { freezeQuestionnaire } from '../db/questionnaires.ts';
import { answersTo } from '../db/survey-answers.ts';
import { findSurvey, openSurvey, QuestionnaireChanged } from '../db/surveys.ts';
import { digest } from '../domain/digest.ts';
import type { FrozenReport, SurveyOpening } from '../domain/survey-cycle/questionnaire.ts';
import type { ReportRequest } from '../workflows/messages.ts';

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

/** What the answers to a survey come to, once and for ever: which count, how many came too late, and the digest of both. */
export async function frozenReport(database: Database, { organisation, survey }: ReportRequest): Promise<FrozenReport> {
  const found = await findSurvey(database, survey);
  if (found?.organisation !== organisation) {
    throw ApplicationFailure.nonRetryable(`there is no survey ${survey}`, 'NoSurvey');
  }
  let late = 0;
  const counted: string[] = [];
  for await (const answer of answersTo(database, survey)) {
    if (answer.late) late += 1;
    else counted.push(digest({ id: answer._id, answers: answer.answers }));
  }
  return { counted: counted.length, late, digest: digest({ survey, counted: counted.sort() }) };
}
