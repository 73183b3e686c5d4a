import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '../support/api/api-client.ts';
import { ServerLab } from '../support/api/server-lab.ts';
import { alwaysOpen } from '../support/samples/sample-calendar.ts';
import { inSeconds } from '../support/samples/sample-policy.ts';
import { CaseInWorkflow, laterBy } from '../support/workflows/case-in-workflow.ts';

let lab: ServerLab;
beforeAll(async () => {
  lab = await ServerLab.open();
  await lab.startWorker();
});
afterAll(() => lab.close());

const now = () => new Date().toISOString();
const passed = (instant: string) =>
  eventually(
    () => Date.now(),
    (time) => time > Date.parse(instant),
  );
const accepted = async () => {
  const policy = { clocks: [{ ...inSeconds, due: { elapsed: 'PT3S' }, ladder: inSeconds.ladder.slice(1) }] };
  const opened = await CaseInWorkflow.open(lab.client, { at: now(), calendar: alwaysOpen, policy });
  const { clocks } = await opened.act('accept', { at: now() });
  return { opened, dueAt: clocks[0]?.dueAt ?? '' };
};

test('an answer that came before the due instant is in time, although no worker was there until after it', async () => {
  const { opened, dueAt } = await accepted();
  const answeredAt = laterBy(dueAt, -1000);
  await lab.withoutWorker(async () => {
    await opened.signal('answer', { at: answeredAt });
    await passed(dueAt);
  });
  const found = await lab.projected(opened.number, ({ view }) => view.status === 'answered');
  expect(found.view.clocks[0]).toMatchObject({ state: 'met', metAt: answeredAt, breachedAt: null });
  const answer = (await lab.timeline(found)).find(({ type }) => type === 'answered');
  expect(Date.parse(answer?.recordedAt ?? '')).toBeGreaterThan(Date.parse(dueAt));
});

test('a deadline that passed without a worker is breached at its due instant, with the instant at which it was recorded', async () => {
  const { opened, dueAt } = await accepted();
  const back = laterBy(dueAt, 1500);
  await lab.withoutWorker(async () => {
    await passed(back);
  });
  const found = await lab.projected(opened.number, ({ breached }) => breached);
  expect(found.view.clocks[0]).toMatchObject({ state: 'breached', breachedAt: dueAt });
  const breach = (await lab.timeline(found)).find(({ type }) => type === 'breached');
  expect(breach?.at).toBe(dueAt);
  expect(Date.parse(breach?.recordedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(back));
});
