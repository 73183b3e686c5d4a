import type { Client } from '@temporalio/client';
import type { WorkflowBundle } from '@temporalio/worker';
import { inflated } from '../../temporal/data-converter.ts';
import { type FindArchived, isDecided, type KeptRun, runsOf } from '../../temporal/run-histories.ts';
import { replayedTimeline } from '../../worker/replayed-timeline.ts';
import { type ReplayedStep, replayedRuns } from '../../worker/replaying.ts';
import type { CaseInput } from '../../workflows/messages/case.ts';

type History = Extract<KeptRun, { keptBy: 'engine' | 'archive' }>['history'];

/** Every run of a case executed anew, the first one first. */
export interface ReplayedCase {
  runs: { outcome: 'match' | 'differs' | 'missing'; told: string }[];
  steps: ReplayedStep[];
  histories: History[];
}

/** Fetches all runs of a case, from the engine and from the archive, and executes today's code against each. */
export async function replayCase(
  client: Client,
  id: string,
  findArchived: FindArchived,
  bundle: WorkflowBundle,
): Promise<ReplayedCase> {
  const found: KeptRun[] = [];
  for await (const run of runsOf(client, id, findArchived)) found.unshift(run);
  const replayed: ReplayedCase = { runs: [], steps: [], histories: [] };
  for (const run of found) {
    if (run.keptBy === null) {
      const which = run.runId === null ? 'the last run' : `run ${run.runId}`;
      const told = `neither the engine nor the archive has ${which}, nor can those before it be found`;
      replayed.runs.push({ outcome: 'missing', told });
      continue;
    }
    replayed.histories.push(run.history);
    const from = run.keptBy === 'engine' ? "the engine's history" : 'the archived history';
    const told = `${run.history.events?.length} events of ${from}`;
    // The engine's replayer waits for ever for the first decision of a run that has only just begun.
    if (!isDecided(run.history)) {
      replayed.runs.push({ outcome: 'match', told: `${told}, in which nothing has been decided yet` });
      continue;
    }
    for await (const { error, steps } of replayedRuns(bundle, [{ workflowId: id, history: run.history }])) {
      replayed.steps.push(...steps);
      const why = error ? `: ${error.message}` : '';
      replayed.runs.push({ outcome: error ? 'differs' : 'match', told: told + why });
    }
  }
  return replayed;
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
