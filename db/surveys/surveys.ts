/** Surveys: what is asked of whom, from when until when (N-09). A cycle opens and closes them. Their answers stand apart. */

import type { Database } from '../database.ts';
import { insertedOnce } from '../duplicate-key.ts';
import { freezeQuestionnaire, type QuestionnaireVersion } from './questionnaires.ts';

export interface Survey {
  /** `<cycle number>:<audience>`, the same in its public address. */
  _id: string;
  organisation: string;
  /** Number of the survey cycle. */
  cycle: string;
  audience: 'beneficiaries' | 'donors';
  /** Code of the programme that it is about. */
  programme: string;
  questionnaire: QuestionnaireVersion;
  opensAt: string;
  /** Null while nobody has closed it. An answer that comes later is kept and not counted. */
  closesAt: string | null;
  /**
   * Instants at which it may have ended, UTC: when it was planned to, and when somebody asked to close it. Only the cycle
   * knows whether it did, which may be some time later. Absent if an earlier release opened it.
   */
  closings?: string[];
}

/** The questionnaire that a survey should ask is not there with that content: it has been changed since. */
export class QuestionnaireChanged extends Error {
  override name = 'QuestionnaireChanged';
}

/**
 * Opens a survey, and freezes its questionnaire: from now on people may have it before them. Safe to repeat: one that is
 * there already is left as it is. Rejects with `QuestionnaireChanged` if the questionnaire is another one by now.
 */
export async function openSurvey(database: Database, survey: Survey): Promise<void> {
  const { organisation, questionnaire } = survey;
  if (!(await freezeQuestionnaire(database, organisation, questionnaire))) {
    throw new QuestionnaireChanged(`${questionnaire.id} version ${questionnaire.version} is not what was approved`);
  }
  await insertedOnce(() => database.surveys.collection.insertOne(survey as never));
}

/** Notes that a survey may end at this instant: of an answer that comes later it is known whether it did, once that is settled. */
export async function noteClosing(database: Database, id: string, at: string): Promise<void> {
  await database.surveys.collection.updateOne({ _id: id as never, closesAt: null }, { $addToSet: { closings: at } });
}

/** The last instant before this one at which the survey may have ended; null if there was none. */
export function closingBefore({ closings = [] }: Survey, instant: string): string | null {
  const past = closings.filter((one) => Date.parse(one) < Date.parse(instant));
  return past.sort((a, b) => Date.parse(b) - Date.parse(a))[0] ?? null;
}

/** Closes a survey at an instant. Safe to repeat: the first time counts. */
export async function closeSurvey(database: Database, id: string, at: string): Promise<void> {
  await database.surveys.collection.updateOne({ _id: id as never, closesAt: null }, { $set: { closesAt: at } });
}

export async function findSurvey(database: Database, id: string): Promise<Survey | null> {
  return database.surveys.findById(id).lean<Survey>();
}

/** The surveys of an organisation, the latest first. */
export async function surveysOf(database: Database, organisation: string): Promise<Survey[]> {
  const found = await database.surveys.find({ organisation }).lean<Survey[]>();
  return found.sort((a, b) => (a.opensAt === b.opensAt ? (a._id < b._id ? -1 : 1) : a.opensAt < b.opensAt ? 1 : -1));
}
