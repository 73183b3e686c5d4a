import type { Client } from '@temporalio/client';
import { caseTaskQueue } from '../workflows/messages/case.ts';
import type { RunToGive } from '../workflows/messages/upkeep.ts';
import { withEngine } from './cases.ts';

/**
 * Has the commands of a run given. One that runs is left to run, and one that has broken off goes on. Needs no worker.
 * @throws OutcomeUnknown if the engine is away.
 */
export async function startGiving(client: Client, run: RunToGive): Promise<void> {
  await withEngine(client, () =>
    client.workflow.start('giveToMany', {
      workflowId: `bulk:${run.organisation}:${run.number}`,
      taskQueue: caseTaskQueue,
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      workflowIdConflictPolicy: 'USE_EXISTING',
      args: [run],
    }),
  );
}
