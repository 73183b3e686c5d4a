import { z } from 'zod';
import { findQuestionnaire } from '../../db/surveys/questionnaires.ts';
import type { QuestionnaireReference } from '../../domain/survey-cycle/questionnaire.ts';
import type { Call } from '../call.ts';
import { invalid } from '../refused.ts';

/** A version of a questionnaire, by its name. */
export const QuestionnaireName = z.strictObject({ id: z.string().min(1).max(60), version: z.int().positive() });

/** The questionnaire of that name as it stands, by its digest; `Invalid` if there is none. */
export async function questionnaireIn(
  { dependencies, pack }: Call,
  path: string,
  { id, version }: z.output<typeof QuestionnaireName>,
): Promise<QuestionnaireReference> {
  const found = await findQuestionnaire(dependencies.database, pack.id, id, version);
  if (!found) throw invalid(path, `there is no version ${version} of a questionnaire ${id}`);
  return { id, version, digest: found.digest };
}
