/** Reports of closed surveys. The first one stands: whatever comes afterwards is late (N-09). */
import { digest } from '../../domain/digest.ts';
import type { Analyser } from '../../domain/survey/analyser.ts';
import type { Questionnaire } from '../../domain/survey/questionnaire.ts';
import type { SurveyFigures } from '../../reports/surveys/report.ts';
import type { Database } from '../database.ts';
import { insertedOnce } from '../duplicate-key.ts';
import { findQuestionnaire } from './questionnaires.ts';
import { answersTo, counts, type SurveyAnswerDocument } from './survey-answers.ts';
import { findSurvey } from './surveys.ts';

/** What the answers that count say; `_id` is the survey's. */
export interface SurveyReportDocument extends SurveyFigures {
  _id: string;
  /** By question, the first answers that have a text, in the order of their ids. Absent if an earlier release made it. */
  written?: Record<string, string[]>;
}

/** As many texts of one question as a report keeps. */
const mostTexts = 200;

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
  const written = new FirstWritten();
  let madeUp = 0;
  for await (const answer of answersTo(database, id)) {
    if (!counts(answer, survey.closesAt)) continue;
    analyser.add(answer.answers);
    written.add(answer, analyser.texts);
    if (answer.madeUp) madeUp += 1;
  }
  const analysis = analyser.done();
  const { counted } = analysis;
  const report = { _id: id, counted, madeUp, digest: digest(analysis), analysis, written: written.ids };
  if (await insertedOnce(() => database.surveyReports.collection.insertOne(report as never))) return report;
  return (await findReport(database, id)) ?? report;
}

/** The ids of the first answers that have a text, question by question; few are held at any time, however many there are. */
class FirstWritten {
  private readonly found: Record<string, string[]> = {};

  add({ _id, answers }: SurveyAnswerDocument, questions: readonly string[]): void {
    for (const question of questions) {
      if (typeof answers[question] !== 'string') continue;
      const ids = this.found[question] ?? [];
      ids.push(_id);
      this.found[question] = ids.length > 2 * mostTexts ? first(ids) : ids;
    }
  }

  get ids(): Record<string, string[]> {
    return Object.fromEntries(Object.entries(this.found).map(([question, ids]) => [question, first(ids)]));
  }
}

const first = (ids: string[]): string[] => ids.sort().slice(0, mostTexts);

/** What a report of an earlier release shows of texts: those of all answers that were not late when they came. */
export async function writtenAnew(
  database: Database,
  survey: string,
  questions: readonly string[],
): Promise<Record<string, string[]>> {
  const written = new FirstWritten();
  for await (const answer of answersTo(database, survey)) if (!answer.late) written.add(answer, questions);
  return written.ids;
}
