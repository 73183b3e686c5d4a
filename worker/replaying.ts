import { Worker, type WorkflowBundle } from '@temporalio/worker';
import type { ActivityOptions } from '@temporalio/workflow';
import type { ProjectRequest } from '../activities/case-activities.ts';
import { dataConverter } from '../temporal/data-converter.ts';
import type { ReplaySinks } from '../workflows/replayed-activities.ts';

/** What the code of today asked of an activity at a replay. */
export interface AskedActivity {
  activity: string;
  request: unknown;
  options: ActivityOptions;
}

/** What became of a case by a step, as the case projected it or left it to a caller. */
export type ReplayedStep = Pick<ProjectRequest, 'projection' | 'events'>;

/** One run of a workflow executed anew: what it asked for, what was to be written, and where it differs from its history. */
export interface ReplayedRun {
  workflowId: string;
  error: Error | undefined;
  asked: AskedActivity[];
  /** In the order in which they were to be written. */
  steps: ReplayedStep[];
}

type Histories = Parameters<typeof Worker.runReplayHistories>[1];

/** Executes today's workflow code against each history, one after the other. Takes the bundle that tells (`replayBundleFor`). */
export async function* replayedRuns(workflowBundle: WorkflowBundle, histories: Histories): AsyncGenerator<ReplayedRun> {
  let asked: AskedActivity[] = [];
  let steps: ReplayedStep[] = [];
  const sinks = {
    replayed: {
      asked: {
        fn: (_info: unknown, activity: string, request: string, options: ActivityOptions) => {
          const parsed = JSON.parse(request);
          asked.push({ activity, request: parsed, options });
          if (activity === 'project') steps.push(parsed);
        },
        callDuringReplay: true,
      },
      answered: {
        fn: (_info: unknown, answer: string) => {
          const parsed = JSON.parse(answer);
          if (parsed !== null && 'projection' in parsed) steps.push(parsed);
        },
        callDuringReplay: true,
      },
    },
  } satisfies Record<keyof ReplaySinks, unknown>;
  for await (const { workflowId, error } of Worker.runReplayHistories(
    { workflowBundle, sinks, dataConverter },
    histories,
  )) {
    yield { workflowId, error, asked, steps };
    asked = [];
    steps = [];
  }
}
