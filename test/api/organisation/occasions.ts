import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startProcedures } from '../../../activities/upkeep/start-procedures.ts';
import { caseNumber } from '../../../application/cases/case-number.ts';
import { keyOfPeriod, openProcedure } from '../../../application/procedures/open-procedure.ts';
import { caseId } from '../../../db/cases/cases.ts';
import { keepRound } from '../../../db/leads/lead-rounds.ts';
import { systemActor } from '../../../domain/case/command.ts';
import { type CaseView, projectionOf } from '../../../domain/case/view.ts';
import { detailOf } from '../../../domain/details.ts';
import { procedureSliceFor } from '../../../packs/kinds/procedure/pinned-policy.ts';
import { eventually } from '../../support/api/api-client.ts';
import { opened } from '../../support/api/complaints.ts';
import { type RunningApi, secret, startApi } from '../../support/api/running-api.ts';
import { person } from '../../support/samples/people.ts';
import { ownPack } from '../../support/samples/policies-on-disk.ts';
import { ProcedureStory } from '../../support/stories/procedure-story.ts';

const fund = 'development-fund';
const centres = 'neighbourhood-centres';

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: [fund, centres] });
  await api.hire(`${fund}.contact-centre.1`);
});
afterAll(() => api.stop());

const hour = 3_600_000;
const ago = (hours: number) => new Date(Date.now() - hours * hour).toISOString().replace(/\.\d+Z/, 'Z');

function look(organisation: string, after = ago(1)) {
  return startProcedures(api.opening, { organisation, after }, new Date());
}

/** The occurrences of a procedure, once there are as many as expected. */
async function begun(organisation: string, procedure: string, who: string, count = 1): Promise<CaseView[]> {
  const read = async () => {
    const { items } = (await api.as(who).get(`/v1/organisations/${organisation}/procedures?limit=200`)).as<{
      items: CaseView[];
    }>();
    return items.filter(({ category }) => category === procedure);
  };
  return eventually(read, ({ length }) => length >= count);
}

test('F-13: each vendor that misses a standard starts its correction, once', async () => {
  const policy = procedureSliceFor(ownPack(fund), 'vendor-evaluation');
  if (!policy) throw new Error('the fund evaluates vendors');
  const story = new ProcedureStory({ at: ago(3), policy });
  const values = { 'response-rate': 95, quality: 85, punctuality: 95, cost: 100 };
  const subjects = [
    { id: 'al-noor', values: { ...values, quality: 60 } },
    { id: 'al-fajr', values },
  ];
  const recommendations = [{ id: '1-1', owner: 'x', dueOn: '2030-06-01', subject: 'al-noor' }];
  story.act('evaluate', person('a', 'contact-centre'), ago(2), { subjects });
  story.act('evaluate', person('b', 'quality'), ago(2), { subjects, recommendations });
  const number = caseNumber(secret, 'DF', 'T', ['an evaluation']);
  const projection = projectionOf(story.kind, story.record);
  const view = { ...projection.view, number, organisation: fund };
  const stored = { ...projection, _id: caseId(fund, number), organisation: fund, number, view };
  await api.database.cases.collection.insertOne({ ...stored, revision: 1, sequence: 1 } as never);
  const { waitMs } = await look(fund);
  expect(waitMs).toBeLessThanOrEqual(15 * 60_000);
  const manager = `${fund}.manager.1`;
  const [correction] = await begun(fund, 'vendor-correction', manager);
  expect(detailOf(correction as CaseView, 'procedure')).toMatchObject({
    cause: { event: 'target-missed', number, part: 'al-noor' },
    period: null,
    fellDueAt: detailOf(view, 'procedure').steps[0]?.endedAt,
    madeUpFor: true,
  });
  await look(fund);
  expect(await begun(fund, 'vendor-correction', manager)).toHaveLength(1);
});

test('a complaint whose clock is missed starts what looks into it; its number is for those who may read it', async () => {
  const { number } = await opened(api, fund);
  const _id = caseId(fund, number) as never;
  await api.projected(`/v1/organisations/${fund}/complaints/${number}`, `${fund}.agent.1`, () => true);
  const breachedAt = ago(1 / 4);
  const missed = { 'view.clocks.0.breachedAt': breachedAt, 'view.clocks.0.id': 'answer', breached: true };
  await api.database.cases.collection.updateOne({ _id }, { $set: missed });
  await look(fund);
  const [late] = await begun(fund, 'late-solution', `${fund}.manager.1`);
  // A quarter of an hour is the time between two looks: nothing was missed.
  expect(detailOf(late as CaseView, 'procedure')).toMatchObject({
    cause: { event: 'breach', number, part: 'answer' },
    fellDueAt: breachedAt,
    madeUpFor: false,
  });
});

