/** The report of a closed survey: what its answers say, and against the survey before (N-09, N-10, B-02). */

import { findCase } from '../../db/cases/cases.ts';
import type { Database } from '../../db/database.ts';
import { findProgramme } from '../../db/leads/programmes.ts';
import { paperFormsOf } from '../../db/surveys/paper-forms.ts';
import type { QuestionnaireDocument } from '../../db/surveys/questionnaires.ts';
import { textsIn } from '../../db/surveys/survey-answers.ts';
import { type FrozenReport, frozenReport, writtenAnew } from '../../db/surveys/survey-reports.ts';
import { type Survey, surveysOf } from '../../db/surveys/surveys.ts';
import { analyser } from '../../domain/survey/analyser.ts';
import { type Compared, compared } from '../../domain/survey/comparison.ts';
import { levelOf } from '../../domain/survey/level.ts';
import { differences } from '../../domain/survey/paper-form.ts';
import type { Questionnaire } from '../../domain/survey/questionnaire.ts';
import { fewest } from '../../domain/survey/suppression.ts';
import type { Pack } from '../../packs/schema.ts';
import type { SurveyReport } from '../../reports/surveys/report.ts';
import type { Dependencies } from '../dependencies.ts';
import { Refused } from '../refused.ts';
import { askedIn } from './survey-in.ts';
import { peopleFor } from './type-paper-forms.ts';

/** Makes the report; `NotAllowedNow` while the survey is open. */
export async function surveyReport(
  { database }: Pick<Dependencies, 'database'>,
  { survey, asked }: { survey: Survey; asked: QuestionnaireDocument },
  pack: Pick<Pack, 'name' | 'surveys'>,
): Promise<SurveyReport> {
  if (survey.closesAt === null) {
    throw new Refused('NotAllowedNow', 'A survey has its report once it has been closed: then no answer is added.');
  }
  const frozen = await frozenReport(database, survey._id, analyser);
  const before = await surveyBefore(database, survey);
  const items = before ? await comparedWith(database, before, { ...frozen, asked: asked.content }) : [];
  const programme = await findProgramme(database, survey.organisation, survey.programme);
  return {
    ...frozen,
    survey,
    organisationName: pack.name,
    programmeName: programme?.name ?? null,
    questionnaire: asked.content,
    level: levelOf(asked.content, frozen.analysis),
    ...(await openForms(database, survey._id, peopleFor(pack))),
    against: before ? { survey: before._id, programme: before.programme, items } : null,
    texts: await textsOf(database, frozen, survey._id),
  };
}

/**
 * The last survey of the same people with the same questionnaire, in whatever version, that was closed before this one was
 * opened. One whose cycle was withdrawn was broken off: nothing is compared with it.
 */
async function surveyBefore(database: Database, survey: Survey): Promise<Survey | null> {
  const earlier = (await surveysOf(database, survey.organisation)).filter(
    ({ _id, audience, questionnaire, closesAt }) =>
      _id !== survey._id &&
      audience === survey.audience &&
      questionnaire.id === survey.questionnaire.id &&
      closesAt !== null &&
      Date.parse(closesAt) <= Date.parse(survey.opensAt),
  );
  for (const one of earlier.sort((a, b) => Date.parse(b.closesAt ?? '') - Date.parse(a.closesAt ?? ''))) {
    const cycle = await findCase(database, one.organisation, one.cycle);
    if (cycle?.view.status !== 'withdrawn') return one;
  }
  return null;
}

async function comparedWith(
  database: Database,
  before: Survey,
  now: FrozenReport & { asked: Questionnaire },
): Promise<Compared[]> {
  const { analysis } = await frozenReport(database, before._id, analyser);
  return compared(now, { analysis, asked: (await askedIn({ database }, before)).content });
}

/** The paper forms that are in no number yet. */
async function openForms(database: Database, survey: string, people: number) {
  const open = (await paperFormsOf(database, survey)).filter(({ settled }) => !settled);
  const differing = open.filter(({ first, second }) => second && differences(first.answers, second.answers).length > 0);
  const awaitingSecond = people > 1 ? open.filter(({ second }) => second === null).length : 0;
  return { unsettled: differing.length, awaitingSecond };
}

async function textsOf(
  database: Database,
  { analysis, written }: FrozenReport,
  survey: string,
): Promise<SurveyReport['texts']> {
  const asked = Object.keys(analysis.texts);
  const shown = asked.filter((id) => (analysis.texts[id] ?? 0) >= fewest);
  const kept = written ?? (shown.length > 0 ? await writtenAnew(database, survey, shown) : {});
  const found = await textsIn(database, Object.fromEntries(shown.map((id) => [id, kept[id] ?? []])));
  return Object.fromEntries(asked.map((id) => [id, found[id] ?? null]));
}
