import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { caseTaskQueue } from '../workflows/messages/case.ts';
import type { ImportToPrepare } from '../workflows/messages/upkeep.ts';
import { withEngine } from './cases.ts';

const idOf = ({ organisation, number }: Pick<ImportToPrepare, 'organisation' | 'number'>): string =>
  `import:${organisation}:${number}`;

/**
 * Has an import prepared. One that runs is left to run, and one that has broken off goes on. Needs no worker.
 * @throws OutcomeUnknown if the engine is away.
 */
export async function startImporting(client: Client, request: ImportToPrepare): Promise<void> {
  await withEngine(client, () =>
    client.workflow.start('importCustomers', {
      workflowId: idOf(request),
      taskQueue: caseTaskQueue,
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      workflowIdConflictPolicy: 'USE_EXISTING',
      args: [request],
    }),
  );
}

/** True while the engine goes on with an import. */
export async function isImporting(
  client: Client,
  request: Pick<ImportToPrepare, 'organisation' | 'number'>,
): Promise<boolean> {
  try {
    const { status } = await client.workflow.getHandle(idOf(request)).describe();
    return status.name === 'RUNNING';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}
