/** Whether engine, database and worker are there. */

import { unexpectedEnds } from '../db/process-ends.ts';
import { caseTaskQueue } from '../workflows/messages/case.ts';
import type { Dependencies } from './dependencies.ts';
import { publishedPacksOf } from './policies/published-packs.ts';

/** A worker polls at least once a minute; one that has not for longer is away. */
const pollingWithinMs = 75_000;

export async function databaseAnswers({ database }: Dependencies): Promise<boolean> {
  try {
    await database.connection.db?.command({ ping: 1 }, { signal: AbortSignal.timeout(3000) });
    return true;
  } catch {
    return false;
  }
}

/** True if a worker polls, false if none does, null if the engine does not answer. */
export async function workerPolls({ temporal }: Dependencies): Promise<boolean | null> {
  try {
    const { pollers } = await temporal.withDeadline(Date.now() + 3000, () =>
      temporal.workflowService.describeTaskQueue({
        namespace: temporal.options.namespace,
        taskQueue: { name: caseTaskQueue },
        taskQueueType: 1,
      }),
    );
    return (pollers ?? []).some(({ lastAccessTime }) => {
      const seconds = Number(lastAccessTime?.seconds ?? 0);
      return Date.now() - seconds * 1000 < pollingWithinMs;
    });
  } catch {
    return null;
  }
}

/**
 * How often an error that nobody expected has ended each process; null if the database is away. It is counted there,
 * since a process that ends takes its own counters along.
 */
export function endsOfProcesses({ database }: Dependencies): Promise<Record<string, number> | null> {
  return unexpectedEnds(database).catch(() => null);
}

/** The versions that the files of this release propose to organisations, and that wait for a case (decision 42). */
export function proposedByRelease({ database }: Dependencies): { organisation: string; version: number }[] {
  return publishedPacksOf(database).proposed.map(({ pack: { id: organisation, version } }) => ({
    organisation,
    version,
  }));
}
