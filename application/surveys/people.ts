import { findProgramme } from '../../db/leads/programmes.ts';
import { personsOf } from '../../db/surveys/survey-answers.ts';
import { type Survey, surveysOf } from '../../db/surveys/surveys.ts';
import type { Call } from '../call.ts';
import { surveyIn } from './survey-in.ts';

/** The surveys of all cycles, the latest first (N-09). */
export function listSurveys({ dependencies, pack }: Call): Promise<Survey[]> {
  return surveysOf(dependencies.database, pack.id);
}

/** Who gave a name in a survey, in no order that says anything about their answers; the look is recorded. */
export async function listPeople(call: Call): Promise<Record<string, string>[]> {
  const { dependencies, principal, pack, receivedAt } = call;
  const { survey } = await surveyIn(call);
  const look = { organisation: pack.id, number: survey.cycle, by: principal.actor.id, reason: null };
  await dependencies.accessLog.record({ ...look, what: `people of ${survey._id}`, at: receivedAt });
  return (await personsOf(dependencies.database, survey._id)).map(({ person }) => person);
}

/** What the programme of a survey is called; null if it is not kept any more. */
export async function programmeAskedAbout({ dependencies }: Call, survey: Survey) {
  const programme = await findProgramme(dependencies.database, survey.organisation, survey.programme);
  return programme?.name ?? null;
}
