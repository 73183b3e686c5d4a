import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startSurveyCycles } from '../../../activities/upkeep/start-survey-cycles.ts';
import { keepAnswer } from '../../../db/surveys/survey-answers.ts';
import { findSurvey } from '../../../db/surveys/surveys.ts';
import type { CaseView } from '../../../domain/case/view.ts';
import { eventually } from '../../support/api/api-client.ts';
import { enter, prepared as preparedRecords } from '../../support/api/registry-lab.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';

const organisation = 'sandbox';
const base = `/v1/organisations/${organisation}`;
const cycles = `${base}/survey-cycles`;
const [quality, supervisor] = [`${organisation}.quality.1`, `${organisation}.supervisor.1`];
const [manager, otherManager] = [`${organisation}.manager.1`, `${organisation}.manager.2`];

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation, 'courier'] });
});
afterAll(() => api.stop());

const day = (days: number) => new Date(Date.now() + days * 24 * 3_600_000).toISOString().slice(0, 10);

/** A programme whose last day was or will be so many days from now; null: it has none. */
async function programme(code: string, endsInDays: number | null): Promise<string> {
  const name = { ar: 'برنامج (مثال)', en: 'Programme (example)' };
  const endsOn = endsInDays === null ? null : day(endsInDays);
  const body = { code, name, centre: 'مركز مثال', startsOn: '2025-01-01', endsOn };
  expect((await api.as(manager).post(`${base}/programmes`, body)).status).toBe(201);
  return code;
}

const prepared = {
  questionnaire: { id: 'satisfaction', version: 1 },
  donors: { id: 'donor-satisfaction', version: 1 },
};
const recommendations = ['إعلان المواعيد مبكرًا', 'تهيئة القاعة'].map((text) => ({
  text,
  owner: `${organisation}.agent.1`,
  dueOn: day(60),
}));

/** A cycle in the API, and the steps that people take on it. */
class Cycle {
  view: CaseView;
  constructor(view: CaseView) {
    this.view = view;
  }
  static async start(code: string): Promise<Cycle> {
    return new Cycle((await api.as(quality).post(cycles, { programme: await programme(code, -1) })).view);
  }
  get address() {
    return `${cycles}/${this.view.number}`;
  }
  /** What is signed by a command, as the view has it. */
  digestFor(command: string): string | null {
    const { review, discussion, proposal } = this.view.detail as Record<string, { digest: string } | undefined> & {
      proposal?: { agreement: { digest: string } } | null;
    };
    const digests: Record<string, string | undefined> = {
      review: review?.digest,
      discuss: discussion?.digest,
      'agree-steps': proposal?.agreement.digest,
    };
    return digests[command] ?? null;
  }
  attempt(who: string, command: string, body: object = {}, ifMatch: string | null = this.digestFor(command)) {
    const headers = { 'if-match': ifMatch === null ? null : `"${ifMatch}"` };
    return api.as(who).post(`${this.address}/${command}`, body, { headers });
  }
  async step(who: string, command: string, body: object = {}): Promise<this> {
    const answer = await this.attempt(who, command, body);
    if (answer.status !== 200) throw new Error(`${command}: ${answer.refusal} ${answer.problem.detail}`);
    this.view = answer.view;
    return this;
  }
  async collecting(): Promise<this> {
    await this.step(quality, 'prepare', prepared);
    await this.step(manager, 'review');
    return this.step(supervisor, 'review');
  }
}

async function answered(survey: string, count: number, late: boolean): Promise<void> {
  await eventually(
    () => findSurvey(api.database, survey),
    (found) => found !== null,
  );
  for (let place = 0; place < count; place += 1) {
    const _id = `${survey}/${late}/${place}`;
    const answer = { _id, survey, answers: {}, via: 'paper' as const, late, madeUp: true, bodyDigest: _id };
    await keepAnswer(api.database, answer);
  }
}

