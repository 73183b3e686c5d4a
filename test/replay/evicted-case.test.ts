/**
 * A worker that has lost a case from its memory gets what came in tasks that left no command. It gets that together with the
 * Update after them, the Update first. A later replay gets them one by one. Both must come to the same case (decision 11).
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Command } from '../../domain/case/command.ts';
import { chainHolds } from '../../domain/case/event.ts';
import { type CaseStep, noticesFailedSignal } from '../../workflows/messages/case.ts';
import type { FailedNotices } from '../../workflows/messages/notices.ts';
import { eventually } from '../support/api/api-client.ts';
import { ServerLab } from '../support/api/server-lab.ts';
import { riyadh } from '../support/samples/sample-calendar.ts';
import { acknowledgement, agent } from '../support/samples/sample-policy.ts';
import { CaseInWorkflow, commandOf } from '../support/workflows/case-in-workflow.ts';
import { type Recording, recordingActivities } from '../support/workflows/recording-activities.ts';
import { replayedAll } from '../support/workflows/workflow-code.ts';

interface HeldActivity {
  of: string;
  name: 'project';
  finish: () => void;
}

let lab: ServerLab;
let recording: Recording;
/** Cases whose activities wait until they are told to finish. */
const slow = new Set<string>();
let held: HeldActivity[] = [];

beforeAll(async () => {
  lab = await ServerLab.open();
  recording = recordingActivities();
  const { project } = recording.activities;
  const hold = (name: HeldActivity['name'], of: string) =>
    slow.has(of) ? new Promise<void>((finish) => held.push({ of, name, finish })) : Promise.resolve();
  await lab.startWorker({
    maxCachedWorkflows: 1,
    activities: {
      project: (request) => hold('project', request.projection.view.number).then(() => project(request)),
    },
  });
});
afterAll(() => {
  slow.clear();
  for (const { finish } of held) finish();
  return lab.close();
});

const now = () => new Date().toISOString();
const open = (number?: string) =>
  CaseInWorkflow.open(lab.client, {
    at: now(),
    calendar: riyadh,
    policy: { clocks: [], notices: [acknowledgement] },
    ...(number ? { number } : {}),
  });
const historyOf = ({ handle }: CaseInWorkflow) => lab.client.workflow.getHandle(handle.workflowId).fetchHistory();
const tasksOf = async (opened: CaseInWorkflow) =>
  (await historyOf(opened)).events?.filter((event) => event.workflowTaskCompletedEventAttributes).length ?? 0;

/** Lets one more workflow task of the case go by. */
async function task(of: CaseInWorkflow, cause: () => unknown): Promise<void> {
  const before = await tasksOf(of);
  await cause();
  await eventually(
    () => tasksOf(of),
    (tasks) => tasks > before,
  );
}

/** Lets an activity of the case come to its end, and the task that follows it. */
function finished(of: CaseInWorkflow, name: HeldActivity['name']): Promise<void> {
  return task(of, async () => {
    const isIt = (one: HeldActivity) => one.of === of.number && one.name === name;
    await eventually(
      () => held,
      (all) => all.some(isIt),
    );
    const it = held.find(isIt);
    held = held.filter((one) => one !== it);
    it?.finish();
  });
}

/** Other cases take the place of all that the worker had in its memory. */
async function evicted(): Promise<void> {
  for (let others = 0; others < 4; others += 1) {
    const other = await open();
    await eventually(
      () => tasksOf(other),
      (tasks) => tasks > 1,
    );
  }
}

async function openedSlowly(): Promise<CaseInWorkflow> {
  const number = crypto.randomUUID();
  slow.add(number);
  return open(number);
}

async function expectSameOnReplay(opened: CaseInWorkflow): Promise<void> {
  const history = await historyOf(opened);
  const outcomes = await replayedAll([{ workflowId: opened.number, history }]);
  expect([...outcomes]).toEqual([[opened.number, undefined]]);
  expect(chainHolds(recording.timeline(opened.number))).toBe(true);
}

test('a projection that left nothing to do, and the command after it', async () => {
  const opened = await openedSlowly();
  await finished(opened, 'project');
  await evicted();
  const { revision } = await opened.act('accept', { at: now(), by: agent });
  await finished(opened, 'project');
  expect(recording.timeline(opened.number).map(({ type }) => type)).toEqual(['received', 'accepted']);
  expect(revision).toBe(2);
  await expectSameOnReplay(opened);
});

test('facts that came while a projection was under way, and the command after them', async () => {
  const opened = await openedSlowly();
  await task(opened, () => opened.signal('confirm', { at: now(), by: agent }));
  const outcomes = [{ to: 'customer', channel: 'sms', sent: false, detail: 'no such number' }];
  const failed: FailedNotices = { key: `complaint:sample:${opened.number}:1:now`, outcomes, gaveUp: null };
  await task(opened, () => opened.handle.signal(noticesFailedSignal, failed));
  await evicted();
  const { revision } = await opened.act('accept', { at: now(), by: agent });
  await finished(opened, 'project');
  await finished(opened, 'project');

  await evicted();
  await opened.act('answer', { at: now(), by: agent });
  await finished(opened, 'project');
  const types = recording.timeline(opened.number).map(({ type }) => type);
  expect(types.slice(0, 5)).toEqual(['received', 'commandRefused', 'noticeFailed', 'accepted', 'answered']);
  expect(revision).toBe(4);
  await expectSameOnReplay(opened);
});

test('a command whose caller writes, and facts after it', async () => {
  const opened = await openedSlowly();
  await finished(opened, 'project');
  await evicted();
  const command = { ...commandOf('accept', { at: now(), by: agent }), writtenThrough: 1 };
  const step = await opened.handle.executeUpdate<CaseStep, [Command]>('accept', { args: [command] });
  expect(step.events.map(({ type }) => type)).toEqual(['accepted']);

  await evicted();
  await task(opened, () => opened.signal('answer', { at: now(), by: agent }));
  await evicted();
  await task(opened, () => opened.signal('confirm', { at: now(), by: agent }));
  await finished(opened, 'project');
  await finished(opened, 'project');
  const types = recording.timeline(opened.number).map(({ type }) => type);
  expect(types.slice(0, 3)).toEqual(['received', 'accepted', 'answered']);
  await expectSameOnReplay(opened);
});
