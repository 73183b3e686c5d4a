/** What a cycle asks of the surveys. Answers never pass through here: its history does not grow with them. */
import { proxyActivities } from '@temporalio/workflow';
import type { CaseState } from '../../domain/case/case.ts';
import { systemActor } from '../../domain/case/command.ts';
import type { PendingErrand, SurveyErrand } from '../../domain/case/errand.ts';
import type { ReportOutcome } from '../../domain/survey-cycle/aspects/reporting.ts';
import type { CaseActivities } from '../messages/activities.ts';
import { applyWithoutReply } from './handlers.ts';
import type { CaseRun } from './run.ts';

// A database that is away is waited for; an analysis of a hundred thousand answers takes seconds.
const { openSurvey, closeSurvey, frozenReport } = proxyActivities<CaseActivities>({
  startToCloseTimeout: '2m',
  retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '10s' },
});

/** Opens or closes a survey, or freezes its analysis and tells the case what came of it. */
export async function survey<State extends CaseState>(
  run: CaseRun<State>,
  errand: SurveyErrand,
  pending: PendingErrand,
): Promise<void> {
  const { organisation } = run.record.state;
  if (errand.do === 'open-survey') return openSurvey(errand.survey);
  if (errand.do === 'close-survey') return closeSurvey({ organisation, survey: errand.survey, at: errand.at });
  const report = await frozenReport({ organisation, survey: errand.survey });
  settle(run, errand, pending, { outcome: 'frozen', ...report });
}

/** What cannot be done, however often it is tried, is said to the case: its officer has the step again. */
export function surveyFailed<State extends CaseState>(
  run: CaseRun<State>,
  errand: SurveyErrand,
  pending: PendingErrand,
  detail: string,
): void {
  if (errand.do === 'open-survey') settle(run, errand, pending, { detail });
  if (errand.do === 'freeze-report') settle(run, errand, pending, { outcome: 'failed', detail });
}

function settle<State extends CaseState>(
  run: CaseRun<State>,
  { command: name }: { command: string },
  { key, at }: PendingErrand,
  body: ReportOutcome | { detail: string },
): void {
  applyWithoutReply(run, { name, commandId: key, at, actor: systemActor, body });
}
