import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from '@jest/globals';
import { bundleWorkflowCode, DefaultLogger, Runtime, Worker, type WorkflowBundle } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { workflowCode } from '../support/workflows/workflow-code.ts';

interface SavedHistory {
  events: { eventType: string }[];
}

let workflowBundle: WorkflowBundle;
beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  workflowBundle = await workflowCode();
});

const saved = (): SavedHistory => {
  const file = new URL('./histories/complaint-second-round.json', import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as SavedHistory;
};
const replay = (history: SavedHistory, bundle = workflowBundle) =>
  Worker.runReplayHistory({ workflowBundle: bundle }, history, 'complaint:sandbox:complaint-second-round');

test('the history of a case does not replay with other code', async () => {
  const workflowsPath = fileURLToPath(new URL('../support/workflows/other-code.ts', import.meta.url));
  const otherBundle = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') });
  await expect(replay(saved(), otherBundle)).rejects.toThrow(DeterminismViolationError);
});

test.each(['EVENT_TYPE_TIMER_FIRED', 'EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_COMPLETED'])(
  'a history from which somebody took an event out does not replay: %s',
  async (type) => {
    const { events } = saved();
    const at = events.findIndex(({ eventType }) => eventType === type);
    expect(at).toBeGreaterThan(0);
    await expect(replay({ events: events.toSpliced(at, 1) })).rejects.toThrow();
  },
);
