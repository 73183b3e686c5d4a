import { type Client, ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client';
import { caseTaskQueue } from '../workflows/messages/case.ts';

/** What recurs, by the name of its workflow, and when in the day, UTC. */
const daily = [
  { scheduleId: 'archive-histories', workflowType: 'archiveHistories', at: { hour: 0, minute: 30 } },
  { scheduleId: 'make-checkpoint', workflowType: 'makeCheckpoint', at: { hour: 1, minute: 0 } },
  { scheduleId: 'sweep-orphans', workflowType: 'sweepOrphans', at: { hour: 1, minute: 30 } },
  { scheduleId: 'start-survey-cycles', workflowType: 'startSurveyCycles', at: { hour: 2, minute: 0 } },
  { scheduleId: 'end-retention', workflowType: 'endRetention', at: { hour: 3, minute: 0 } },
  { scheduleId: 'send-reports', workflowType: 'sendReports', at: { hour: 4, minute: 0 } },
];

/** Sets up what recurs, if it is not set up yet: every process that starts may call it. */
export async function createSchedules(client: Client): Promise<void> {
  for (const { scheduleId, workflowType, at } of daily) {
    try {
      await client.schedule.create({
        scheduleId,
        spec: { calendars: [at] },
        policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 day' },
        action: { type: 'startWorkflow', workflowType, taskQueue: caseTaskQueue, args: [] },
      });
    } catch (error) {
      if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    }
  }
}
