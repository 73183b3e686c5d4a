import { join } from 'node:path';
import { Worker, type WorkflowBundle } from '@temporalio/worker';
import { cacheFolder } from '../../../local/folders.ts';
import { dataConverter } from '../../../temporal/data-converter.ts';
import { type BundleUse, cachedWorkflowBundle } from '../../../worker/workflow-bundle.ts';

type Histories = Parameters<typeof Worker.runReplayHistories>[1];

/** The workflow code of today, bundled once for all test runs; for a use of its own, that one. */
export function workflowCode(use?: BundleUse): Promise<WorkflowBundle> {
  return cachedWorkflowBundle(join(cacheFolder('test'), 'bundles'), use);
}

/** What came of replaying each history against the code of today, by workflow id: nothing, or where it differs. */
export async function replayedAll(histories: Histories): Promise<Map<string, Error | undefined>> {
  const outcomes = new Map<string, Error | undefined>();
  const results = Worker.runReplayHistories({ workflowBundle: await workflowCode(), dataConverter }, histories);
  for await (const { workflowId, error } of results) outcomes.set(workflowId, error);
  return outcomes;
}
