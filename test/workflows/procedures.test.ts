import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { nextOpening, openCalendar } from '../../domain/deadline/deadline.ts';
import { detailOf } from '../../domain/details.ts';
import type { Procedure } from '../../packs/kinds/procedure/schema.ts';
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

type ByCalendar = NonNullable<Procedure['trigger']['calendar']>;
type Every = Extract<ByCalendar, { every: unknown }>;

const rules = Object.entries(pack.kinds.procedure ?? {}).flatMap(
  ([
    id,
    {
      trigger: { calendar },
    },
  ]) => (calendar ? [{ id, calendar }] : []),
);

/** What a period is called, counted by hand: by a date in it. */
function nameOf(every: Every['every'], date: Date): string {
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  switch (every) {
    case 'week':
      return new Date(date.getTime() - date.getUTCDay() * day).toISOString().slice(0, 10);
    case 'month':
      return date.toISOString().slice(0, 7);
    case 'quarter':
      return `${year}-Q${Math.floor(month / 3) + 1}`;
    case 'half-year':
      return `${year}-H${month < 6 ? 1 : 2}`;
    case 'year':
      return `${year}`;
  }
}

/** The periods that fall due for sure between two instants: those that begin between them, and whose day cannot lie after them. */
function periodsOf({ every, on, about }: Every, from: string, to: string): string[] {
  const dates: Date[] = [];
  for (let at = Date.parse(from) - 400 * day; at < Date.parse(to); at += day) dates.push(new Date(at));
  const names = [...new Set(dates.map((date) => nameOf(every, date)))];
  return names.flatMap((name, place) => {
    const inIt = dates.filter((date) => nameOf(every, date) === name);
    const [first, last] = [inIt[0]?.toISOString() ?? '', inIt.at(-1)?.toISOString() ?? ''];
    const isDayKnown = 'workingDay' in on && on.workingDay > 0;
    // In a fortnight there are the first working days of a period. Any other day of it may be its last.
    const dueBefore = isDayKnown ? laterBy(first, 14 * day) : laterBy(last, 7 * day);
    const named = about === 'this' ? name : names[place - 1];
    return named !== undefined && first > laterBy(from, day) && dueBefore < to ? [named] : [];
  });
}

/** The days on which an occurrence falls due for sure that follows the end of the one before it. */
function daysOf({ monthsAfterEnd, first }: Exclude<ByCalendar, Every>, ends: (string | null)[], to: string): string[] {
  const again = ends.flatMap((end) => {
    if (end === null) return [];
    // The local day in Riyadh, so many months on.
    const on = new Date(laterBy(end, 3 * 3_600_000));
    on.setUTCMonth(on.getUTCMonth() + monthsAfterEnd);
    return [on.toISOString().slice(0, 10)];
  });
  return [first, ...again].filter((date) => laterBy(`${date}T00:00:00Z`, 7 * day) < to);
}

/** What should have begun by calendar between two instants, and what of it has not. */
function byCalendar(found: ReturnType<typeof told>, { from, to }: { from: string; to: string }) {
  const owed = rules.map(({ id, calendar }) => {
    const ends = found.filter((one) => one.id === id).map(({ view }) => view.closedAt);
    return { id, periods: 'every' in calendar ? periodsOf(calendar, from, to) : daysOf(calendar, ends, to) };
  });
  const begun = new Set(found.map(({ id, period }) => `${id}/${period}`));
  const missing = owed
    .flatMap(({ id, periods }) => periods.map((period) => `${id}/${period}`))
    .filter((one) => !begun.has(one));
  return { owed, missing };
}

test('nobody is late: every period exists once, nobody is escalated to, and every product is in its place', async () => {
  const all = await ProceduresInWorkflow.begin(lab, pack);
  const { from, to } = await letMonthsPass(fourteen, () => all.takeSteps(() => true));
  await all.end();
  const found = told(all);
  expect(new Set(found.map(({ id, period }) => `${id}/${period}`)).size).toBe(found.length);
  const { owed, missing } = byCalendar(found, { from, to });
  expect(missing).toEqual([]);
  // In fourteen months each of them falls due at least once.
  expect(owed.filter(({ periods }) => periods.length === 0)).toEqual([]);
  const kinds = rules.map(({ calendar }) => ('every' in calendar ? calendar.every : 'months after the end'));
  expect([...new Set(kinds)].sort()).toEqual(['half-year', 'month', 'months after the end', 'quarter', 'week', 'year']);
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
  const lived = await letMonthsPass(months, () =>
    all.takeSteps((view, step) => {
      const clock = view.clocks.findLast(({ id }) => id === step.id || id.startsWith(`${step.id}-`));
      return clock?.rungs.every(({ firedAt }) => firedAt !== null) ?? false;
    }),
  );
  await all.end();
  const found = told(all);
  expect(new Set(found.map(({ id, period }) => `${id}/${period}`)).size).toBe(found.length);
  const { owed, missing } = byCalendar(found, lived);
  expect(missing).toEqual([]);
  expect(owed.flatMap(({ periods }) => periods).length).toBeGreaterThan(0);
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
