import { Worker, type WorkflowBundle } from '@temporalio/worker';
import type { ActivityOptions } from '@temporalio/workflow';
import type { ReplaySinks } from '../workflows/replayed-activities.ts';

/** What the code of today asked of an activity at a replay. */
export interface AskedActivity {
  activity: string;
  request: unknown;
  options: ActivityOptions;
}

/** One run of a workflow executed anew: what it asked for, and where it differs from its history, if it does. */
export interface ReplayedRun {
  workflowId: string;
  error: Error | undefined;
  asked: AskedActivity[];
}

type Histories = Parameters<typeof Worker.runReplayHistories>[1];

/** Executes today's workflow code against each history, one after the other. Takes the bundle that tells (`replayBundleFor`). */
export async function* replayedRuns(workflowBundle: WorkflowBundle, histories: Histories): AsyncGenerator<ReplayedRun> {
  let asked: AskedActivity[] = [];
  const sinks = {
    replayed: {
      asked: {
        fn: (_info: unknown, activity: string, request: string, options: ActivityOptions) => {
          asked.push({ activity, request: JSON.parse(request), options });
        },
        callDuringReplay: true,
      },
    },
  } satisfies Record<keyof ReplaySinks, unknown>;
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle, sinks }, histories)) {
    yield { workflowId, error, asked };
    asked = [];
  }
}
