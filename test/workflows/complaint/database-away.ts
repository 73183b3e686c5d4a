import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { eventually } from '../../support/api/api-client.ts';
import { alwaysOpen } from '../../support/samples/sample-calendar.ts';
import { inSeconds } from '../../support/samples/sample-policy.ts';
import { laterBy } from '../../support/workflows/case-in-workflow.ts';
import { WorkflowLab } from '../../support/workflows/workflow-lab.ts';

let lab: WorkflowLab;
beforeAll(async () => {
  lab = await WorkflowLab.start();
});
afterAll(() => lab.stop());

test('who is told of a deadline is known in the end however long the database is away, and its absence is no failure of the case', async () => {
  let attempts = 0;
  const number = randomUUID();
  let first: string | undefined;
  lab.recording.instead.deliverNotices = (batch) => {
    // Cases of other tests in the same lab are heard as ever, and so are the later rungs of this one.
    if (batch.number !== number) return Promise.resolve([]);
    first ??= batch.key;
    if (batch.key !== first) return Promise.resolve([]);
    attempts += 1;
    // As long as the activity's own ten attempts, and then some.
    const escalation = batch.notices[0]?.escalation;
    if (attempts > 14)
      return Promise.resolve([{ to: 'owner-1', channel: 'email', sent: true, detail: '', escalation }]);
    return Promise.reject(new mongoose.mongo.MongoNetworkError('no server answers'));
  };
  const opened = await lab.open({ number, calendar: alwaysOpen, policy: { clocks: [inSeconds] } });
  await eventually(
    async () => {
      await lab.sleepUntil(laterBy(await lab.now(), 10 * 60_000));
      return attempts;
    },
    (count) => count === 15,
  );
  const events = await lab.timeline(opened, (all) => all.some(({ type }) => type === 'told'));
  expect(events.map(({ type }) => type)).not.toContain('effectFailed');
  delete lab.recording.instead.deliverNotices;
});
