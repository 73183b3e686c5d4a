import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '../../support/api/api-client.ts';
import { alwaysOpen } from '../../support/samples/sample-calendar.ts';
import { fromReceipt, inSeconds } from '../../support/samples/sample-policy.ts';
import { type CaseInWorkflow, laterBy } from '../../support/workflows/case-in-workflow.ts';
import { WorkflowLab } from '../../support/workflows/workflow-lab.ts';

let lab: WorkflowLab;
beforeAll(async () => {
  lab = await WorkflowLab.start();
});
afterAll(() => lab.stop());

const statusOf = async (opened: CaseInWorkflow) => (await opened.handle.describe()).status.name;
const completed = (opened: CaseInWorkflow) =>
  eventually(
    () => statusOf(opened),
    (status) => status !== 'RUNNING',
  );
const closedBySilence = (opened: CaseInWorkflow) =>
  lab.timeline(opened, (events) => events.some(({ type }) => type === 'closed'));

async function answered(): Promise<CaseInWorkflow> {
  const opened = await lab.open({ policy: { clocks: [fromReceipt] } });
  const { openedAt } = await opened.view();
  await opened.act('accept', { at: openedAt });
  await opened.act('answer', { at: openedAt });
  return opened;
}

test('silence closes an answered complaint at the end of the window, and the workflow ends when nobody can reopen it any more', async () => {
  const opened = await answered();
  const { followUpUntil } = (await opened.view()).detail as { followUpUntil: string };
  await lab.sleepUntil(laterBy(followUpUntil, -1000));
  expect((await opened.view()).status).toBe('answered');
  await lab.sleepUntil(laterBy(followUpUntil, 1000));
  const closed = (await closedBySilence(opened)).find(({ type }) => type === 'closed');
  expect(closed).toMatchObject({ at: followUpUntil, by: 'system', data: { outcome: 'silence' } });

  const { reopenUntil } = (closed ?? { data: {} }).data as { reopenUntil: string };
  await lab.sleepUntil(laterBy(reopenUntil, -1000));
  expect(await statusOf(opened)).toBe('RUNNING');
  await lab.sleepUntil(laterBy(reopenUntil, 1000));
  expect(await completed(opened)).toBe('COMPLETED');
  expect(lab.recording.timeline(opened.number).at(-1)).toMatchObject({ type: 'windowOver', at: reopenUntil });
});

test('a complaint that nobody completes is declined at the end of the window', async () => {
  const opened = await lab.open({ policy: { clocks: [fromReceipt] } });
  await opened.act('return-for-completion', { at: await lab.now() });
  const { completeUntil } = (await opened.view()).detail as { completeUntil: string };
  await lab.sleepUntil(laterBy(completeUntil, 1000));
  const events = await lab.timeline(opened, (all) => all.some(({ type }) => type === 'declined'));
  expect(events.find(({ type }) => type === 'declined')).toMatchObject({
    at: completeUntil,
    data: { reasonCode: 'not-completed' },
  });
});

test('a withdrawn complaint ends at once, with everything written', async () => {
  const opened = await lab.open();
  await opened.act('withdraw', { at: await lab.now() });
  expect(await completed(opened)).toBe('COMPLETED');
  const events = lab.recording.timeline(opened.number);
  expect(events.filter(({ type }) => type === 'withdrawn')).toHaveLength(1);
  expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1));
});

test('a cancellation of the workflow does not end the case: its deadlines go on, to its own end', async () => {
  const opened = await lab.open({ calendar: alwaysOpen, policy: { clocks: [inSeconds] } });
  const { openedAt, clocks } = await opened.view();
  await opened.handle.cancel();
  await lab.sleepUntil(laterBy(clocks[0]?.dueAt ?? '', 60_000));
  const events = await lab.timeline(opened, (all) => all.filter(({ type }) => type === 'told').length === 3);
  expect(events.find(({ type }) => type === 'breached')?.at).toBe(clocks[0]?.dueAt);

  await opened.act('accept', { at: openedAt });
  await opened.act('withdraw', { at: openedAt });
  expect(await completed(opened)).toBe('COMPLETED');
});
