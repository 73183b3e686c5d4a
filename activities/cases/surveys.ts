import { setTimeout as sleep } from 'node:timers/promises';
import { ApplicationFailure } from '@temporalio/common';
import type { Database } from '../../db/database.ts';
import { calendarAfter } from '../../db/organisation/calendars.ts';
import { freezeQuestionnaire } from '../../db/surveys/questionnaires.ts';
import { frozenReport as keptReport, SurveyStillOpen } from '../../db/surveys/survey-reports.ts';
import { findSurvey, openSurvey, QuestionnaireChanged } from '../../db/surveys/surveys.ts';
import { deadline, openCalendar } from '../../domain/deadline/deadline.ts';
import { analyser } from '../../domain/survey/analyser.ts';
import type { FrozenReport, SurveyOpening } from '../../domain/survey-cycle/questionnaire.ts';

/** The survey whose analysis shall be frozen. */
export interface ReportRequest {
  organisation: string;
  survey: string;
}

/** Opens a survey, and freezes what the cycle asks later as well. If a questionnaire has been changed, it fails for good. */
export async function openForAnswers(database: Database, opening: SurveyOpening): Promise<void> {
  const { id: _id, askedLater, closes, ...survey } = opening;
  try {
    for (const later of askedLater) {
      if (await freezeQuestionnaire(database, survey.organisation, later)) continue;
      throw new QuestionnaireChanged(`${later.id} version ${later.version} is not what was approved`);
    }
    const planned = closes ? await plannedEnd(database, survey, closes) : null;
    await openSurvey(database, { _id, ...survey, closesAt: null, closings: planned ? [planned] : [] });
  } catch (error) {
    if (!(error instanceof QuestionnaireChanged)) throw error;
    throw ApplicationFailure.nonRetryable(error.message, error.name);
  }
}

/** When a survey that closes by itself is to do so, as the calendar stands now; null beyond what the calendar knows. */
async function plannedEnd(
  database: Database,
  { organisation, opensAt: start }: Pick<SurveyOpening, 'organisation' | 'opensAt'>,
  { after: due, calendar: name }: NonNullable<SurveyOpening['closes']>,
): Promise<string | null> {
  const calendar = await calendarAfter(database, organisation, name, 0);
  if (!calendar) return null;
  const answer = deadline(openCalendar(calendar.calendar), { start, due });
  return 'refusal' in answer ? null : answer.dueAt;
}

/**
 * The analysis of a closed survey, once and for ever: how many answers it counts, how many came too late, and its digest.
 * If the survey has not been closed yet it fails, and is tried again until it has.
 */
export async function frozenReport(database: Database, { organisation, survey }: ReportRequest): Promise<FrozenReport> {
  const found = await findSurvey(database, survey);
  if (found?.organisation !== organisation) {
    throw ApplicationFailure.nonRetryable(`there is no survey ${survey}`, 'NoSurvey');
  }
  const { counted, late, digest } = await onceClosed(() => keptReport(database, survey, analyser));
  return { counted, late, digest };
}

/** A survey is closed beside its report, some milliseconds sooner or later: that is waited for before it is tried anew. */
async function onceClosed<Report>(report: () => Promise<Report>): Promise<Report> {
  for (const until = Date.now() + 1000; ; await sleep(10)) {
    try {
      return await report();
    } catch (error) {
      if (!(error instanceof SurveyStillOpen) || Date.now() > until) throw error;
    }
  }
}
