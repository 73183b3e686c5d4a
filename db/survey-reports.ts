/** Reports of closed surveys. The first one stands: whatever comes afterwards is late (N-09). */
import { digest } from '../domain/digest.ts';
import type { Analyser } from '../domain/survey/analyser.ts';
import type { Analysis } from '../domain/survey/analysis.ts';
import type { Questionnaire } from '../domain/survey/questionnaire.ts';
import { insertedOnce } from './duplicate-key.ts';
import type { Database } from './models.ts';
import { findQuestionnaire } from './questionnaires.ts';
import { answersTo } from './survey-answers.ts';
import { findSurvey } from './surveys.ts';

/** What the answers that count say; `_id` is the survey's. */
export interface SurveyReportDocument {
  _id: string;
  counted: number;
  /** Of those that count, how many are marked as made up. */
  madeUp: number;
  /** SHA-256 of the analysis' canonical JSON. */
  digest: string;
  analysis: Analysis;
}

/** A report, with how many answers came too late to be in it. */
export interface FrozenReport extends Omit<SurveyReportDocument, '_id'> {
  late: number;
}

/** A survey that has not been closed has no report: of two that follow each other, the last answer could be told. */
export class SurveyStillOpen extends Error {
  override name = 'SurveyStillOpen';
}

/**
 * The report of a closed survey: made the first time that it is asked for, and the same ever after. Every answer is either
 * in it or late. `analyserOf` makes what adds answers up: `analyser` of the domain. Rejects with `SurveyStillOpen`.
 */
export async function frozenReport(
  database: Database,
  id: string,
  analyserOf: (questionnaire: Questionnaire) => Analyser,
): Promise<FrozenReport> {
  const { _id, ...report } = (await findReport(database, id)) ?? (await made(database, id, analyserOf));
  const all = await database.surveyAnswers.countDocuments({ survey: id });
  return { ...report, late: all - report.counted };
}

async function findReport(database: Database, id: string): Promise<SurveyReportDocument | null> {
  return database.surveyReports.findById(id).lean<SurveyReportDocument>();
}

async function made(
  database: Database,
  id: string,
  analyserOf: (questionnaire: Questionnaire) => Analyser,
): Promise<SurveyReportDocument> {
  const survey = await findSurvey(database, id);
  if (!survey) throw new Error(`there is no survey ${id}`);
  if (survey.closesAt === null) throw new SurveyStillOpen(`survey ${id} has not been closed`);
  const { organisation, questionnaire } = survey;
  const asked = await findQuestionnaire(database, organisation, questionnaire.id, questionnaire.version);
  if (!asked) throw new Error(`questionnaire ${organisation}/${questionnaire.id} is gone`);
  const analyser = analyserOf(asked.content);
  let madeUp = 0;
  for await (const answer of answersTo(database, id)) {
    if (answer.late) continue;
    analyser.add(answer.answers);
    if (answer.madeUp) madeUp += 1;
  }
  const analysis = analyser.done();
  const report = { _id: id, counted: analysis.counted, madeUp, digest: digest(analysis), analysis };
  if (await insertedOnce(() => database.surveyReports.collection.insertOne(report as never))) return report;
  return (await findReport(database, id)) ?? report;
}
