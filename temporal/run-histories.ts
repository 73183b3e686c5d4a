import { type Client, isGrpcServiceError, WorkflowNotFoundError } from '@temporalio/client';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';

type History = Awaited<ReturnType<ReturnType<Client['workflow']['getHandle']>['fetchHistory']>>;

/** Finds a run in the archive, as JSON; without a run id the last one of the workflow. Null if it has none. */
export type FindArchived = (workflowId: string, runId?: string) => Promise<{ json: string } | null>;

/** A run's history and who keeps it. Or the id of the run that nobody keeps any more, null if it is the last one. */
export type KeptRun = { keptBy: 'engine' | 'archive'; history: History } | { keptBy: null; runId: string | null };

/** Every run of a case, from the present one back to the first: from the engine, and from the archive what it has deleted. */
export async function* runsOf(client: Client, workflowId: string, findArchived: FindArchived): AsyncGenerator<KeptRun> {
  let runId: string | undefined;
  do {
    const run = await runOf(client, workflowId, findArchived, runId);
    yield run;
    if (run.keptBy === null) return;
    runId = run.history.events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId || undefined;
  } while (runId);
}

async function runOf(client: Client, workflowId: string, findArchived: FindArchived, runId?: string): Promise<KeptRun> {
  try {
    return { keptBy: 'engine', history: await client.workflow.getHandle(workflowId, runId).fetchHistory() };
  } catch (error) {
    if (!isForgotten(error)) throw error;
  }
  const archived = await findArchived(workflowId, runId);
  if (!archived) return { keptBy: null, runId: runId ?? null };
  return { keptBy: 'archive', history: historyFromJSON(JSON.parse(archived.json)) };
}

/** True once the workflow has decided something in this run: before that there is nothing to hold its code against. */
export function isDecided({ events }: History): boolean {
  return events?.some(({ workflowTaskCompletedEventAttributes: completed }) => Boolean(completed)) ?? false;
}

/** The gRPC status of what is not there. */
const notFound = 5;

/** True if the engine has no such run any more. Asked for a history it says so by the bare status. */
export function isForgotten(error: unknown): boolean {
  return error instanceof WorkflowNotFoundError || (isGrpcServiceError(error) && error.code === notFound);
}
