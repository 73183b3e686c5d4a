import type { Client } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import type { WorkflowBundle } from '@temporalio/worker';
import type { RunReplayed } from '../../db/audit/replays.ts';
import { archivedHistory, ChangedHistory } from '../../db/cases/archived-histories.ts';
import type { Database } from '../../db/database.ts';
import { inflated } from '../../temporal/data-converter.ts';
import { isDecided, type KeptRun, runsOf } from '../../temporal/run-histories.ts';
import type { CaseInput } from '../../workflows/messages/case.ts';
import { replayedTimeline } from '../replayed-timeline.ts';
import { type ReplayedStep, replayedRuns } from '../replaying.ts';

export type History = Extract<KeptRun, { keptBy: 'engine' | 'archive' }>['history'];

/** Where histories are, and the code that is executed against them. */
export interface ReplaySources {
  temporal: Client;
  database: Database;
  bundle: WorkflowBundle;
}

/** Every run of a case executed anew, the first one first. */
export interface ReplayedCase {
  runs: RunReplayed[];
  steps: ReplayedStep[];
  histories: History[];
}

/** Fetches all runs of a case, from the engine and from the archive, and executes today's code against each. */
export async function replayCase({ temporal, database, bundle }: ReplaySources, id: string): Promise<ReplayedCase> {
  const replayed: ReplayedCase = { runs: [], steps: [], histories: [] };
  const found: KeptRun[] = [];
  try {
    const findArchived = (workflow: string, run?: string) => archivedHistory(database, workflow, run);
    for await (const run of runsOf(temporal, id, findArchived)) found.unshift(run);
  } catch (error) {
    if (!(error instanceof ChangedHistory)) throw error;
    replayed.runs.push({ outcome: 'changed', told: `${error.message}; nor can those before it be found` });
  }
  for (const run of found) {
    if (run.keptBy === null) {
      const which = run.runId === null ? 'the last run' : `run ${run.runId}`;
      const told = `neither the engine nor the archive has ${which}, nor can those before it be found`;
      replayed.runs.push({ outcome: 'missing', told });
      continue;
    }
    const { history, keptBy } = run;
    replayed.histories.push(history);
    const from = keptBy === 'engine' ? "the engine's history" : 'the archived history';
    const told = `${history.events?.length} events of ${from}`;
    const changed = keptBy === 'engine' ? await changedCopy(database, id, history) : null;
    // The engine's replayer waits for ever for the first decision of a run that has only just begun.
    if (!isDecided(history)) {
      replayed.runs.push({ outcome: 'match', told: `${told}, in which nothing has been decided yet` });
      continue;
    }
    for await (const { error, steps } of replayedRuns(bundle, [{ workflowId: id, history }])) {
      replayed.steps.push(...steps);
      const why = [error?.message, changed].filter(Boolean).map((one) => `: ${one}`);
      replayed.runs.push({ outcome: error ? 'differs' : changed ? 'changed' : 'match', told: [told, ...why].join('') });
    }
  }
  return replayed;
}

/** What is wrong with the archive's copy of a run that the engine still has; null if there is none, or nothing is. */
async function changedCopy(database: Database, workflowId: string, history: History): Promise<string | null> {
  const runId = history.events?.[0]?.workflowExecutionStartedEventAttributes?.originalExecutionRunId;
  if (!runId) return null;
  try {
    const copy = await archivedHistory(database, workflowId, runId);
    if (!copy || copy.json === historyToJSON(history)) return null;
    return `the archived history of ${workflowId}, run ${runId}, is not the engine's`;
  } catch (error) {
    if (error instanceof ChangedHistory) return error.message;
    throw error;
  }
}

/** Up to which event the history tells. */
export function lastSequence({ steps }: ReplayedCase): number {
  return replayedTimeline(steps).events.at(-1)?.sequence ?? 0;
}

/** The calendar that the case began with, by which its local times are told. */
export function calendarOf(histories: History[]): CaseInput['calendar']['calendar'] | undefined {
  const [input] = histories[0]?.events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads ?? [];
  if (!input?.data) return undefined;
  return (JSON.parse(new TextDecoder().decode(inflated(input).data ?? undefined)) as CaseInput).calendar.calendar;
}

/** A case that started this one, or that this one started. */
export interface Relative {
  relation: 'parent' | 'child';
  workflowId: string;
}

/** Who started the case, and what it has started, as its histories say. */
export function relativesOf(histories: History[]): Relative[] {
  const events = histories.flatMap((history) => history.events ?? []);
  const parent = events[0]?.workflowExecutionStartedEventAttributes?.parentWorkflowExecution?.workflowId;
  const children = events.flatMap(
    ({ startChildWorkflowExecutionInitiatedEventAttributes: started }) => started?.workflowId ?? [],
  );
  return [
    ...(parent ? [{ relation: 'parent' as const, workflowId: parent }] : []),
    ...[...new Set(children)].map((workflowId) => ({ relation: 'child' as const, workflowId })),
  ];
}
