import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { caseTaskQueue } from '../workflows/messages/case.ts';
import type { ImportToPrepare } from '../workflows/messages/upkeep.ts';
import { withEngine } from './cases.ts';

/** The workflows that go through the rows of a file, and what the ids of each begin with. */
const workflows = { importCustomers: 'import', moveIn: 'moving-in' } as const;
type Importing = keyof typeof workflows;

function idOf(workflow: Importing, { organisation, number }: Pick<ImportToPrepare, 'organisation' | 'number'>): string {
  return `${workflows[workflow]}:${organisation}:${number}`;
}

/**
 * Starts the workflow that goes through the rows of a file. If it runs already, it is left to run. If it has broken off, another
 * run goes on with what is left. Needs no worker.
 * @throws OutcomeUnknown if the engine is away.
 */
export async function startImporting(
  client: Client,
  request: ImportToPrepare,
  workflow: Importing = 'importCustomers',
): Promise<void> {
  await withEngine(client, () =>
    client.workflow.start(workflow, {
      workflowId: idOf(workflow, request),
      taskQueue: caseTaskQueue,
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      workflowIdConflictPolicy: 'USE_EXISTING',
      args: [request],
    }),
  );
}

/** What the engine knows of the workflow of a file: that it runs, that it has ended, or nothing. */
export async function stateOfImport(
  client: Client,
  request: Pick<ImportToPrepare, 'organisation' | 'number'>,
  workflow: Importing = 'importCustomers',
): Promise<'running' | 'ended' | 'unknown'> {
  try {
    const { status } = await client.workflow.getHandle(idOf(workflow, request)).describe();
    return status.name === 'RUNNING' ? 'running' : 'ended';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'unknown';
    throw error;
  }
}
