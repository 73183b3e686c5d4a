import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { nextOpening, openCalendar } from '../../domain/deadline/deadline.ts';
import { detailOf } from '../../domain/details.ts';
import { ownPack } from '../support/samples/policies-on-disk.ts';
import { laterBy } from '../support/workflows/case-in-workflow.ts';
import { ProceduresInWorkflow } from '../support/workflows/procedures-in-workflow.ts';
import { WorkflowLab } from '../support/workflows/workflow-lab.ts';

/** More than a year, so that whatever comes once a year comes again. */
const fourteen = 14;
const months = process.env.INAYA_LONG === '1' ? fourteen : 2;
const day = 24 * 3_600_000;

let lab: WorkflowLab;
beforeAll(async () => {
  lab = await WorkflowLab.start();
});
afterAll(() => lab.stop());

const pack = ownPack('neighbourhood-centres');

/** Lets the months pass, an hour after each opening at a time. */
async function letMonthsPass(count: number, eachDay: () => Promise<void>): Promise<{ from: string; to: string }> {
  const opened = openCalendar((await lab.calendar()).calendar);
  const from = await lab.now();
  const to = laterBy(from, count * 30.5 * day);
  for (let now = from; now < to; now = await lab.now()) {
    await lab.sleepUntil(laterBy(nextOpening(opened, laterBy(now, 9 * 3_600_000)), 3_600_000));
    await eachDay();
  }
  return { from, to };
}

/** Each occurrence, and how often each rung of each of its clocks has fired. */
function told({ started }: ProceduresInWorkflow) {
  return started.map(({ id, period, view }) => {
    const events = lab.recording.timeline(view.number);
    const rungs = events
      .filter(({ type }) => type === 'warned' || type === 'escalated')
      .map(({ data }) => {
        const { clock, rung } = data as { clock: string; rung: number };
        return `${clock}/${rung}`;
      });
    return { id, period, view, rungs };
  });
}

/** Every period of a rule by the calendar of the test, counted by hand: its first days. */
function firstsOfMonths(from: string, to: string): string[] {
  const firsts: string[] = [];
  for (
    let date = new Date(`${from.slice(0, 7)}-01T00:00:00Z`);
    date.toISOString() < to;
    date.setUTCMonth(date.getUTCMonth() + 1)
  ) {
    firsts.push(date.toISOString().slice(0, 7));
  }
  return firsts;
}

test('nobody is late: every period exists once, nobody is escalated to, and every product is in its place', async () => {
  const all = await ProceduresInWorkflow.begin(lab, pack);
  const { from, to } = await letMonthsPass(fourteen, () => all.takeSteps(() => true));
  await all.end();
  const found = told(all);
  expect(new Set(found.map(({ id, period }) => `${id}/${period}`)).size).toBe(found.length);
  const monthly = Object.entries(pack.kinds.procedure ?? {}).filter(
    ([, { trigger }]) => trigger.calendar && 'every' in trigger.calendar && trigger.calendar.every === 'month',
  );
  expect(monthly.length).toBeGreaterThan(0);
  // A month at either end may have begun before the first day, or fall due after the last.
  const inside = firstsOfMonths(from, to).slice(1, -2);
  for (const [id] of monthly) {
    const periods = found.filter((one) => one.id === id).map(({ period }) => period);
    expect(inside.filter((month) => !periods.includes(month))).toEqual([]);
  }
  expect(found.flatMap(({ view }) => view.clocks.filter(({ breachedAt }) => breachedAt !== null))).toEqual([]);
  const left = found.filter(({ view }) => view.status === 'open');
  // What began on the last day may wait for people of the next one.
  expect(left.every(({ view }) => Date.parse(to) - Date.parse(view.openedAt) < 3 * day)).toBe(true);
  for (const { view } of found.filter(({ view }) => view.status === 'finished')) {
    for (const { status, contributions, approval } of detailOf(view, 'procedure').steps) {
      if (status === 'done') expect(contributions.length + (approval?.decisions.length ?? 0)).toBeGreaterThan(0);
    }
  }
}, 900_000);

test('everybody is late once: each breach stands, and each rung is told once', async () => {
  const all = await ProceduresInWorkflow.begin(lab, pack);
  await letMonthsPass(months, () =>
    all.takeSteps((view, step) => {
      const clock = view.clocks.findLast(({ id }) => id === step.id || id.startsWith(`${step.id}-`));
      return clock?.rungs.every(({ firedAt }) => firedAt !== null) ?? false;
    }),
  );
  await all.end();
  const found = told(all);
  expect(new Set(found.map(({ id, period }) => `${id}/${period}`)).size).toBe(found.length);
  expect(found.filter(({ rungs }) => new Set(rungs).size < rungs.length)).toEqual([]);
  const finished = found.filter(({ view }) => view.status === 'finished');
  expect(finished.length).toBeGreaterThan(0);
  for (const { view, rungs } of finished) {
    for (const { id, startedAt, breachedAt, rungs: ladder } of view.clocks.filter(
      ({ startedAt: begun }) => begun !== null,
    )) {
      expect([view.number, id, startedAt !== null && breachedAt !== null]).toEqual([view.number, id, true]);
      expect(ladder.map((_, rung) => rungs.filter((one) => one === `${id}/${rung}`).length)).toEqual(
        ladder.map(() => 1),
      );
    }
  }
}, 900_000);