/** The accepted recommendation is an item of its owner's, which somebody else puts off, and which management accepts. */
async function followedToItsEnd({ view }: Cycle): Promise<void> {
  const decided = view.detail.recommendations as { id: string; decision: { item?: string } }[];
  expect(decided.map(({ decision }) => typeof decision.item)).toEqual(['string', 'undefined']);
  const agent = `${organisation}.agent.1`;
  const address = `${base}/followed-items/${decided[0]?.decision.item}`;
  const item = await eventually(
    () => api.as(agent).get(address),
    ({ status }) => status === 200,
  );
  expect(item.view).toMatchObject({
    status: 'open',
    owner: agent,
    allowed: ['complete'],
    detail: { source: { number: view.number, part: '1' }, dueOn: day(60), askedBy: otherManager },
  });
  // The sandbox closes at 24:00, the end of the day.
  expect(item.view.clocks[0]?.dueLocal?.slice(0, 16)).toBe(`${day(61)}T00:00`);
  expect(await whyIn(agent, item.view.number)).toBe('yours');
  const give = (who: string, command: string, body: object) => api.as(who).post(`${address}/${command}`, body);
  expect((await give(agent, 'change-date', { text: 'لاحقًا', dueOn: day(90) })).refusal).toBe('403 Forbidden');
  const later = await give(manager, 'change-date', { text: 'تأخر الاعتماد', dueOn: day(90) });
  expect(later.view).toMatchObject({ detail: { dueOn: day(90) } });
  await handedOverAndBack(agent, item.view.number);
  expect((await give(agent, 'complete', { evidence: 'نُشر الإعلان' })).status).toBe(200);
  expect(
    await eventually(
      () => whyIn(otherManager, item.view.number),
      (why) => why === 'to-judge',
    ),
  ).toBe('to-judge');
  expect((await give(otherManager, 'accept', {})).view.status).toBe('closed');
}

/** 1.3: what somebody who leaves is to do is given to a colleague, in bulk; the owner alone gives it to nobody. */
async function handedOverAndBack(owner: string, number: string): Promise<void> {
  const colleague = `${organisation}.agent.2`;
  const address = `${base}/followed-items/${number}`;
  expect((await api.as(owner).post(`${address}/assign`, { to: colleague })).refusal).toBe('403 Forbidden');
  const body = { to: colleague, numbers: [number], reason: 'انتهى العقد (مثال).' };
  const answer = await api.as(manager).post(`${base}/staff/${owner}/hand-over`, body);
  expect(answer.as<{ items: object[] }>().items).toEqual([{ number, outcome: 'handed-over' }]);
  expect((await api.as(owner).post(`${address}/complete`, { evidence: 'تم' })).refusal).toBe('403 NotYourCase');
  expect((await api.as(manager).post(`${address}/assign`, { to: owner })).view).toMatchObject({
    owner,
    status: 'open',
  });
}

const whyIn = async (who: string, number: string) => {
  const { items } = (await api.as(who).get(`${base}/work`)).as<{ items: (CaseView & { why: string })[] }>();
  return items.find((item) => item.number === number)?.why;
};