test('after an outage of ten days what was missed in it is found, is made up for, and says when it was missed', async () => {
  const { number } = await opened(api, fund);
  const _id = caseId(fund, number) as never;
  await api.projected(`/v1/organisations/${fund}/complaints/${number}`, `${fund}.agent.1`, () => true);
  const breachedAt = ago(9 * 24);
  const missed = { 'view.clocks.0.breachedAt': breachedAt, 'view.clocks.0.id': 'answer', breached: true };
  await api.database.cases.collection.updateOne({ _id }, { $set: missed });
  const ofIt = async () => {
    const details = (await begun(fund, 'late-solution', `${fund}.manager.1`, 0)).map((view) =>
      detailOf(view, 'procedure'),
    );
    return details.filter(({ cause }) => cause?.number === number);
  };
  await look(fund);
  expect(await ofIt()).toEqual([]);
  await look(fund, ago(10 * 24));
  const [late] = await eventually(ofIt, ({ length }) => length > 0);
  expect(late).toMatchObject({ fellDueAt: breachedAt, madeUpFor: true });
});

test('a programme that has ended starts its final report, once, and one that goes on does not', async () => {
  const dateAt = (hours: number) => ago(hours).slice(0, 10);
  const of = { organisation: centres, name: { ar: 'برنامج', en: 'Programme' }, centre: 'مركز', startsOn: '2020-01-01' };
  for (const [code, endsOn] of [
    ['ended', dateAt(72)],
    ['long-ended', dateAt(30 * 24)],
    ['goes-on', dateAt(-72)],
  ])
    await api.database.programmes.collection.insertOne({
      ...{ ...of, _id: `${centres}/${code}`, code, endsOn, fundingNeeded: null },
      ...{ changedBy: `${centres}.manager.1`, changedAt: ago(1) },
    } as never);
  await look(centres);
  await look(centres);
  const found = await begun(centres, 'programme-closing', `${centres}.manager.1`);
  expect(found.map((view) => detailOf(view, 'procedure').cause)).toEqual([{ event: 'programme-ended', part: 'ended' }]);
  // Midnight in Riyadh after its last day.
  const endedAt = new Date(`${dateAt(48)}T00:00:00+03:00`);
  const [closing] = found.map((view) => detailOf(view, 'procedure'));
  expect([Date.parse(closing?.fellDueAt ?? ''), closing?.madeUpFor]).toEqual([endedAt.getTime(), true]);
  await look(centres, ago(40 * 24));
  const parts = async () =>
    (await begun(centres, 'programme-closing', `${centres}.manager.1`)).map(
      (view) => detailOf(view, 'procedure').cause?.part,
    );
  expect((await eventually(parts, ({ length }) => length > 1)).sort()).toEqual(['ended', 'long-ended']);
});

test('N-03: a review that was withdrawn does not put the next one off: that falls due twelve months after the last that was finished', async () => {
  const policy = procedureSliceFor(ownPack(centres), 'manual-review');
  if (!policy) throw new Error('the centres review their manual');
  const days = (count: number) => ago(24 * count);
  for (const [id, status, openedAt, closedAt] of [
    ['a review', 'finished', days(420), days(400)],
    ['another one', 'withdrawn', days(30), days(20)],
  ] as const) {
    const { kind, record } = new ProcedureStory({ at: openedAt, policy });
    const number = caseNumber(secret, 'NC', 'T', [id]);
    const projection = projectionOf(kind, record);
    const view = { ...projection.view, number, organisation: centres, status, openedAt, closedAt };
    const stored = { ...projection, _id: caseId(centres, number), organisation: centres, number, view };
    await api.database.cases.collection.insertOne({ ...stored, revision: 1, sequence: 1 } as never);
  }
  await look(centres);
  const reviews = await begun(centres, 'manual-review', `${centres}.manager.1`, 3);
  const owed = reviews
    .map((view) => ({ ...view, ...detailOf(view, 'procedure') }))
    .filter(({ status }) => status === 'open');
  expect(owed).toMatchObject([{ madeUpFor: true }]);
  expect(Math.abs(Date.parse(owed[0]?.fellDueAt ?? '') - Date.parse(days(19)))).toBeLessThan(5 * 24 * hour);
});

