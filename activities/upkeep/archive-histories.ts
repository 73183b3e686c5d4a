import type { Client } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { kindLetters } from '../../application/cases/case-number.ts';
import { archive, archivedThrough, isArchived, noteArchivedThrough } from '../../db/cases/archived-histories.ts';
import type { Database } from '../../db/database.ts';
import { isForgotten } from '../../temporal/run-histories.ts';

/** What has closed less long ago the engine may not list yet. */
const listedLater = 5 * 60_000;

/**
 * Copies the history of every run of a case that has closed since the last time into the archive. So it can still be
 * replayed once the engine has deleted it. Safe to repeat; what breaks off is gone on with. Returns how many were new.
 */
export async function archiveHistories(database: Database, engine: Client, now: Date): Promise<number> {
  const through = new Date(now.getTime() - listedLater).toISOString();
  const since = await archivedThrough(database);
  const kinds = Object.keys(kindLetters)
    .map((kind) => `'${kind}'`)
    .join(', ');
  const query = [
    `WorkflowType IN (${kinds})`,
    `CloseTime <= '${through}'`,
    ...(since === null ? [] : [`CloseTime > '${since}'`]),
  ].join(' AND ');
  let archived = 0;
  for await (const { workflowId, runId, closeTime } of engine.workflow.list({ query })) {
    if (!closeTime || (await isArchived(database, workflowId, runId))) continue;
    if (await archiveRun(database, engine, { workflowId, runId, closedAt: closeTime.toISOString() })) archived += 1;
  }
  await noteArchivedThrough(database, through);
  return archived;
}

/** False if the engine has deleted the run since it listed it. */
async function archiveRun(
  database: Database,
  engine: Client,
  run: { workflowId: string; runId: string; closedAt: string },
): Promise<boolean> {
  try {
    const history = await engine.workflow.getHandle(run.workflowId, run.runId).fetchHistory();
    const started = history.events?.[0]?.workflowExecutionStartedEventAttributes;
    await archive(database, {
      ...run,
      organisation: run.workflowId.split(':')[1] ?? '',
      previousRun: started?.continuedExecutionRunId || null,
      events: history.events?.length ?? 0,
      json: historyToJSON(history),
    });
    return true;
  } catch (error) {
    if (isForgotten(error)) return false;
    throw error;
  }
}
