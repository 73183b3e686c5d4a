import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Actor } from '../../../domain/case/command.ts';
import type { ClockRule } from '../../../domain/case/policy.ts';
import type { CaseView } from '../../../domain/case/view.ts';
import type { Claim } from '../../../domain/complaint/aspects/claims.ts';
import { alwaysOpen } from '../../support/samples/sample-calendar.ts';
import { agent, inSeconds, manager, staff, words } from '../../support/samples/sample-policy.ts';
import { type CaseInWorkflow, laterBy } from '../../support/workflows/case-in-workflow.ts';
import { WorkflowLab } from '../../support/workflows/workflow-lab.ts';

let lab: WorkflowLab;
beforeAll(async () => {
  lab = await WorkflowLab.start();
});
afterAll(() => lab.stop());

const decision: ClockRule = {
  ...inSeconds,
  id: 'claim',
  start: { on: ['claimPrepared'], from: 'event' },
  stop: { on: ['claimApproved', 'claimRejected'], need: 'any' },
};
const answering: ClockRule = { ...inSeconds, due: { elapsed: 'PT10H' } };

const claimIn = ({ detail }: CaseView): Claim => (detail.claims as Claim[]).at(-1) as Claim;

/** A complaint of the agent's with a claim, which another agent has prepared. */
async function claimed(amount: string): Promise<{ opened: CaseInWorkflow; at: string; digest: string }> {
  const opened = await lab.openNow({ calendar: alwaysOpen, policy: { clocks: [answering, decision] } });
  const { openedAt: at } = await opened.view();
  await opened.act('accept', { at, by: agent });
  const body = { amount, words: words('evidence') };
  const view = await opened.act('prepare-claim', { at, by: staff('agent', 'preparer-1'), body });
  return { opened, at, digest: claimIn(view).digest };
}

/** Somebody who stands in for a manager, for this long after an instant. */
function standIn(id: string, absent: string, from: string, seconds: number): Actor {
  const { roles, groups, departments } = manager;
  const to = laterBy(from, seconds * 1000);
  const carried = { for: absent, by: id, from, to, scope: 'everything' as const, through: [] };
  return { ...staff('quality', id), standIns: [{ ...carried, roles, groups, departments }] };
}

/** The name of the refusal of an approval. */
const refusalOf = (opened: CaseInWorkflow, at: string, by: Actor, digest: string) =>
  opened.refusal('approve-claim', { at, by, body: { digest } });

test('a stand-in approves for a manager while he stands in, and never for the owner or beside the manager', async () => {
  const { opened, at, digest } = await claimed('5000');
  const late = laterBy(at, 5000);
  // A manager who stands in for the owner, or for the preparer, does not approve.
  for (const maker of [agent.id, 'preparer-1']) {
    const both = { ...standIn('manager-2', maker, at, 60), roles: ['manager'] };
    expect(await refusalOf(opened, at, both, digest)).toBe('SamePerson');
  }
  expect(await refusalOf(opened, late, standIn('quality-1', manager.id, at, 5), digest)).toBe('Forbidden');
  const half = await opened.act('approve-claim', {
    at: laterBy(at, 4000),
    by: standIn('quality-1', manager.id, at, 5),
    body: { digest },
  });
  expect(claimIn(half)).toMatchObject({
    status: 'waiting',
    decisions: [{ by: 'quality-1', standingInFor: manager.id, roles: ['manager'] }],
  });
  expect(await refusalOf(opened, late, manager, digest)).toBe('NotAllowedNow');
  const view = await opened.act('approve-claim', { at: late, by: staff('manager', 'manager-2'), body: { digest } });
  expect(claimIn(view).status).toBe('approved');
  const events = await lab.timeline(opened, (all) => all.some(({ type }) => type === 'claimApproved'));
  const given = events.filter(({ type }) => type === 'claimApprovalGiven');
  expect(given.map(({ by, standingInFor }) => [by, standingInFor])).toEqual([
    ['quality-1', manager.id],
    ['manager-2', undefined],
  ]);
});

test('a claim that nobody decides on climbs its ladder by itself, and a Signal then decides it as an Update would', async () => {
  const { opened, at, digest } = await claimed('10');
  await lab.sleepUntil(laterBy(at, 40_000));
  const events = await lab.timeline(opened, (all) => all.filter(({ type }) => type === 'told').length >= 3);
  const climbed = events.filter(({ type }) => ['warned', 'breached', 'escalated'].includes(type));
  expect(climbed.map(({ type, at: when, data }) => [type, when, (data as { clock: string }).clock])).toEqual([
    ['warned', laterBy(at, 15_000), 'claim'],
    ['breached', laterBy(at, 20_000), 'claim'],
    ['escalated', laterBy(at, 20_000), 'claim'],
    ['escalated', laterBy(at, 25_000), 'claim'],
  ]);
  await opened.signal('approve-claim', { at: await lab.now(), by: agent, body: { digest } });
  await opened.signal('approve-claim', { at: await lab.now(), by: manager, body: { digest } });
  const after = await lab.timeline(opened, (all) => all.some(({ type }) => type === 'claimApproved'));
  expect(after.find(({ type }) => type === 'commandRefused')?.data).toMatchObject({
    by: agent.id,
    refusal: 'Forbidden',
  });
  expect(claimIn(await opened.view())).toMatchObject({ status: 'approved', decisions: [{ by: manager.id }] });
});