test('N-07: the step of a half year is done once the round of leads of that half year has been opened', async () => {
  const pack = ownPack(centres);
  const manager = `${centres}.manager.1`;
  const view = await openProcedure(api.opening, {
    ...{ pack, id: 'programme-portfolio', ...keyOfPeriod('programme-portfolio', '2026-H2'), actor: systemActor },
    at: ago(1),
    details: { period: '2026-H2', fellDueAt: ago(1), madeUpFor: false, previous: null },
  });
  const address = `/v1/organisations/${centres}/procedures/${view.number}`;
  await api.projected(address, manager, ({ status }) => status === 'open');
  expect((await api.as(manager).post(`${address}/receive`, { text: 'وصلت المحفظة (مثال)' })).status).toBe(200);
  const named = () => api.as(manager).post(`${address}/carry-out`, { text: 'سُمّي المانحون (مثال)' });
  const round = { organisation: centres, programme: 'p', lead: 'NC-L-AAAAA-AAAAAA', prospects: [] };
  await keepRound(api.database, { ...round, period: '2026-H1', receivedAt: ago(1), receivedBy: manager });
  const early = await named();
  expect(early.problem.detail).toBe('Open the round of leads of 2026-H2 first: that is how this step is done.');
  await keepRound(api.database, { ...round, period: '2026-H2', receivedAt: ago(1), receivedBy: manager });
  expect((await named()).view.status).toBe('finished');
});

test('N-16: an answer whose review is past starts its review, once a version; it is done once that was approved anew or withdrawn', async () => {
  const base = `/v1/organisations/${fund}/knowledge/refund`;
  const [quality, manager] = [`${fund}.quality.1`, `${fund}.manager.1`];
  const content = {
    question: { ar: 'كيف أستعيد المبلغ؟', en: 'How do I get a refund?' },
    answer: { ar: 'بطلب يقدم عبر الموقع (مثال).', en: 'Ask for it on the web site.' },
  };
  const approve = async (after: number) => {
    const proposed = await api.as(`${fund}.agent.1`).post(`${base}/propose`, { after, ...content });
    const { proposal } = proposed.as<{ proposal: { digest: string } }>();
    const headers = { 'if-match': `"${proposal.digest}"` };
    expect((await api.as(manager).post(`${base}/approve`, {}, { headers })).status).toBe(200);
  };
  /** Another day than the approval gave it. */
  const reviewOn = (day: string) =>
    api.database.knowledge.collection.updateOne(
      { _id: `${fund}/refund` as never },
      { $set: { 'published.nextReviewOn': day, sortKey: `${day}/refund` } },
    );
  /** The reviews that have begun, by the versions that they are about. */
  const reviews = async (count: number) => {
    await look(fund);
    const found = await begun(fund, 'answer-review', manager, count);
    return new Map(found.map((view) => [detailOf(view, 'procedure').cause?.version, view]));
  };
  const done = (view: CaseView | undefined) =>
    api.as(quality).post(`/v1/organisations/${fund}/procedures/${view?.number}/carry-out`, { text: 'رُوجع (مثال)' });

  await approve(0);
  // In Riyadh it is the next day from nine in the evening on, UTC.
  const today = new Date(Date.now() + 3 * hour).toISOString().slice(0, 10);
  await reviewOn(today);
  expect([...(await reviews(0)).keys()]).toEqual([]);
  const past = ago(30 * 24).slice(0, 10);
  await reviewOn(past);
  const first = (await reviews(1)).get(1);
  expect(detailOf(first as CaseView, 'procedure')).toMatchObject({
    cause: { event: 'knowledge-review-due', part: 'refund', version: 1 },
    ...{ period: null, madeUpFor: true },
  });
  // Midnight in Riyadh after the day of its review.
  const fellDueAt = Date.parse(detailOf(first as CaseView, 'procedure').fellDueAt ?? '');
  expect(fellDueAt).toBe(Date.parse(`${past}T00:00:00+03:00`) + 24 * hour);
  expect((await reviews(1)).size).toBe(1);
  expect((await done(first)).problem.detail).toBe(
    'Have entry refund approved anew, or take it back, first: that is how this step is done.',
  );
  await approve(1);
  expect((await done(first)).view.status).toBe('finished');

  await reviewOn(past);
  const second = (await reviews(2)).get(2);
  expect((await done(second)).refusal).toBe('409 Incomplete');
  expect((await api.as(manager).post(`${base}/retire`, { reason: 'انتهت الخدمة (مثال)' })).status).toBe(200);
  expect((await done(second)).view.status).toBe('finished');
  expect((await reviews(2)).size).toBe(2);
});
