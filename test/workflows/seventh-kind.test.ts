import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { bundleWorkflowCode, DefaultLogger, Runtime } from '@temporalio/worker';
import type { Actor, Command } from '../../domain/case/command.ts';
import type { PolicySlice } from '../../domain/case/policy.ts';
import type { CaseView } from '../../domain/case/view.ts';
import { dataConverter } from '../../temporal/data-converter.ts';
import { createCaseWorker } from '../../worker/case-worker.ts';
import { type CaseInput, caseTaskQueue } from '../../workflows/messages/case.ts';
import type { DutyDetails } from '../fixtures/kinds/one-step-duty/rules.ts';
import { alwaysOpen } from '../support/samples/sample-calendar.ts';
import { recordingActivities } from '../support/workflows/recording-activities.ts';
import { timeSkippingEnvironment } from '../support/workflows/time-skipping.ts';

const recording = recordingActivities();
let environment: TestWorkflowEnvironment;
let stopWorker: () => Promise<void>;

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  environment = await timeSkippingEnvironment();
  const workflowsPath = fileURLToPath(new URL('../fixtures/kinds/one-step-duty/workflow.ts', import.meta.url));
  const worker = await createCaseWorker({
    address: environment.address,
    namespace: environment.namespace ?? 'default',
    bundle: await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') }),
    activities: recording.activities,
  });
  const running = worker.run();
  stopWorker = async () => {
    worker.shutdown();
    await running;
  };
});
afterAll(async () => {
  await stopWorker();
  await environment.teardown();
});

const owner: Actor = { id: 'agent.1', roles: ['agent'], groups: ['care'], departments: ['care'] };
const policy: PolicySlice = {
  ...{ reading: 4, organisation: 'seventh', version: 1, hash: 'b'.repeat(64), category: 'duty' },
  ...{ group: 'care', department: 'care', switchedOff: [], quietHours: 'none' },
  rights: {
    agent: { commands: { do: 'owner' }, read: 'group', words: 'own', replay: false, proofs: false, audit: false },
  },
  clocks: [
    {
      ...{ source: 'ours', id: 'doing', due: { elapsed: 'PT1H' }, ladder: [] },
      start: { on: ['opened'], from: 'event' },
      stop: { on: ['done'], need: 'any' },
    },
  ],
  notices: [
    { source: 'ours', on: 'done', to: 'role:manager', channels: ['email'], template: 'duty-done', urgent: false },
  ],
};

test('a kind that was added runs as a workflow: it is breached in its time, done by its owner, told and projected', async () => {
  const client = new Client({ connection: environment.connection, dataConverter });
  const number = randomUUID();
  const at = new Date(await environment.currentTimeMs()).toISOString();
  const { name, version, hash } = alwaysOpen;
  const words = { id: 'words-1', digest: 'a'.repeat(64) };
  const input: CaseInput<DutyDetails> = {
    open: {
      ...{ organisation: 'seventh', number, commandId: 'open', at, actor: owner, policy },
      calendar: { name, version, hash },
      details: { owner: owner.id, words },
    },
    calendar: alwaysOpen,
    continueAfter: 1000,
  };
  const duty = await client.workflow.start('oneStepDuty', {
    workflowId: `oneStepDuty:seventh:${number}`,
    taskQueue: caseTaskQueue,
    args: [input],
  });
  await environment.sleep('2 hours');
  const later = new Date(await environment.currentTimeMs()).toISOString();
  const command: Command = { name: 'do', commandId: 'do', at: later, actor: owner, body: { words: null } };
  const view = await duty.executeUpdate<CaseView, [Command]>('do', { args: [command] });
  expect(view).toMatchObject({ kind: 'oneStepDuty', status: 'done', allowed: [] });
  await duty.result();
  const types = recording.timeline(number).map(({ type }) => type);
  expect(types).toEqual(expect.arrayContaining(['opened', 'clockStarted', 'breached', 'done']));
  const told = recording.deliveries.flatMap(({ batch }) => batch.notices.map(({ template }) => template));
  expect(told).toEqual(['duty-done']);
});
