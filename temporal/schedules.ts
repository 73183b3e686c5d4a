import { type Client, ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client';
import { caseTaskQueue } from '../workflows/messages.ts';

/** Sets up what recurs, where it is not set up yet: every process that starts may call it. */
export async function createSchedules(client: Client): Promise<void> {
  try {
    await client.schedule.create({
      scheduleId: 'sweep-orphans',
      spec: { calendars: [{ hour: 1, minute: 30 }] },
      policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 day' },
      action: { type: 'startWorkflow', workflowType: 'sweepOrphans', taskQueue: caseTaskQueue, args: [] },
    });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
  }
}
