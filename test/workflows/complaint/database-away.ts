import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { eventually } from '../../support/api/api-client.ts';
import { acknowledgement, fromReceipt } from '../../support/samples/sample-policy.ts';
import { laterBy } from '../../support/workflows/case-in-workflow.ts';
import { WorkflowLab } from '../../support/workflows/workflow-lab.ts';

let lab: WorkflowLab;
beforeAll(async () => {
  lab = await WorkflowLab.start();
});
afterAll(() => lab.stop());

test('a notice is delivered in the end however long the database is away, and its absence is no failure of the case', async () => {
  let attempts = 0;
  const number = randomUUID();
  lab.recording.instead.deliverNotices = (batch) => {
    // Cases of other tests in the same lab are heard as ever.
    if (batch.number !== number) return Promise.resolve([]);
    attempts += 1;
    // As long as the activity's own ten attempts, and then some.
    if (attempts > 14) return Promise.resolve([]);
    return Promise.reject(new mongoose.mongo.MongoNetworkError('no server answers'));
  };
  const opened = await lab.open({ number, policy: { clocks: [fromReceipt], notices: [acknowledgement] } });
  await eventually(
    async () => {
      await lab.sleepUntil(laterBy(await lab.now(), 10 * 60_000));
      return attempts;
    },
    (count) => count === 15,
  );
  await opened.act('accept', { at: await lab.now() });
  const events = await lab.timeline(opened, (all) => all.some(({ type }) => type === 'accepted'));
  expect(events.map(({ type }) => type)).not.toContain('effectFailed');
  delete lab.recording.instead.deliverNotices;
});
