import { type Client, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { caseTaskQueue } from '../workflows/messages/case.ts';
import type { AbsenceBeginning } from '../workflows/messages/upkeep.ts';
import { withEngine } from './cases.ts';

/**
 * Has the waiting cases looked at when an absence begins, now or later. Entered again it is the same look.
 * Needs no worker. @throws OutcomeUnknown if the engine is away.
 */
export async function startAbsence(client: Client, absence: AbsenceBeginning, now: Date): Promise<void> {
  const { organisation, staffId, from } = absence;
  await withEngine(client, async () => {
    try {
      await client.workflow.start('tellOfAbsence', {
        workflowId: `absence:${organisation}:${staffId}:${from}`,
        taskQueue: caseTaskQueue,
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        workflowIdConflictPolicy: 'FAIL',
        startDelay: Math.max(0, Date.parse(from) - now.getTime()),
        args: [absence],
      });
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
  });
}
