import { type Client, ScheduleAlreadyRunning, ScheduleOverlapPolicy, type ScheduleSpec } from '@temporalio/client';
import { caseTaskQueue } from '../workflows/messages/case.ts';

/** What recurs, by the name of its workflow, and when: every so often, or at a time of the day, UTC. */
const recurring: { scheduleId: string; workflowType: string; spec: ScheduleSpec }[] = [
  { scheduleId: 'archive-histories', workflowType: 'archiveHistories', spec: { intervals: [{ every: '5 minutes' }] } },
  { scheduleId: 'make-checkpoint', workflowType: 'makeCheckpoint', spec: { calendars: [{ hour: 1, minute: 0 }] } },
  { scheduleId: 'sweep-cases', workflowType: 'sweepCases', spec: { calendars: [{ hour: 1, minute: 15 }] } },
  { scheduleId: 'sweep-orphans', workflowType: 'sweepOrphans', spec: { calendars: [{ hour: 1, minute: 30 }] } },
  {
    scheduleId: 'start-survey-cycles',
    workflowType: 'startSurveyCycles',
    spec: { calendars: [{ hour: 2, minute: 0 }] },
  },
  { scheduleId: 'end-retention', workflowType: 'endRetention', spec: { calendars: [{ hour: 3, minute: 0 }] } },
  { scheduleId: 'send-reports', workflowType: 'sendReports', spec: { calendars: [{ hour: 4, minute: 0 }] } },
];

/**
 * Sets up what recurs: every process that starts may call it. A schedule that an earlier release set up gets the times of this
 * one, and stays paused if an operator has paused it.
 */
export async function createSchedules(client: Client): Promise<void> {
  for (const { scheduleId, workflowType, spec } of recurring) {
    try {
      await client.schedule.create({
        scheduleId,
        spec,
        policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 day' },
        action: { type: 'startWorkflow', workflowType, taskQueue: caseTaskQueue, args: [] },
      });
    } catch (error) {
      if (!(error instanceof ScheduleAlreadyRunning)) throw error;
      await client.schedule.getHandle(scheduleId).update((earlier) => ({ ...earlier, spec }));
    }
  }
}
