import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startProcedures } from '../../../activities/upkeep/start-procedures.ts';
import { calendarAfter, calendarId, publishCalendarVersion } from '../../../db/organisation/calendars.ts';
import type { CaseView } from '../../../domain/case/view.ts';
import { detailOf } from '../../../domain/details.ts';
import { digest } from '../../../domain/digest.ts';
import { eventually } from '../../support/api/api-client.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';
import { withPacks } from '../../support/api/with-packs.ts';

const organisation = 'sandbox';
const base = `/v1/organisations/${organisation}`;
const supervisor = `${organisation}.supervisor.1`;
const manager = `${organisation}.manager.1`;
const agent = `${organisation}.agent.1`;

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation, 'courier'] });
});
afterAll(() => api.stop());

const day = 24 * 3_600_000;
const ago = (days: number) => new Date(Date.now() - days * day).toISOString();

/** Looks for what fell due in the last so many days, as the worker does. */
function look(days: number) {
  return startProcedures(api.opening, { organisation, after: ago(days) }, new Date());
}

async function weekly(): Promise<CaseView[]> {
  const { items } = (await api.as(manager).get(`${base}/procedures?limit=200`)).as<{ items: CaseView[] }>();
  return items.filter(({ category }) => category === 'weekly-look');
}

describe('what falls due by itself', () => {
  test('starts once for each period, however often anybody looks, and says that nothing ran when it fell due', async () => {
    const { waitMs } = await look(15);
    expect(waitMs).toBeGreaterThan(0);
    expect(waitMs).toBeLessThanOrEqual(6 * 3_600_000);
    const found = await eventually(weekly, ({ length }) => length >= 2);
    const periods = found.map((view) => detailOf(view, 'procedure').period);
    // Fifteen days have two Sundays, or three.
    expect(new Set(periods).size).toBe(periods.length);
    expect(periods.length).toBeGreaterThanOrEqual(2);
    expect(periods.length).toBeLessThanOrEqual(3);
    for (const view of found) {
      const { madeUpFor, fellDueAt } = detailOf(view, 'procedure');
      expect(madeUpFor).toBe(Date.now() - Date.parse(fellDueAt ?? '') > 10 * 60_000);
    }
    await look(15);
    expect(await weekly()).toHaveLength(periods.length);
  });

  test('its report is made as its step begins, and what is accepted in the end is followed (N-15)', async () => {
    await look(8);
    const [one] = await eventually(weekly, ({ length }) => length >= 1);
    const address = `${base}/procedures/${one?.number}`;
    const withReport = await api.projected(address, manager, (view) => {
      const report = detailOf(view, 'procedure').steps[0]?.report;
      return report !== null && report !== 'awaited';
    });
    const { period, steps } = detailOf(withReport, 'procedure');
    expect(steps[0]?.report).toEqual({
      id: `${organisation}/weekly-tickets/${period}`,
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    await readsWhatItFroze(`${base}/reports/weekly-tickets/${period}`, steps[0]?.report);
    const recommendations = [{ text: 'إضافة نافذة خدمة يوم الأحد', owner: agent, dueOn: '2030-01-06' }];
    const submitted = await api.as(supervisor).post(`${address}/submit`, { text: 'ملخص', recommendations });
    expect(submitted.view.allowed).toEqual([]);
    const decision = { recommendation: '1-1', verdict: 'accepted', text: 'مناسب' };
    const decided = await api.as(manager).post(`${address}/decide`, { decisions: [decision] });
    expect([decided.status, decided.view.status]).toEqual([200, 'finished']);
    const [raised] = detailOf(decided.view, 'procedure').recommendations;
    const item = `${base}/followed-items/${raised?.decision?.item}`;
    const read = () => api.as(manager).get(item);
    expect((await eventually(read, ({ status }) => status === 200)).view).toMatchObject({
      owner: agent,
      detail: { dueOn: '2030-01-06' },
    });
    const { words } = (await api.as(agent).get(`${item}/words`)).as<{ words: unknown[] }>();
    expect(JSON.stringify(words)).toContain('إضافة نافذة خدمة يوم الأحد');
  });
});

/** The supervisor, who takes the step and oversees nothing, reads the report of it; the agent, who has no step, does not. */
async function readsWhatItFroze(report: string, frozen: unknown): Promise<void> {
  const json = await api.as(supervisor).get(report);
  expect([json.status, json.as<{ digest: string }>().digest]).toEqual([200, (frozen as { digest: string }).digest]);
  expect((await api.as(supervisor).get(`${report}?format=html`)).text).toContain('<table>');
  // Which complaints are behind a figure goes by the reader’s own rights.
  expect((await api.as(supervisor).get(`${report}/cases?cell=received`)).as()).toEqual({ items: [], nextCursor: null });
  for (const address of [report, `${report}/cases?cell=received`])
    expect((await api.as(agent).get(address)).refusal).toBe('403 Forbidden');
  // Neither another period, nor another report of the same one, nor what is made or checked.
  for (const other of [report.replace(/[^/]*$/, '2020-01-05'), report.replace('weekly-tickets', 'care-screen')])
    expect((await api.as(supervisor).get(other)).refusal).toBe('403 Forbidden');
  expect((await api.as(supervisor).get(`${report}/check`)).refusal).toBe('403 Forbidden');
  expect((await api.as(supervisor).post(report, {})).refusal).toBe('403 Forbidden');
}

test('a week whose day has passed before the calendar reached it is made up for, once, if the policy was in force by then', async () => {
  const lookNow = () => startProcedures(api.opening, { organisation: 'courier', after: ago(0) }, new Date());
  const started = async () => {
    const { items } = (await api.as('courier.manager.1').get('/v1/organisations/courier/procedures?limit=200')).as<{
      items: CaseView[];
    }>();
    const views = items.filter(({ category }) => category === 'weekly-review');
    return views.map((view) => detailOf(view, 'procedure'));
  };
  const [pack] = api.packs.filter(({ id }) => id === 'courier');
  const name = pack?.calendar ?? '';
  const full = await calendarAfter(api.database, 'courier', name, 0);
  if (!full) throw new Error('the courier has a calendar');
  const publish = (version: number, calendar: typeof full.calendar) =>
    publishCalendarVersion(api.database, {
      ...{ _id: calendarId('courier', name, version), organisation: 'courier', name, version, calendar },
      ...{ hash: digest(calendar), publishedAt: ago(0), publishedBy: 'system' },
    });
  await lookNow();
  expect(await started()).toEqual([]);
  await api.database.policies.collection.updateMany({ organisation: 'courier' }, { $set: { publishedAt: ago(100) } });
  await publish(full.version + 1, { ...full.calendar, knownUntil: ago(30).slice(0, 10) });
  await lookNow();
  expect(await started()).toEqual([]);
  await publish(full.version + 2, full.calendar);
  await lookNow();
  const found = await eventually(started, ({ length }) => length >= 1);
  for (const { fellDueAt, madeUpFor } of found) {
    expect(madeUpFor).toBe(Date.now() - Date.parse(fellDueAt ?? '') > 10 * 60_000);
    expect(Date.parse(fellDueAt ?? '')).toBeGreaterThan(Date.now() - 15 * day);
  }
  await lookNow();
  const periods = (await started()).map(({ period }) => period);
  expect(periods.length).toBeGreaterThanOrEqual(found.length);
  expect(new Set(periods).size).toBe(periods.length);
});

test('an organisation without procedures says so, and not that the role is wrong', async () => {
  const answer = await withPacks(
    api,
    (all) => all.filter(({ id, kinds }) => id !== 'courier' || !kinds.procedure),
    () => api.as('courier.agent.1').post('/v1/organisations/courier/procedures', { procedure: 'any', text: 'طلب' }),
  );
  expect(answer.refusal).toBe('409 NotAllowedNow');
});

test('a procedure is started by the people whom the policy names, and by nobody else', async () => {
  const body = { procedure: 'supplier-selection', text: 'اختيار مورد للتدريب' };
  expect((await api.as(agent).post(`${base}/procedures`, body)).refusal).toBe('403 Forbidden');
  expect((await api.as(manager).post(`${base}/procedures`, { ...body, procedure: 'none' })).refusal).toBe(
    '409 NotAllowedNow',
  );
  const weeklyByHand = await api.as(manager).post(`${base}/procedures`, { ...body, procedure: 'weekly-look' });
  expect(weeklyByHand.refusal).toBe('403 Forbidden');
  const started = await api.as(manager).post(`${base}/procedures`, body);
  expect([started.status, started.view.category, started.view.status]).toEqual([201, 'supplier-selection', 'open']);
});

test('one who evaluates names each subject once: twice, it would count twice in the mean', async () => {
  const body = { procedure: 'supplier-selection', text: 'اختيار مورد (مثال)' };
  const { view } = await api.as(supervisor).post(`${base}/procedures`, body);
  const address = `${base}/procedures/${view.number}`;
  const take = (command: string, more: object = {}) =>
    api.as(supervisor).post(`${address}/${command}`, { text: 'نص (مثال)', ...more });
  expect((await take('submit')).status).toBe(200);
  expect((await take('receive')).status).toBe(200);
  const subject = (id: string) => ({ id, values: { quality: 90, cost: 90 } });
  const twice = await take('evaluate', { subjects: ['offer-1', 'offer-2', 'offer-1'].map(subject) });
  expect([twice.refusal, twice.problem.errors]).toEqual([
    '422 Invalid',
    [{ path: 'subjects', message: 'has one of them twice' }],
  ]);
  expect((await take('evaluate', { subjects: ['offer-1', 'offer-2'].map(subject) })).status).toBe(200);
});

describe('N-17: a monthly report is asked for of a month that was over before anything ran', () => {
  const monthly = 'monthly-performance';
  /** The month before the last one; the look of the tests above goes back by fifteen days. */
  const today = new Date(Date.now() + 3 * 3_600_000);
  const monthsAgo = (months: number) =>
    new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - months, 1)).toISOString().slice(0, 7);
  const body = { procedure: monthly, text: 'تقرير شهر سابق (مثال)', period: monthsAgo(2) };
  const start = (changed: object, as = manager) => api.as(as).post(`${base}/procedures`, { ...body, ...changed });

  test('once, by whom the policy names, and only if the month is over', async () => {
    expect((await start({}, supervisor)).refusal).toBe('403 Forbidden');
    expect((await start({ period: undefined })).refusal).toBe('409 Incomplete');
    for (const period of [monthsAgo(0), monthsAgo(-1), monthsAgo(40), '2026-Q1', '2026', '2026-02-31', '0001-01']) {
      expect([period, (await start({ period })).refusal]).toEqual([period, '409 NotAllowedNow']);
    }
    expect((await start({ period: 'last month' })).refusal).toBe('422 Invalid');
    expect((await start({ procedure: 'policy-change' })).refusal).toBe('409 NotAllowedNow');
    const started = await start({});
    expect(started.status).toBe(201);
    expect(detailOf(started.view, 'procedure')).toMatchObject({ period: body.period, madeUpFor: true });
    for (const changed of [{}, { text: 'مرة أخرى (مثال)' }]) {
      expect((await start(changed)).refusal).toBe('409 NotAllowedNow');
    }
    const address = `${base}/procedures/${started.view.number}`;
    const made = await api.projected(address, manager, (view) => {
      const { report } = detailOf(view, 'procedure').steps[0] ?? {};
      return report !== null && report !== 'awaited';
    });
    const [step] = detailOf(made, 'procedure').steps;
    expect(step?.report).toMatchObject({ id: `${organisation}/${monthly}/${body.period}-01` });
  });

  test('what it defers waits in the next one, whose decider reads it and accepts it with a date that lies ahead', async () => {
    const quality = `${organisation}.quality.1`;
    /** Started, made and reviewed, so that only a decision is missing. */
    const untilDecision = async (period: string, recommendations: object[]) => {
      const { number } = (await start({ period })).view;
      const at = `${base}/procedures/${number}`;
      await api.projected(at, manager, (view) => {
        const { report } = detailOf(view, 'procedure').steps[0] ?? {};
        return report !== null && report !== 'awaited';
      });
      const submitted = await api.as(supervisor).post(`${at}/submit`, { text: 'التقرير (مثال)', recommendations });
      const { approval } = detailOf(submitted.view, 'procedure').steps[1] ?? {};
      const reviewed = await api
        .as(quality)
        .post(`${at}/review`, {}, { headers: { 'if-match': `"${approval?.digest}"` } });
      expect([submitted.status, reviewed.status]).toEqual([200, 200]);
      return { at, number, view: reviewed.view };
    };
    const text = 'تمديد ساعات مركز الاتصال (مثال)';
    const first = await untilDecision(monthsAgo(5), [{ text, owner: agent, dueOn: '2030-01-06' }]);
    const deferral = { recommendation: '1-1', verdict: 'deferred', text: 'بعد اعتماد الميزانية (مثال)' };
    const { view } = await api.as(manager).post(`${first.at}/decide`, { decisions: [deferral] });
    expect(view.status).toBe('finished');
    await api.projected(first.at, manager, ({ status }) => status === 'finished');

    const next = await untilDecision(monthsAgo(4), []);
    const raised = detailOf(next.view, 'procedure').recommendations;
    expect(raised).toMatchObject([{ id: '0-1', owner: agent, from: { number: first.number, id: '1-1' } }]);
    const { words } = (await api.as(manager).get(`${next.at}/words`)).as<{ words: unknown[] }>();
    expect(JSON.stringify(words)).toContain(text);
    const accepting = { recommendation: '0-1', verdict: 'accepted', text: 'اعتُمدت الميزانية (مثال)' };
    const late = await api
      .as(manager)
      .post(`${next.at}/decide`, { decisions: [{ ...accepting, dueOn: '2026-01-01' }] });
    expect(late.refusal).toBe('422 Invalid');
    const decided = await api.as(manager).post(`${next.at}/decide`, { decisions: [accepting] });
    expect([decided.status, decided.view.status]).toEqual([200, 'finished']);
    const { item } = detailOf(decided.view, 'procedure').recommendations[0]?.decision ?? {};
    const read = () => api.as(manager).get(`${base}/followed-items/${item}`);
    const source = { kind: 'procedure', number: first.number, part: '1-1' };
    expect((await eventually(read, ({ status }) => status === 200)).view).toMatchObject({ detail: { source } });
  });

  test('and what falls due by itself finds that it has been started', async () => {
    const started = await start({ period: monthsAgo(3) });
    await api.projected(`${base}/procedures/${started.view.number}`, manager, () => true);
    await look(130);
    const { items } = (await api.as(manager).get(`${base}/procedures?limit=200`)).as<{ items: CaseView[] }>();
    const of = items.filter(({ category }) => category === monthly).map((view) => detailOf(view, 'procedure').period);
    expect(of).toEqual([...new Set(of)]);
    expect(of).toEqual(expect.arrayContaining([monthsAgo(2), monthsAgo(3)]));
  });
});
