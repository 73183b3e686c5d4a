import { notFound } from '../../api/http/problem.ts';
import type { Context } from '../../api/http/route.ts';
import { findQuestionnaire, type QuestionnaireDocument } from '../../db/questionnaires.ts';
import { findSurvey, type Survey } from '../../db/surveys.ts';
import type { ApiDependencies } from '../dependencies.ts';

/** The survey in the path, with what it asks; 404 where there is none of this organisation. */
export async function surveyIn({
  dependencies,
  pack,
  request,
}: Pick<Context, 'dependencies' | 'pack' | 'request'>): Promise<{ survey: Survey; asked: QuestionnaireDocument }> {
  const survey = await findSurvey(dependencies.database, String(request.params.survey));
  if (survey?.organisation !== pack.id) throw notFound();
  return { survey, asked: await askedIn(dependencies, survey) };
}

/** The questionnaire that a survey asks. */
export async function askedIn(
  { database }: Pick<ApiDependencies, 'database'>,
  { organisation, questionnaire }: Survey,
): Promise<QuestionnaireDocument> {
  const { id, version } = questionnaire;
  const asked = await findQuestionnaire(database, organisation, id, version);
  if (!asked) throw new Error(`questionnaire ${organisation}/${id}/${version} is gone`);
  return asked;
}