test('a whole cycle: each party takes its steps, signs what it saw, and the donors’ report ends it (N-09)', async () => {
  const cycle = await Cycle.start('walk');
  expect(cycle.view).toMatchObject({ kind: 'surveyCycle', status: 'preparing', detail: { programme: 'walk' } });
  const { number } = cycle.view;
  await cycle.step(quality, 'prepare', prepared);
  expect(cycle.view.allowed).toEqual([]);
  expect((await cycle.attempt(manager, 'review', {}, null)).refusal).toBe('428 IfMatchMissing');
  expect((await cycle.attempt(manager, 'review', {}, 'another')).refusal).toBe('412 PreconditionFailed');
  expect(
    await eventually(
      () => whyIn(manager, number),
      (why) => why !== undefined,
    ),
  ).toBe('approval');
  await cycle.step(manager, 'review');
  expect(
    await eventually(
      () => whyIn(manager, number),
      (why) => why === undefined,
    ),
  ).toBeUndefined();
  await cycle.step(supervisor, 'review', { text: 'مناسب' });
  expect(cycle.view.status).toBe('collecting');
  const survey = `${number}:beneficiaries`;
  await answered(survey, 6, false);
  await answered(survey, 2, true);
  await cycle.step(quality, 'close-collection');
  await cycle.step(quality, 'report', { text: 'الرضا مرتفع' });
  expect(cycle.view).toMatchObject({ status: 'discussing', detail: { report: { counted: 6, late: 2 } } });
  // Noted before the cycle was asked, which may be some time later.
  const closed = await findSurvey(api.database, survey);
  expect(closed?.closings).toEqual([closed?.closesAt]);
  await cycle.step(manager, 'discuss', { text: 'نوقش' });
  await cycle.step(supervisor, 'discuss');
  const nobody = [{ ...recommendations[0], owner: 'nobody' }];
  expect((await cycle.attempt(manager, 'agree-steps', { recommendations: nobody })).refusal).toBe('422 Invalid');
  await cycle.step(manager, 'agree-steps', { recommendations });
  await cycle.step(supervisor, 'agree-steps');
  expect(cycle.view.status).toBe('deciding');
  const decide = (recommendation: string, verdict: string) => ({
    decisions: [{ recommendation, verdict, text: 'بعد الدراسة' }],
  });
  expect((await cycle.attempt(manager, 'decide', decide('1', 'accepted'))).refusal).toBe('403 SamePerson');
  expect((await cycle.attempt(manager, 'finish', { stories: 'قصة', given: [] })).refusal).toBe('409 NotAllowedNow');
  const decisions = [...decide('1', 'accepted').decisions, ...decide('2', 'rejected').decisions];
  await cycle.step(otherManager, 'decide', { decisions });
  expect(cycle.view.status).toBe('asking-donors');
  await answered(`${number}:donors`, 3, false);
  // Step 8 says which donors were given the stories: none only if the programme has none.
  const finish = (given: object[]) => ({ stories: 'قصة نجاح (مثال)', given });
  const donor = 'SB-P-DONOR';
  const wish = { customer: donor, base: 0, record: { classes: ['donor'] } };
  await enter(
    api.database,
    'R-DONOR',
    await preparedRecords(api.database, 'R-DONOR', [wish], organisation),
    organisation,
  );
  const gift = { reference: 'FIN-1', amount: '100', programme: 'walk', customer: donor, paidOn: day(-5) };
  expect((await api.as(manager).post(`${base}/contributions`, gift)).status).toBeLessThan(300);
  for (const given of [[], [{ donor: 'SB-P-NOBODY', channel: 'phone' }], [{ donor, channel: 'pigeon' }]]) {
    expect((await cycle.attempt(manager, 'finish', finish(given))).refusal).toBe('422 Invalid');
  }
  await cycle.step(manager, 'finish', finish([{ donor, channel: 'phone' }]));
  expect(cycle.view).toMatchObject({ status: 'acting', detail: { donorsReport: { counted: 3, late: 0 } } });
  // N-09: what donors said is acted on, and what shall be done is followed like what management accepts.
  const step = { text: 'تقرير مصور للمانحين (مثال)', owner: `${organisation}.agent.1`, dueOn: day(30) };
  expect((await cycle.attempt(quality, 'act', { steps: [], text: 'لا شيء' })).refusal).toBe('403 Forbidden');
  await cycle.step(manager, 'act', { steps: [step], text: 'الأضعف هو ما يصلهم من الأخبار (مثال)' });
  expect(cycle.view).toMatchObject({ status: 'finished', detail: { donorsReport: { counted: 3, late: 0 } } });
  const [acted] = cycle.view.detail.donorsSteps as { item: string }[];
  const item = await eventually(
    () => api.as(manager).get(`${base}/followed-items/${acted?.item}`),
    ({ status }) => status === 200,
  );
  expect(item.view).toMatchObject({ owner: `${organisation}.agent.1`, detail: { source: { part: 'donors-1' } } });

  const timeline = await api.timeline(cycle.address, quality);
  const told = timeline.events.find(({ type }) => type === 'donorsSurveyClosed');
  expect(told?.data).toMatchObject({ given: [{ donor, channel: 'phone' }] });
  expect(timeline.chainHolds).toBe(true);
  expect(JSON.stringify(timeline)).not.toContain('قصة');
  const { words } = (await api.as(quality).get(`${cycle.address}/words`)).as<{ words: { content: object }[] }>();
  expect(JSON.stringify(words)).toContain('إعلان المواعيد مبكرًا');
  await followedToItsEnd(cycle);
});

