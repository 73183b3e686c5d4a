import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { keyOfPeriod, openProcedure } from '../../../application/procedures/open-procedure.ts';
import { keepReport, madeReportId, type ReportContent } from '../../../db/reports/made-reports.ts';
import { systemActor } from '../../../domain/case/command.ts';
import { detailOf } from '../../../domain/details.ts';
import { digest } from '../../../domain/digest.ts';
import type { MeasureName } from '../../../reports/measures.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';
import { ownPack } from '../../support/samples/policies-on-disk.ts';

const organisation = 'development-fund';
const base = `/v1/organisations/${organisation}`;
const [centre, manager] = ['contact-centre.1', 'manager.1'].map((id) => `${organisation}.${id}`) as [string, string];

/** The figures of one measure by channel; null: hidden. */
const figure = (measure: MeasureName, byChannel: Record<string, number | null>) => ({
  measure,
  total: { value: 1, n: 9 },
  by: {
    channel: Object.entries(byChannel).map(([key, value]) =>
      value === null ? { key, value, n: null, hidden: true as const } : { key, value, n: 9 },
    ),
  },
});

/** A quarter as it was kept: by email too little is solved, few said on the telephone what they think, nobody in a letter. */
const content: ReportContent = {
  ...{ organisation, report: 'channel-kpis', rule: 'F-12', from: '2026-07-01', to: '2026-09-30', policies: [3] },
  ...{ countedBefore: '2026-09-30T21:00:00Z', writtenBy: '2026-09-30T21:01:00Z' },
  calendar: { name: 'saudi-arabia', version: 1 },
  figures: {
    cases: 27,
    measures: [
      figure('responseRate', { email: 100, letter: 95, phone: 98 }),
      figure('responseMedian', { email: 30, phone: 60 }),
      figure('solvedShare', { email: 40, phone: 90 }),
      figure('satisfaction', { email: 4.5, phone: null }),
    ],
  },
};
const _id = madeReportId(content);

let api: RunningApi;
let address: string;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation] });
  await api.hire(centre);
  await keepReport(api.database, { _id, ...content, digest: digest(content), madeAt: '2026-10-01T05:00:00Z' });
  const at = new Date(Date.now() - 60_000).toISOString();
  const view = await openProcedure(api.opening, {
    ...{ pack: ownPack(organisation), id: 'channel-performance', ...keyOfPeriod('channel-performance', '2026-Q3') },
    ...{ actor: systemActor, at, details: { period: '2026-Q3', fellDueAt: at, madeUpFor: false, previous: null } },
  });
  address = `${base}/procedures/${view.number}`;
  await api.projected(address, centre, (found) => found.allowed.includes('submit'));
  expect((await api.as(centre).post(`${address}/submit`, { text: 'تحليل أرقام الربع (مثال)' })).status).toBe(200);
  await api.projected(address, centre, (found) => found.allowed.includes('evaluate'));
});
afterAll(() => api.stop());

const evaluate = (more: object) => api.as(centre).post(`${address}/evaluate`, { text: 'قيست القنوات (مثال)', ...more });

test('F-12: nobody types what the frozen report says, and nobody evaluates a channel that it does not have', async () => {
  const typed = await evaluate({ subjects: [{ id: 'email', values: { solved: 99, 'response-rate': 99 } }] });
  expect([typed.refusal, typed.problem.errors]).toEqual([
    '422 Invalid',
    [{ path: 'subjects', message: 'has a value for response-rate, solved, which is taken from the report' }],
  ]);
  const strange = await evaluate({ subjects: [{ id: 'fax', values: {} }] });
  expect(strange.problem.errors).toEqual([{ path: 'subjects', message: 'has fax, which the report does not have' }]);
});

test('F-12: a kept report that somebody has changed since measures nothing', async () => {
  const better = [
    figure('solvedShare', { email: 99 }),
    ...content.figures.measures.filter(({ measure }) => measure !== 'solvedShare'),
  ];
  const set = (measures: object) =>
    api.database.madeReports.collection.updateOne({ _id: _id as never }, { $set: { 'figures.measures': measures } });
  await set(better);
  const changed = await evaluate({});
  expect([changed.refusal, changed.problem.detail]).toEqual([
    '409 NotAllowedNow',
    'The kept report is no longer the one that was frozen. Nothing is measured by it.',
  ]);
  await set(content.figures.measures);
});

test('F-12: the values stand on the case with their source; what is hidden or empty is said, and does not count', async () => {
  // By email fewer are solved than the target asks for.
  expect((await evaluate({})).problem.detail).toBe('a target is missed: recommend what is done about it');
  const recommendations = [
    { text: 'مراجعة معالجة البريد (مثال)', owner: manager, dueOn: '2030-01-06', subject: 'email' },
  ];
  const { status, view } = await evaluate({ recommendations });
  expect(status).toBe(200);
  const [, evaluation] = detailOf(view, 'procedure').steps;
  const minutes = 'response-minutes';
  expect(evaluation?.evaluations).toEqual([
    {
      by: centre,
      from: { figures: { id: _id, digest: digest(content) } },
      subjects: [
        { id: 'email', values: { 'response-rate': 100, [minutes]: 30, solved: 40, satisfaction: 4.5 } },
        {
          ...{ id: 'letter', values: { 'response-rate': 95 } },
          without: { [minutes]: 'nothing', solved: 'nothing', satisfaction: 'nothing' },
        },
        {
          ...{ id: 'phone', values: { 'response-rate': 98, [minutes]: 60, solved: 90 } },
          without: { satisfaction: 'hidden' },
        },
      ],
    },
  ]);
  expect(evaluation?.results).toMatchObject([
    // A fourth of the weight attains a half.
    { id: 'email', attained: 87.5, missed: ['solved'] },
    { id: 'letter', attained: 100, missed: [] },
    { id: 'phone', attained: 100, missed: [], without: { satisfaction: 'hidden' } },
  ]);
  expect(evaluation?.status).toBe('done');
});
