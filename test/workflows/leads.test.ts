import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { chainHolds, type TimelineEvent } from '../../domain/case/event.ts';
import { nextOpening, openCalendar } from '../../domain/deadline/deadline.ts';
import { eventually } from '../support/api/api-client.ts';
import { manager, officer } from '../support/stories/lead-story.ts';
import { laterBy } from '../support/workflows/case-in-workflow.ts';
import { LeadInWorkflow } from '../support/workflows/lead-in-workflow.ts';
import { WorkflowLab } from '../support/workflows/workflow-lab.ts';

let lab: WorkflowLab;
beforeAll(async () => {
  lab = await WorkflowLab.start();
});
afterAll(() => lab.stop());

const week = 7 * 24 * 3_600_000;
const weeks = 156;
/** Weeks in which the manager is away: alone, and two and three together. */
const unreviewed = new Set([9, 20, 21, 50, 77, 78, 79, 120]);

/** A lead that is identified on the next morning, as the doors open. */
async function identified(continueAfter?: number): Promise<{ lead: LeadInWorkflow; at: string }> {
  const calendar = await lab.calendar();
  const opened = openCalendar(calendar.calendar);
  const openTime = nextOpening(opened, await lab.now());
  await lab.sleepUntil(nextOpening(opened, laterBy(openTime, 8 * 3_600_000)));
  const at = await lab.now();
  const lead = await LeadInWorkflow.open(lab.client, { at, calendar, ...(continueAfter ? { continueAfter } : {}) });
  return { lead, at };
}

const clockOf = ({ data }: TimelineEvent) => ('clock' in data ? String(data.clock) : '');

test('a lead of three years with a contact a week loses no message, no clock and no rung, over many runs (N-06)', async () => {
  const { lead, at: start } = await identified(110);
  await lead.act('follow', officer, start);
  const signalled: string[] = [];
  for (let place = 1; place <= weeks; place += 1) {
    const at = laterBy(start, place * week);
    await lab.sleepUntil(at);
    signalled.push(await lead.signal('log-contact', officer, at));
    if (!unreviewed.has(place)) await lead.act('review', manager, at);
  }
  await lead.act('cancel', manager, laterBy(start, weeks * week + 1000));
  await lead.handle.result();
  const events = lab.recording.timeline(lead.number);
  const ofType = (...types: string[]) => events.filter(({ type }) => types.includes(type));

  // The timeline is one, and every message stands in it once.
  expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1));
  expect(chainHolds(events)).toBe(true);
  expect(ofType('contactLogged').map(({ commandId }) => commandId)).toEqual(signalled);
  // Every week is reviewed, or is one fact.
  expect(ofType('reviewed')).toHaveLength(weeks - unreviewed.size);
  const missed = ofType('weekMissed').map(({ at }) => Math.floor((Date.parse(at) - Date.parse(start)) / week));
  expect(missed).toEqual([...unreviewed]);
  // Every clock that started has come to its end, and each of its rungs fired once if it was missed.
  const isWeekly = (event: TimelineEvent) => clockOf(event).startsWith('week');
  const started = ofType('clockStarted').filter(isWeekly).map(clockOf);
  expect(started).toHaveLength(weeks + 1);
  expect(new Set(ofType('clockMet', 'clockStoppedLate', 'clockCancelled').filter(isWeekly).map(clockOf))).toEqual(
    new Set(started),
  );
  const breached = ofType('breached').map(clockOf);
  expect(breached).toHaveLength(unreviewed.size);
  for (const clock of breached) {
    const rungs = ofType('warned', 'escalated').filter((event) => clockOf(event) === clock);
    expect(rungs.map(({ data }) => (data as { rung: number }).rung)).toEqual([0, 1, 2]);
  }
  // It went over many runs, and what it carries from one to the next stays small.
  const { runId } = await lead.handle.describe();
  const [first] = lab.recording.projections.filter(({ projection }) => projection.view.number === lead.number);
  expect(first).toBeDefined();
  expect(await runsBefore(lead, runId)).toBeGreaterThan(10);
  expect((await lead.view()).clocks.length).toBeLessThan(12);
});

/** How many runs came before this one. */
async function runsBefore(lead: LeadInWorkflow, last: string): Promise<number> {
  let count = 0;
  for (let run: string | undefined = last; ; count += 1) {
    const { events } = await lab.client.workflow.getHandle(lead.handle.workflowId, run).fetchHistory();
    run = events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId || undefined;
    if (!run) return count;
  }
}

test('a pledged payment that has not come by the end of its day opens an urgent complaint of ours (N-25)', async () => {
  const { lead, at } = await identified();
  lab.recording.instead.matchFunding = async () => ({ received: '0.00', contributions: 0 });
  await lead.act('follow', officer, at);
  await lead.act('attach', officer, at);
  const dueOn = laterBy(at, week).slice(0, 10);
  const complaint = `complaint-${lead.number}`;
  await lead.act('close', manager, at, { payments: [{ dueOn, amount: '1000.00', complaint }] });
  await lab.sleepUntil(laterBy(at, 2 * week));
  const events = await eventually(
    () => lab.recording.timeline(lead.number),
    (all) => all.some(({ type }) => type === 'pledgeMissed'),
  );
  delete lab.recording.instead.matchFunding;
  expect(events.find(({ type }) => type === 'paymentDue')?.at).toBe(`${dueOn}T21:00:00Z`);
  const opened = await eventually(
    () => lab.recording.timeline(complaint),
    (all) => all.length > 0,
  );
  expect(opened[0]).toMatchObject({
    type: 'received',
    data: { priority: 'urgent', linkedTo: { number: lead.number } },
  });
  expect(lab.recording.deliveries.filter(({ batch }) => batch.number === complaint)).toEqual([]);
  await lead.act('cancel', manager, laterBy(at, 2 * week));
  await lead.handle.result();
});
