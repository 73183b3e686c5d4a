import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { customerActor } from '../../../domain/case/command.ts';
import { eventually } from '../../support/api/api-client.ts';
import { agent, fromReceipt } from '../../support/samples/sample-policy.ts';
import { type CaseInWorkflow, laterBy } from '../../support/workflows/case-in-workflow.ts';
import { WorkflowLab } from '../../support/workflows/workflow-lab.ts';

let lab: WorkflowLab;
beforeAll(async () => {
  lab = await WorkflowLab.start();
});
afterAll(() => lab.stop());

const clockOf = async (opened: CaseInWorkflow, id: string) => (await opened.view()).clocks.find((one) => one.id === id);

test('a hand-over that nobody takes returns to the first, and both are told', async () => {
  const notice = (to: 'giver' | 'receiver') => ({
    ...{ source: 'ours' as const, on: 'handOverReturned', to, channels: ['email' as const] },
    ...{ template: 'hand-over-returned', urgent: true },
  });
  const policy = { handOverWithin: { workingHours: 2 }, notices: [notice('giver'), notice('receiver')] };
  const opened = await lab.open({ policy });
  await opened.act('accept', { at: await lab.now(), by: agent });
  const { detail } = await opened.act('hand-over', { at: await lab.now(), by: agent });
  const { until } = detail.handOver as { until: string };
  await lab.sleepUntil(laterBy(until, 1000));
  const events = await lab.timeline(opened, (all) => all.some(({ type }) => type === 'handOverReturned'));
  expect(events.find(({ type }) => type === 'handOverReturned')).toMatchObject({ at: until, by: 'system' });
  const view = await opened.view();
  expect(view.owner).toBe('agent-1');
  expect(view.detail).not.toHaveProperty('handOver');
  const told = () => lab.recording.deliveries.filter(({ batch }) => batch.number === opened.number);
  const [delivery] = await eventually(told, (found) => found.length > 0);
  expect(delivery?.batch.notices.map(({ to }) => to)).toEqual(['staff:agent-1', 'staff:agent-2']);
});

test('a reopened complaint has a second clock and keeps its first breach', async () => {
  const opened = await lab.open({ policy: { clocks: [fromReceipt] } });
  await opened.act('accept', { at: await lab.now() });
  const dueAt = (await clockOf(opened, 'answer'))?.dueAt ?? '';
  await lab.sleepUntil(laterBy(dueAt, 1000));
  await lab.timeline(opened, (all) => all.some(({ type }) => type === 'breached'));
  await opened.act('answer', { at: await lab.now() });
  await opened.act('confirm', { at: await lab.now() });
  const reopenedAt = await lab.now();
  expect(await opened.act('reopen', { at: reopenedAt, by: customerActor })).toMatchObject({ status: 'open', round: 2 });

  const second = (await clockOf(opened, 'answer-2'))?.dueAt ?? '';
  expect(Date.parse(second)).toBeGreaterThan(Date.parse(reopenedAt));
  await lab.sleepUntil(laterBy(second, 1000));
  await lab.timeline(opened, (all) => all.filter(({ type }) => type === 'breached').length === 2);
  expect(await clockOf(opened, 'answer')).toMatchObject({ breachedAt: dueAt });
  expect(await clockOf(opened, 'answer-2')).toMatchObject({ breachedAt: second });
  await opened.act('withdraw', { at: await lab.now() });
});

test('a complaint that asks for an owner gets the one whom the directory names, once', async () => {
  const asked: string[] = [];
  lab.recording.instead.chooseOwner = async ({ key, role, skip }) => {
    asked.push(`${role} without ${skip.join()}`);
    // The first attempt is lost on its way back.
    if (asked.length === 1) throw new Error(`no answer to ${key}`);
    return { staffId: 'agent-2' };
  };
  const opened = await lab.open({ policy: { assignment: { on: 'accepted', among: 'agent' } } });
  await opened.act('accept', { at: await lab.now() });
  const events = await lab.timeline(opened, (all) => all.some(({ type }) => type === 'assigned'));
  expect(events.filter(({ type }) => type === 'assigned')).toMatchObject([
    { by: 'system', data: { to: 'agent-2', from: null } },
  ]);
  expect(asked).toEqual(['agent without ', 'agent without ']);
  expect((await opened.view()).owner).toBe('agent-2');
  delete lab.recording.instead.chooseOwner;
});
