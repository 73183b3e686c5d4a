import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { Refusal } from '../../../domain/case/command.ts';
import { chainHolds, type TimelineEvent } from '../../../domain/case/event.ts';
import { eventually } from '../../support/api/api-client.ts';
import { agent, staff } from '../../support/samples/sample-policy.ts';
import type { CaseInWorkflow } from '../../support/workflows/case-in-workflow.ts';
import { WorkflowLab } from '../../support/workflows/workflow-lab.ts';

let lab: WorkflowLab;
beforeAll(async () => {
  lab = await WorkflowLab.start();
});
afterAll(() => lab.stop());

const openCase = (continueAfter?: number) => lab.open({ ...(continueAfter ? { continueAfter } : {}) });
const has = (type: string) => (events: TimelineEvent[]) => events.some((event) => event.type === type);

async function refusalOf(attempt: Promise<unknown>): Promise<Refusal & { type: string }> {
  const error = await attempt.then(
    () => new Error('it was not refused'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof WorkflowUpdateFailedError) || !(error.cause instanceof ApplicationFailure)) throw error;
  return { ...(error.cause.details?.[0] as Refusal), type: error.cause.type ?? '' };
}

/** What an event says, without what names this one case and this one message. */
const essence = ({ type, at, by, roles, data, sequence }: TimelineEvent) => ({ type, at, by, roles, data, sequence });

describe('a command', () => {
  test('has the same effect as a Signal and as an Update', async () => {
    const at = await lab.now();
    const [updated, signalled] = [await lab.openNow({ at }), await lab.openNow({ at })];
    await updated.act('accept', { at, by: agent });
    await updated.act('answer', { at, by: agent });
    await signalled.signal('accept', { at, by: agent });
    await signalled.signal('answer', { at, by: agent });
    const timelines = await Promise.all([updated, signalled].map((opened) => lab.timeline(opened, has('answered'))));
    const [byUpdate, bySignal] = timelines.map((events) => events.map(essence));
    expect(bySignal).toEqual(byUpdate);
    const [one, other] = [await updated.view(), await signalled.view()];
    expect({ ...other, number: '' }).toEqual({ ...one, number: '' });
  });

  test('answers an Update with the new view', async () => {
    const opened = await openCase();
    const before = await opened.view();
    const view = await opened.act('accept', { at: await lab.now(), by: agent });
    expect(view).toMatchObject({ status: 'open', owner: agent.id, revision: before.revision + 1 });
    expect(view.allowed).toContain('answer');
    expect(await opened.view()).toEqual(view);
  });

  test('sent as a Signal just before an Update is carried out before it', async () => {
    const opened = await openCase();
    const at = await lab.now();
    await opened.signal('accept', { at, by: agent });
    expect(await opened.act('answer', { at, by: agent })).toMatchObject({ status: 'answered', owner: agent.id });
  });
});

describe('a refused command', () => {
  test('fails its Update with name, status and what is allowed, and leaves nothing in the history', async () => {
    const opened = await openCase();
    const before = await opened.view();
    const refusal = await refusalOf(opened.act('answer', { at: await lab.now() }));
    expect(refusal).toMatchObject({ type: 'NotAllowedNow', refusal: 'NotAllowedNow', status: 'received' });
    expect(refusal.allowed).toContain('accept');
    expect(await opened.view()).toEqual(before);
    const { events = [] } = await opened.handle.fetchHistory();
    expect((events ?? []).filter((event) => event.workflowExecutionUpdateAcceptedEventAttributes)).toEqual([]);
  });

  test.each([
    ['Forbidden', staff('auditor'), 'accept'],
    ['NotYourCase', staff('agent', 'agent-2'), 'answer'],
  ] as const)('%s is the name of its failure', async (name, by, command) => {
    const opened = await openCase();
    const at = await lab.now();
    if (command === 'answer') await opened.act('accept', { at, by: agent });
    expect(await refusalOf(opened.act(command, { at, by }))).toMatchObject({ type: name });
  });

  test('becomes a fact of the timeline where it was a Signal, and changes nothing else', async () => {
    const opened = await openCase();
    const before = await opened.view();
    await opened.signal('answer', { at: await lab.now(), by: agent, commandId: 'refused-signal' });
    const events = await lab.timeline(opened, has('commandRefused'));
    expect(events.at(-1)).toMatchObject({
      type: 'commandRefused',
      by: 'system',
      commandId: 'refused-signal',
      data: { command: 'answer', by: agent.id, refusal: 'NotYourCase', status: 'received' },
    });
    const now = await opened.view();
    expect({ ...now, revision: 0 }).toEqual({ ...before, revision: 0 });
  });
});

describe('a repeated command id', () => {
  const assign = (opened: CaseInWorkflow, at: string, n: number) =>
    opened.act('assign', { at, body: { to: `agent-${n}` }, commandId: `assign-${n}` });

  test('is applied once and answered with the present view', async () => {
    const opened = await openCase();
    const at = await lab.now();
    await assign(opened, at, 1);
    const second = await assign(opened, at, 2);
    expect(await assign(opened, at, 1)).toEqual(second);
    await opened.signal('assign', { at, body: { to: 'agent-1' }, commandId: 'assign-1' });
    const third = await assign(opened, at, 3);
    expect(third).toMatchObject({ owner: 'agent-3', revision: second.revision + 1 });
  });

  test('is applied once also after the case has continued as new, and no command is lost', async () => {
    const opened = await openCase(110);
    const at = await lab.now();
    const firstRun = (await opened.handle.describe()).runId;
    const numbers = Array.from({ length: 40 }, (_, index) => index + 1);
    for (const n of numbers) await assign(opened, at, n);
    expect((await opened.handle.describe()).runId).not.toBe(firstRun);

    for (const n of numbers) await assign(opened, at, n);
    const { revision, owner } = await opened.view();
    expect(owner).toBe('agent-40');
    const events = await eventually(
      () => lab.recording.timeline(opened.number),
      (all) => all.filter(({ type }) => type === 'assigned').length >= numbers.length,
    );
    expect(events.filter(({ type }) => type === 'assigned').map(({ commandId }) => commandId)).toEqual(
      numbers.map((n) => `assign-${n}`),
    );
    expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1));
    expect(chainHolds(events)).toBe(true);
    expect(revision).toBe(1 + numbers.length);
  });
});
