import { type Client, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { caseTaskQueue } from '../workflows/messages/case.ts';
import type { RegistrationToProve } from '../workflows/messages/upkeep.ts';
import { withEngine } from './cases.ts';

/**
 * Has the one-time code of a registration sent. Asked again it is the same sending. Needs no worker.
 * @throws OutcomeUnknown if the engine is away.
 */
export async function startRegistrationCode(client: Client, request: RegistrationToProve): Promise<void> {
  const { organisation, registration } = request;
  await startCodeSending(client, 'sendRegistrationCode', `registration:${organisation}:${registration}`, request);
}

/** Starts a workflow that sends one code, once. @throws OutcomeUnknown if the engine is away. */
export async function startCodeSending(
  client: Client,
  workflow: string,
  workflowId: string,
  request: object,
): Promise<void> {
  await withEngine(client, async () => {
    try {
      await client.workflow.start(workflow, {
        workflowId,
        taskQueue: caseTaskQueue,
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        workflowIdConflictPolicy: 'FAIL',
        args: [request],
      });
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
  });
}
