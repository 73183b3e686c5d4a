import { type Client, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { caseTaskQueue } from '../workflows/messages/case.ts';
import type { StaffFactToTell } from '../workflows/messages/upkeep.ts';
import { withEngine } from './cases.ts';

/**
 * Has those concerned told that a person's place on the staff has changed. Asked again it is the same telling. Needs no
 * worker. @throws OutcomeUnknown if the engine is away.
 */
export async function startTellingStaff(client: Client, fact: StaffFactToTell): Promise<void> {
  await withEngine(client, async () => {
    try {
      await client.workflow.start('tellStaff', {
        workflowId: `staff-fact:${fact.organisation}:${fact.fact}`,
        taskQueue: caseTaskQueue,
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        workflowIdConflictPolicy: 'FAIL',
        args: [fact],
      });
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
  });
}
