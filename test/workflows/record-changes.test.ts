import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { TimelineEvent } from '../../domain/case/event.ts';
import { nextOpening, openCalendar } from '../../domain/deadline/deadline.ts';
import { eventually } from '../support/api/api-client.ts';
import { manager, officer, stale, steward } from '../support/stories/record-change-story.ts';
import { laterBy } from '../support/workflows/case-in-workflow.ts';
import { RecordChangeInWorkflow } from '../support/workflows/record-change-in-workflow.ts';
import { WorkflowLab } from '../support/workflows/workflow-lab.ts';

let lab: WorkflowLab;
beforeAll(async () => {
  lab = await WorkflowLab.start();
});
afterAll(() => lab.stop());

/** A form prepared on the next morning, as the doors open. */
async function prepared(): Promise<{ form: RecordChangeInWorkflow; at: string }> {
  const calendar = await lab.calendar();
  const opened = openCalendar(calendar.calendar);
  const openTime = nextOpening(opened, await lab.now());
  await lab.sleepUntil(nextOpening(opened, laterBy(openTime, 8 * 3_600_000)));
  const at = await lab.now();
  return { form: await RecordChangeInWorkflow.open(lab.client, at, calendar), at };
}

const timeline = (form: RecordChangeInWorkflow, isThere: (events: TimelineEvent[]) => boolean) =>
  eventually(() => lab.recording.timeline(form.number), isThere);
const has = (type: string) => (events: TimelineEvent[]) => events.some((event) => event.type === type);

/** Does nothing until the step's own deadline has passed and the ladder has been told, when the doors open again. */
async function letItBreach(form: RecordChangeInWorkflow, clock: string): Promise<string[]> {
  const running = (await form.view()).clocks.find(({ id, state }) => id === clock && state === 'running');
  if (!running?.dueAt) throw new Error(`${clock} does not run`);
  await lab.sleepUntil(laterBy(running.dueAt, 1000));
  const isMissed = ({ type, data }: TimelineEvent) => type === 'escalated' && 'clock' in data && data.clock === clock;
  const events = await timeline(form, (all) => all.some(isMissed));
  const escalated = events.find(isMissed);
  expect(escalated).toMatchObject({ at: running.dueAt, data: { rung: 1 } });
  const opened = openCalendar((await lab.calendar()).calendar);
  await lab.sleepUntil(laterBy(nextOpening(opened, running.dueAt), 1000));
  const told = () =>
    lab.recording.deliveries
      .filter(({ batch }) => batch.number === form.number)
      .flatMap(({ batch }) => batch.notices)
      .filter(({ escalation }) => escalation?.clock === clock && escalation.rung === 1)
      .map(({ to }) => to);
  return eventually(told, (to) => to.length > 0);
}

describe('a step that nobody takes within its working day goes up the ladder (N-20)', () => {
  test('review and approval to the council secretary, entering and archiving to the manager', async () => {
    const { form } = await prepared();
    expect(await letItBreach(form, 'review')).toEqual(['role:council-secretary']);
    await form.act('review', manager, await lab.now());
    expect(await letItBreach(form, 'approval')).toEqual(['role:council-secretary']);
    await form.act('approve', manager, await lab.now());
    expect(await letItBreach(form, 'entry')).toEqual(['role:manager']);
    await form.act('enter', steward, await lab.now());
    await timeline(form, has('entered'));
    expect(await letItBreach(form, 'archiving')).toEqual(['role:manager']);
    expect(await form.act('archive', officer, await lab.now())).toMatchObject({ status: 'archived' });
    await form.handle.result();
    const breaches = (await form.view()).clocks.filter(({ state }) => state === 'breached').map(({ id }) => id);
    expect(breaches).toEqual(['review', 'approval', 'entry', 'archiving']);
  });

  test('nor is a form that came back left lying: who prepared it and the supervisor hear of it', async () => {
    const { form, at } = await prepared();
    await form.act('reject', manager, at);
    expect(await letItBreach(form, 'amendment')).toEqual(['owner', 'role:supervisor']);
    await form.act('withdraw', officer, await lab.now());
    await form.handle.result();
  });
});

test('a record that has moved brings the form back, and the amended form is entered', async () => {
  const { form, at } = await prepared();
  await form.act('review', manager, at);
  await form.act('approve', manager, at);
  lab.recording.instead.enterRecord = async () => stale as Extract<typeof stale, { outcome: 'stale' }>;
  await form.act('enter', steward, at);
  await timeline(form, has('cameBack'));
  delete lab.recording.instead.enterRecord;
  expect((await form.view()).detail.back).toMatchObject({ why: 'stale' });
  await form.act('amend', officer, at);
  await form.act('review', manager, at);
  await form.act('approve', manager, at);
  await form.act('enter', steward, at);
  await timeline(form, has('entered'));
  expect(await form.act('archive', officer, at)).toMatchObject({ status: 'archived', round: 2 });
});

test('where nobody is there for a step the one above is told at once, also at night', async () => {
  lab.recording.instead.isAnybodyThere = async () => false;
  const { form } = await prepared();
  await timeline(form, has('nobodyCanAct'));
  delete lab.recording.instead.isAnybodyThere;
  const told = () =>
    lab.recording.deliveries
      .filter(({ batch }) => batch.number === form.number)
      .flatMap(({ batch }) => batch.notices)
      .map(({ to, template }) => `${template} ${to}`);
  await eventually(told, (all) => all.includes('record-nobody role:council-secretary'));
});
