import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { TimelineEvent } from '../../../domain/case/event.ts';
import { eventually } from '../../support/api/api-client.ts';
import type { CaseInWorkflow } from '../../support/workflows/case-in-workflow.ts';
import { WorkflowLab } from '../../support/workflows/workflow-lab.ts';

let lab: WorkflowLab;
beforeAll(async () => {
  lab = await WorkflowLab.start();
});
afterAll(() => lab.stop());

/** The facts of these types, once the last of them is there. */
async function factsOf(of: CaseInWorkflow, ...types: string[]): Promise<TimelineEvent[]> {
  const events = await lab.timeline(of, (all) => all.some(({ type }) => type === types.at(-1)));
  return events.filter(({ type }) => types.includes(type));
}

async function two(): Promise<{ one: CaseInWorkflow; other: CaseInWorkflow; at: string }> {
  const [one, other] = [await lab.openNow(), await lab.openNow()];
  return { one, other, at: await lab.now() };
}

/** Facts that only something amiss leaves: an errand that failed, or an inner command that its case did not take. */
const amiss = (...cases: CaseInWorkflow[]) =>
  cases
    .flatMap(({ number }) => lab.recording.timeline(number))
    .filter(({ type }) => ['effectFailed', 'commandRefused'].includes(type));

describe('complaints that are linked', () => {
  test('both know of the link, each from where it stands, and both of its end', async () => {
    const { one, other, at } = await two();
    await one.act('link', { at, body: { number: other.number, relation: 'caused-by' } });
    await factsOf(other, 'linked');
    expect((await one.view()).detail.links).toMatchObject([{ number: other.number, relation: 'caused-by' }]);
    expect((await other.view()).detail.links).toMatchObject([{ number: one.number, relation: 'cause-of' }]);

    await other.act('unlink', { at, body: { number: one.number, relation: null } });
    expect(await factsOf(one, 'linked', 'unlinked')).toMatchObject([
      { type: 'linked', data: { told: false } },
      { type: 'unlinked', by: 'system', data: { relation: 'caused-by', told: true } },
    ]);
    expect((await one.view()).detail.links).toEqual([]);
    expect((await other.view()).detail.links).toEqual([]);
    for (const each of [one, other]) {
      await each.act('withdraw', { at });
      await each.handle.result();
    }
    expect(amiss(one, other)).toEqual([]);
  });

  test('the link to one that has ended stays with the one that made it, and holds up nothing', async () => {
    const { one, other, at } = await two();
    await other.act('withdraw', { at });
    await other.handle.result();
    await one.act('link', { at, body: { number: other.number, relation: 'follows' } });
    expect(await one.act('withdraw', { at })).toMatchObject({ status: 'withdrawn' });
    // It ends only once every errand is settled.
    await one.handle.result();
    expect((await one.view()).detail.links).toMatchObject([{ number: other.number, relation: 'follows' }]);
    expect(amiss(one)).toEqual([]);
  });
});

describe('a complaint that is merged into another one', () => {
  test('asks it, is taken and ends; the other one has its words and goes on for both', async () => {
    const { one, other, at } = await two();
    await one.act('accept', { at });
    const asked = await one.act('merge', { at, body: { into: other.number } });
    expect(asked.detail).toMatchObject({ merging: other.number });
    await one.handle.result();
    expect(await factsOf(one, 'mergeAsked', 'merged')).toMatchObject([
      { type: 'mergeAsked', by: 'manager-1' },
      { type: 'merged', by: 'system', data: { into: other.number } },
    ]);
    expect(await one.view()).toMatchObject({ status: 'merged', detail: { mergedInto: other.number } });

    const [taken, ...more] = await factsOf(other, 'mergeTaken');
    expect(taken?.data).toMatchObject({ from: one.number, theirWords: [{ id: 'opening' }] });
    expect(more).toEqual([]);
    expect((await other.view()).detail.merged).toEqual([one.number]);
    await other.act('accept', { at });
    expect(await other.act('answer', { at })).toMatchObject({ status: 'answered' });
    expect(amiss(one, other)).toEqual([]);
  });

  test('that has ended hears so itself, stays as it was, and is worked on to its end', async () => {
    const { one, other, at } = await two();
    await other.act('withdraw', { at });
    await other.handle.result();
    await one.act('accept', { at });
    await one.act('merge', { at, body: { into: other.number } });
    expect(await factsOf(one, 'mergeAsked', 'mergeRefused')).toMatchObject([
      { type: 'mergeAsked' },
      { type: 'mergeRefused', by: 'system', data: { into: other.number, why: 'ended' } },
    ]);
    expect(await one.view()).toMatchObject({ status: 'open', detail: { merging: null, notTaken: 'ended' } });
    await one.act('answer', { at });
    await one.act('confirm', { at });
    const { detail } = await one.view();
    await lab.sleepUntil(String(detail.reopenUntil));
    await one.handle.result();
    expect(amiss(one)).toEqual([]);
  });

  test('that is merged into it at the same time: one at most ends, and the other one has it', async () => {
    const { one, other, at } = await two();
    await Promise.all([
      one.act('merge', { at, body: { into: other.number } }),
      other.act('merge', { at, body: { into: one.number } }),
    ]);
    const views = await eventually(
      () => Promise.all([one.view(), other.view()]),
      (both) => both.every(({ detail }) => detail.merging === null),
    );
    const ended = views.filter(({ status }) => status === 'merged').map(({ number }) => number);
    const goingOn = views.filter(({ status }) => status === 'received');
    expect(ended.length + goingOn.length).toBe(2);
    expect(goingOn.length).toBeGreaterThanOrEqual(1);
    expect(goingOn.flatMap(({ detail }) => detail.merged)).toEqual(ended);
  });
});
