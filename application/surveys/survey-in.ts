import { findQuestionnaire, type QuestionnaireDocument } from '../../db/surveys/questionnaires.ts';
import { findSurvey, type Survey } from '../../db/surveys/surveys.ts';

export type { QuestionnaireDocument } from '../../db/surveys/questionnaires.ts';
export type { Survey } from '../../db/surveys/surveys.ts';

import type { Call } from '../call.ts';
import type { Dependencies } from '../dependencies.ts';
import { notFound } from '../refused.ts';

/** The survey in the path, with what it asks; `NotFound` if there is none of this organisation. */
export async function surveyIn({
  dependencies,
  pack,
  ids,
}: Pick<Call, 'dependencies' | 'pack' | 'ids'>): Promise<{ survey: Survey; asked: QuestionnaireDocument }> {
  const survey = await findSurvey(dependencies.database, ids.survey ?? '');
  if (survey?.organisation !== pack.id) throw notFound();
  return { survey, asked: await askedIn(dependencies, survey) };
}

/** The questionnaire that a survey asks. */
export async function askedIn(
  { database }: Pick<Dependencies, 'database'>,
  { organisation, questionnaire }: Survey,
): Promise<QuestionnaireDocument> {
  const { id, version } = questionnaire;
  const asked = await findQuestionnaire(database, organisation, id, version);
  if (!asked) throw new Error(`questionnaire ${organisation}/${id}/${version} is gone`);
  return asked;
}