test('questionnaires that came back are prepared anew, and earlier reviews count no more', async () => {
  const cycle = await Cycle.start('returned');
  const unknown = { ...prepared, donors: { id: 'donor-satisfaction', version: 9 } };
  expect((await cycle.attempt(quality, 'prepare', unknown)).refusal).toBe('422 Invalid');
  await cycle.step(quality, 'prepare', prepared);
  const first = cycle.digestFor('review');
  await cycle.step(manager, 'review');
  await cycle.step(supervisor, 'return', { text: 'نرجو التعديل' });
  await cycle.step(quality, 'prepare', prepared);
  expect(cycle.view.detail.version).toBe(2);
  expect((await cycle.attempt(supervisor, 'review', {}, first)).refusal).toBe('412 PreconditionFailed');
  expect((await cycle.attempt(quality, 'review')).refusal).toBe('403 Forbidden');
});

test('a programme has one cycle for its end, no matter who starts it, and none before', async () => {
  const code = await programme('once', -2);
  const [one, other] = await Promise.all(
    [manager, quality].map((who) => api.as(who).post(cycles, { programme: code })),
  );
  expect(one?.view.number).toBe(other?.view.number);
  const again = await api.as(manager).post(cycles, { programme: code });
  expect([again.status, again.view.number]).toEqual([200, one?.view.number]);
  const start = async (wanted: string) => (await api.as(quality).post(cycles, { programme: wanted })).refusal;
  expect(await start('nowhere')).toBe('422 Invalid');
  expect(await start(await programme('endless', null))).toBe('422 Invalid');
  expect(await start(await programme('running', 3))).toBe('409 NotAllowedNow');
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Riyadh' }).format(new Date());
  const ahead = Math.round((Date.parse(today) - Date.parse(day(0))) / (24 * 3_600_000));
  expect(await start(await programme('last-day', ahead))).toBe('409 NotAllowedNow');
  expect((await api.as(`${organisation}.agent.1`).post(cycles, { programme: code })).refusal).toBe('403 Forbidden');
});

test('where the policy has no survey cycles nothing is listed, and anyone who starts one is told why', async () => {
  const courier = '/v1/organisations/courier/survey-cycles';
  const agent = api.as('courier.agent.1');
  expect((await agent.get(courier)).as<{ items: unknown[] }>().items).toEqual([]);
  const answer = await agent.post(courier, { programme: 'any' });
  expect([answer.refusal, answer.problem.detail]).toEqual([
    '409 NotAllowedNow',
    'The policy of courier has no survey cycles.',
  ]);
});

test('a programme whose last day is over gets its cycle by itself, once however often it is looked for (N-09)', async () => {
  const [ended, long, ahead] = [
    await programme('by-date', -2),
    await programme('long-ago', -60),
    await programme('ahead', 2),
  ];
  // Riyadh is three hours ahead of UTC: its day ends at 21:00.
  const justBefore = new Date(`${day(-2)}T20:59:59Z`);
  await startSurveyCycles(api.opening, justBefore);
  await startSurveyCycles(api.opening, new Date(`${day(-2)}T02:00:00Z`));
  expect(await api.database.cases.countDocuments({ 'view.detail.programme': ended })).toBe(0);
  expect(await startSurveyCycles(api.opening, new Date())).toBeGreaterThanOrEqual(1);
  const started = async (code: string) => {
    const { items } = (await api.as(quality).get(`${cycles}?limit=200`)).as<{ items: CaseView[] }>();
    return items.filter(({ detail }) => detail.programme === code);
  };
  const [view] = await eventually(
    () => started(ended),
    ({ length }) => length > 0,
  );
  expect([await started(long), await started(ahead)]).toEqual([[], []]);
  await startSurveyCycles(api.opening, new Date());
  const byHand = await api.as(quality).post(cycles, { programme: ended });
  expect([byHand.status, byHand.view.number]).toEqual([200, view?.number]);
  expect(await started(ended)).toHaveLength(1);
});

test('a cycle is withdrawn with a reason by a manager; its survey closes', async () => {
  const cycle = await (await Cycle.start('withdrawn')).collecting();
  const survey = `${cycle.view.number}:beneficiaries`;
  await answered(survey, 1, false);
  expect((await cycle.attempt(quality, 'withdraw', { text: 'لا' })).refusal).toBe('403 Forbidden');
  await cycle.step(manager, 'withdraw', { text: 'أُلغي البرنامج' });
  expect(cycle.view.status).toBe('withdrawn');
  await eventually(
    () => findSurvey(api.database, survey),
    (found) => found?.closesAt !== null,
  );
});
