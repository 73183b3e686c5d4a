import type { Client } from '@temporalio/client';
import { caseTaskQueue } from '../workflows/messages/case.ts';
import type { ReplayToMake } from '../workflows/messages/upkeep.ts';
import { withEngine } from './cases.ts';

/**
 * Has a replay made. One that runs is left to run, and one that has been made is not made again. Needs no worker.
 * @throws OutcomeUnknown if the engine is away.
 */
export async function startReplay(client: Client, replay: ReplayToMake): Promise<void> {
  const { organisation, number, id } = replay;
  await withEngine(client, () =>
    client.workflow.start('makeReplay', {
      workflowId: `replay:${organisation}:${number}:${id}`,
      taskQueue: caseTaskQueue,
      workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY',
      workflowIdConflictPolicy: 'USE_EXISTING',
      args: [replay],
    }),
  );
}
