import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { digestAnew, makeReport } from '../../../application/reports/made/make-report.ts';
import { periodAround } from '../../../reports/periods.ts';
import { driven, opened } from '../../support/api/complaints.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';

const organisation = 'neighbourhood-centres';
const monthly = 'monthly-performance';
const { from } = periodAround('month', new Date(Date.now() + 3 * 3_600_000).toISOString().slice(0, 10));
/** When this month and the next one are over. */
const later = new Date(Date.now() + 70 * 86_400_000);

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation] });
  const closed = await driven(api, organisation, [
    ['accept', {}],
    ['find-party', { party: 'centre-affairs', analysis: 'أسباب التأخر في الموعد (مثال)' }],
    ['answer', { text: 'حل (مثال)', solved: true }],
  ]);
  const open = await opened(api, organisation, { about: [`${organisation}.quality.1`] });
  await api.projected(closed.address, `${organisation}.manager.1`, ({ status }) => status === 'answered');
  await api.projected(open.address, `${organisation}.manager.1`, () => true);
});
afterAll(() => api.stop());

test('N-17: a report is made once its period is over, kept, and comes out again with the same digest', async () => {
  const make = (now: Date) => makeReport(api.database, organisation, monthly, { from }, now);
  await expect(make(new Date())).rejects.toThrow('a minute after the end of its period');
  const made = await make(later);
  expect(made.id).toBe(`${organisation}/${monthly}/${from}`);
  expect(made.content).toMatchObject({ rule: 'N-17', from, policies: [2], figures: { cases: 2 } });
  const worth = (name: string) => made.content.figures.measures.find(({ measure }) => measure === name)?.total.value;
  expect([worth('received'), worth('answered'), worth('closed'), worth('solvedShare')]).toEqual([2, 1, 0, null]);
  expect(await digestAnew(api.database, made)).toBe(made.digest);
  // What is written afterwards changes nothing of it, although it counts from an instant of the period.
  const before = { ...made, content: { ...made.content, writtenBy: new Date().toISOString() } };
  const digest = await digestAnew(api.database, before);
  const third = await opened(api, organisation);
  await api.projected(third.address, `${organisation}.manager.1`, () => true);
  expect(await digestAnew(api.database, before)).toBe(digest);
  expect(await digestAnew(api.database, made)).not.toBe(made.digest);
  expect(await make(new Date(later.getTime() + 86_400_000))).toEqual(made);
});
