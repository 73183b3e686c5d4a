/** The report of a closed survey: what its answers say, and against the survey before (N-09, N-10, B-02). */
import { paperFormsOf } from '../../db/paper-forms.ts';
import { findProgramme } from '../../db/programmes.ts';
import type { QuestionnaireDocument } from '../../db/questionnaires.ts';
import { textsIn } from '../../db/survey-answers.ts';
import { type FrozenReport, frozenReport } from '../../db/survey-reports.ts';
import { type Survey, surveysOf } from '../../db/surveys.ts';
import { analyser } from '../../domain/survey/analyser.ts';
import { type Compared, compared } from '../../domain/survey/comparison.ts';
import { differences } from '../../domain/survey/paper-form.ts';
import type { Questionnaire, Wording } from '../../domain/survey/questionnaire.ts';
import { fewest } from '../../domain/survey/suppression.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { ApiProblem } from '../http/problem.ts';

/** How many texts of one question a report shows. */
const mostTexts = 200;

export interface SurveyReport extends FrozenReport {
  survey: Survey;
  organisationName: Wording;
  programmeName: Wording | null;
  questionnaire: Questionnaire;
  /** Paper forms that were typed, and whose typists have not agreed: they are in no number. */
  unsettled: number;
  /** Null where no survey before asked the same. */
  against: { survey: string; programme: string; items: Compared[] } | null;
  /** What people wrote, in no order that says who; null where fewer than five wrote. */
  texts: Record<string, string[] | null>;
}

/** Makes the report; a 409 while the survey is open. */
export async function surveyReport(
  { database }: Pick<ApiDependencies, 'database'>,
  { survey, asked }: { survey: Survey; asked: QuestionnaireDocument },
  organisationName: Wording,
): Promise<SurveyReport> {
  if (survey.closesAt === null) {
    throw new ApiProblem('NotAllowedNow', 'A survey has its report once it has been closed: then no answer is added.');
  }
  const frozen = await frozenReport(database, survey._id, analyser);
  const before = await surveyBefore(database, survey);
  const earlier = before ? await frozenReport(database, before._id, analyser) : null;
  const items = earlier ? compared(frozen.analysis, earlier.analysis) : [];
  const programme = await findProgramme(database, survey.organisation, survey.programme);
  return {
    ...frozen,
    survey,
    organisationName,
    programmeName: programme?.name ?? null,
    questionnaire: asked.content,
    unsettled: await unsettledForms(database, survey._id),
    against: before ? { survey: before._id, programme: before.programme, items } : null,
    texts: await textsOf(database, survey, frozen),
  };
}

/** The last survey of the same people with the same questionnaire that was closed before this one was opened. */
async function surveyBefore(database: ApiDependencies['database'], survey: Survey): Promise<Survey | null> {
  const earlier = (await surveysOf(database, survey.organisation)).filter(
    ({ _id, audience, questionnaire, closesAt }) =>
      _id !== survey._id &&
      audience === survey.audience &&
      questionnaire.id === survey.questionnaire.id &&
      closesAt !== null &&
      Date.parse(closesAt) <= Date.parse(survey.opensAt),
  );
  return earlier.sort((a, b) => Date.parse(b.closesAt ?? '') - Date.parse(a.closesAt ?? ''))[0] ?? null;
}

async function unsettledForms(database: ApiDependencies['database'], survey: string): Promise<number> {
  const typed = await paperFormsOf(database, survey);
  return typed.filter(
    ({ first, second, settled }) =>
      !settled && second !== null && differences(first.answers, second.answers).length > 0,
  ).length;
}

async function textsOf(
  database: ApiDependencies['database'],
  survey: Survey,
  { analysis }: FrozenReport,
): Promise<SurveyReport['texts']> {
  const asked = Object.keys(analysis.texts);
  const shown = asked.filter((id) => (analysis.texts[id] ?? 0) >= fewest);
  const found = shown.length > 0 ? await textsIn(database, survey._id, shown, mostTexts) : {};
  return Object.fromEntries(asked.map((id) => [id, found[id] ?? null]));
}
