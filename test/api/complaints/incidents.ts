import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { sweepBulkRuns } from '../../../activities/upkeep/sweep-bulk-runs.ts';
import type { BulkRunView } from '../../../application/complaints/many/bulk-run.ts';
import { giveWaiting } from '../../../application/complaints/many/give-waiting.ts';
import type { OpeningDependencies } from '../../../application/dependencies.ts';
import type { IncidentView } from '../../../application/incidents/incident.ts';
import type { BulkRunDocument } from '../../../db/bulk/bulk-runs.ts';
import type { CaseView } from '../../../domain/case/view.ts';
import { startGiving } from '../../../temporal/bulk-runs.ts';
import { OutcomeUnknown } from '../../../temporal/cases.ts';
import { type Answer, eventually } from '../../support/api/api-client.ts';
import { complaintsOf, driven, opened } from '../../support/api/complaints.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';

const organisation = 'sandbox';
const base = `/v1/organisations/${organisation}`;
const complaints = complaintsOf(organisation);
const [supervisor, manager, agent] = ['supervisor.1', 'manager.1', 'agent.1'].map((name) => `${organisation}.${name}`);
const notice = 'نعلم بالعطل ونعمل على إصلاحه.';
const answerText = 'أُصلح العطل وعادت الخدمة. نعتذر عمّا حدث.';

let api: RunningApi;
/** What every run was noted as. */
let noted: jest.SpiedFunction<RunningApi['database']['bulkRuns']['collection']['insertOne']>;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation, 'government-services'] });
  noted = jest.spyOn(api.database.bulkRuns.collection, 'insertOne');
});
afterAll(() => api.stop());

const as = (who = supervisor) => api.as(String(who));
const stateOf = (run: BulkRunView) => Object.fromEntries(run.items.map(({ number, state }) => [number, state]));
const types = async (number: string) =>
  (await as(manager).get(`${complaints}/${number}/timeline`))
    .as<{ events: { type: string }[] }>()
    .events.map(({ type }) => type);
const count = (all: string[], wanted: string) => all.filter((type) => type === wanted).length;

/** A run until it has ended, however long it takes. */
async function ended(answer: Answer, who = supervisor): Promise<BulkRunView> {
  const { run } = answer.as<BulkRunView>();
  const read = async () => (await as(who).get(`${base}/bulk-runs/${run}`)).as<BulkRunView>();
  return eventually(read, ({ status }) => status === 'done');
}

/** A run as it stood before anything of it was done. */
async function waitingAgain(run: string): Promise<void> {
  const document = noted.mock.calls.map(([one]) => one).find(({ number }) => number === run);
  await api.database.bulkRuns.collection.replaceOne({ _id: `${organisation}/${run}` as never }, { ...document });
}

const accepted = (change: object = {}) => driven(api, organisation, [['accept', {}]], change);

async function declared(): Promise<string> {
  const body = { title: 'تعطل التطبيق', cause: 'توقفت خدمة الدخول.' };
  return (await as().post(`${base}/incidents`, body)).as<IncidentView>().incident;
}

/** Joins complaints, and waits until the list shows each of them. */
async function joined(incident: string, numbers: string[]): Promise<BulkRunView> {
  const run = await ended(await as().post(`${base}/incidents/${incident}/complaints`, { numbers }));
  const done = run.items.filter(({ state }) => state === 'done').map(({ number }) => number);
  for (const number of done) {
    await api.projected(`${complaints}/${number}`, String(manager), ({ detail }) => detail.incident === incident);
  }
  return run;
}

describe('an incident', () => {
  test('holds its complaints together: each is told once, and answered once, with its own clocks and its own answer', async () => {
    const all = await Promise.all([accepted(), accepted(), accepted()]);
    const numbers = all.map(({ number }) => number);
    const incident = await declared();
    expect(stateOf(await joined(incident, numbers))).toEqual(Object.fromEntries(numbers.map((one) => [one, 'done'])));

    const news = { text: notice, steps: ['إصلاح العطل'], expectedBy: 'PT5S' };
    const told = await ended(await as().post(`${base}/incidents/${incident}/tell`, news));
    expect(told).toMatchObject({ done: 3, refused: 0 });
    // Customers who have been told are not told again.
    expect((await ended(await as().post(`${base}/incidents/${incident}/tell`, news))).items).toEqual([]);

    await as().post(`${base}/incidents/${incident}/answer`, { text: answerText });
    const sent = await ended(await as().post(`${base}/incidents/${incident}/send-answer`, {}));
    expect(sent).toMatchObject({ done: 3, refused: 0 });
    for (const { number } of all) {
      const view = await api.projected(
        `${complaints}/${number}`,
        String(manager),
        ({ status }) => status === 'answered',
      );
      expect(view.clocks.find(({ id }) => id === 'answer')).toMatchObject({
        state: expect.stringMatching(/met|breached/),
      });
      const events = await types(number);
      expect(['incidentJoined', 'interimAnswered', 'answered'].map((type) => count(events, type))).toEqual([1, 1, 1]);
    }
    const view = (await as().get(`${base}/incidents/${incident}`)).as<IncidentView>();
    expect(view).toMatchObject({ title: 'تعطل التطبيق', complaints: { total: 3 }, told: 3, answered: 3 });
  });

  test('what cannot be answered is listed with its refusal, and the rest goes on', async () => {
    const [open, received] = [await accepted(), await opened(api, organisation)];
    const claim = await driven(api, organisation, [
      ['accept', {}],
      ['prepare-claim', { amount: '75', text: 'فاتورة' }],
    ]);
    const incident = await declared();
    await joined(incident, [open.number, received.number, claim.number]);
    await as().post(`${base}/incidents/${incident}/answer`, { text: answerText });
    const run = await ended(await as().post(`${base}/incidents/${incident}/send-answer`, {}));
    expect(stateOf(run)).toEqual({ [open.number]: 'done', [received.number]: 'refused', [claim.number]: 'refused' });
    expect(run.items.find(({ number }) => number === claim.number)).toMatchObject({ refusal: 'NotAllowedNow' });
    expect(run.items.find(({ number }) => number === claim.number)?.detail).toContain('claim');
  });

  test('F-10: a complaint about the person who answers is neither counted for them, nor answered by them', async () => {
    const [own, other] = [await accepted({ about: [supervisor] }), await accepted()];
    const incident = await declared();
    const tried = await joined(incident, [own.number, other.number]);
    expect(stateOf(tried)).toEqual({ [own.number]: 'refused', [other.number]: 'done' });
    // The refusal is the same as for a complaint that does not exist: a person who is named in one learns nothing.
    const nowhere = await joined(incident, ['SB-C-00000-000000']);
    const sentence = ({ items }: BulkRunView) => items.find(({ state }) => state === 'refused')?.detail;
    expect(sentence(tried)).toBe(sentence(nowhere));

    await as(manager).post(`${complaints}/${own.number}/join-incident`, { incident });
    await api.projected(`${complaints}/${own.number}`, String(manager), ({ detail }) => detail.incident === incident);
    const seenBy = async (who?: string) =>
      (await as(who).get(`${base}/incidents/${incident}`)).as<IncidentView>().complaints.total;
    expect([await seenBy(supervisor), await seenBy(manager)]).toEqual([1, 2]);
    await as().post(`${base}/incidents/${incident}/answer`, { text: answerText });
    const run = await ended(await as().post(`${base}/incidents/${incident}/send-answer`, {}));
    expect(stateOf(run)).toEqual({ [other.number]: 'done' });
    expect(await types(own.number)).not.toContain('answered');
    // Somebody else answers it, with the same words.
    const rest = await ended(await as(manager).post(`${base}/incidents/${incident}/send-answer`, {}), manager);
    expect(stateOf(rest)).toEqual({ [own.number]: 'done' });
  });

  test('F-10: it is declared about people of the directory, who do not see it; about nobody else', async () => {
    const body = { title: 'تعطل التطبيق', cause: 'توقفت خدمة الدخول.' };
    const refused = await as(manager).post(`${base}/incidents`, { ...body, about: ['nobody'] });
    expect(refused.refusal).toContain('Invalid');
    const answer = await as(manager).post(`${base}/incidents`, { ...body, about: [supervisor] });
    expect(answer.status).toBe(201);
    const { incident } = answer.as<IncidentView>();
    expect((await as().get(`${base}/incidents/${incident}`)).status).toBe(404);
    expect((await as(manager).get(`${base}/incidents/${incident}`)).status).toBe(200);
  });

  test('whom a command is on its way to, nobody tells a second time; nor is an answer changed that is on its way', async () => {
    const { number } = await accepted();
    const incident = await declared();
    await joined(incident, [number]);
    const news = { text: notice, steps: ['إصلاح العطل'], expectedBy: 'PT5S' };
    const { run: told } = await ended(await as().post(`${base}/incidents/${incident}/tell`, news));
    await as().post(`${base}/incidents/${incident}/answer`, { text: answerText });
    const { run: sent } = await ended(await as().post(`${base}/incidents/${incident}/send-answer`, {}));
    await api.projected(`${complaints}/${number}`, String(manager), ({ status }) => status === 'answered');
    // As it stands while they are still to be given.
    for (const run of [told, sent]) await waitingAgain(run);
    await api.database.cases.collection.updateOne(
      { _id: `${organisation}/${number}` as never },
      { $set: { 'view.status': 'open' } },
    );
    expect((await as(manager).post(`${base}/incidents/${incident}/tell`, news)).as<BulkRunView>().items).toEqual([]);
    expect((await as(manager).post(`${base}/incidents/${incident}/answer`, { text: notice })).refusal).toContain(
      'NotAllowedNow',
    );
  });

  test('those after the first five hundred are counted and told as well', async () => {
    const { number } = await accepted();
    const incident = await declared();
    await joined(incident, [number]);
    const one = await api.database.cases.collection.findOne({ _id: `${organisation}/${number}` as never });
    const answered = Array.from({ length: 500 }, (_, at) => {
      const view = { ...one?.view, number: `${number}-${at}`, status: 'answered', openedAt: '2026-01-01T00:00:00Z' };
      return { ...one, _id: `${organisation}/${number}-${at}` as never, number: view.number, view };
    });
    await api.database.cases.collection.insertMany(answered);
    const path = `${base}/incidents/${incident}`;
    const { complaints: counted } = (await as().get(path)).as<IncidentView>();
    expect(counted).toEqual({ total: 501, byStatus: { answered: 500, open: 1 } });
    const news = { text: notice, steps: ['إصلاح العطل'], expectedBy: 'PT5S' };
    expect(stateOf(await ended(await as().post(`${path}/tell`, news)))).toEqual({ [number]: 'done' });
    await api.database.cases.collection.deleteMany({ _id: { $in: answered.map(({ _id }) => _id) } });
  });

  test('while one leader has its complaints told, another one is refused; and its answer stays as it is', async () => {
    const { number } = await accepted();
    const incident = await declared();
    await joined(incident, [number]);
    await as().post(`${base}/incidents/${incident}/answer`, { text: answerText });
    const preparing = { run: 'SB-B-00000-000000', at: new Date().toISOString() };
    const prepare = (at: string) =>
      api.database.incidents.collection.updateOne(
        { _id: `${organisation}/${incident}` as never },
        { $set: { preparing: { ...preparing, at } } },
      );
    await prepare(preparing.at);
    const path = `${base}/incidents/${incident}`;
    const news = { text: notice, steps: ['إصلاح العطل'], expectedBy: 'PT5S' };
    expect((await as().post(`${path}/tell`, news)).refusal).toContain('NotAllowedNow');
    expect((await as().post(`${path}/send-answer`, {})).refusal).toContain('NotAllowedNow');
    expect((await as().post(`${path}/answer`, { text: notice })).refusal).toContain('NotAllowedNow');
    // A run that broke off does not hold up the others for long.
    await prepare(new Date(Date.now() - 11 * 60_000).toISOString());
    expect(await ended(await as().post(`${path}/tell`, news))).toMatchObject({ done: 1 });
    expect((await as().post(`${path}/answer`, { text: notice })).status).toBe(200);
  });

  test('a run that was killed before it noted what it had done answers nobody twice', async () => {
    const { number } = await accepted();
    const incident = await declared();
    await joined(incident, [number]);
    await as().post(`${base}/incidents/${incident}/answer`, { text: answerText });
    const { run } = await ended(await as().post(`${base}/incidents/${incident}/send-answer`, {}));
    await waitingAgain(run);
    // Its first workflow may be about to end, and looks at nothing any more: then another one is started.
    const look = async () => {
      await startGiving(api.temporal, { organisation, number: run });
      return (await as().get(`${base}/bulk-runs/${run}`)).as<BulkRunView>();
    };
    expect(await eventually(look, ({ status }) => status === 'done')).toMatchObject({ done: 1 });
    expect(count(await types(number), 'answered')).toBe(1);
  });

  test('a run that was noted and never started is started by the daily look; what is done keeps no command', async () => {
    const { number } = await accepted();
    const incident = await declared();
    const { run } = await joined(incident, [number]);
    const kept = { _id: `${organisation}/${run}` as never };
    const commands = async () =>
      (await api.database.bulkRuns.findOne(kept).lean<BulkRunDocument>())?.items.map(({ command }) => command?.name);
    expect(await commands()).toEqual([undefined]);
    await waitingAgain(run);
    expect(await commands()).toEqual(['join-incident']);
    await sweepBulkRuns(api.database, api.temporal, new Date(Date.now() + 2 * 86_400_000));
    const look = async () => (await as().get(`${base}/bulk-runs/${run}`)).as<BulkRunView>();
    expect(await eventually(look, ({ status }) => status === 'done')).toMatchObject({ done: 1 });
  });

  test('cases of which nothing is known yet do not hold up the others of their run, however many they are', async () => {
    const [stuck, other] = [await accepted(), await accepted()];
    const { run } = await joined(await declared(), [stuck.number, other.number]);
    await waitingAgain(run);
    // As many before the other one as are given in one attempt.
    const kept = { _id: `${organisation}/${run}` as never };
    const [first, last] = (await api.database.bulkRuns.findOne(kept).lean<BulkRunDocument>())?.items ?? [];
    const ghosts = Array.from({ length: 49 }, (_, at) => ({ ...first, number: `${stuck.number}-${at}` }));
    await api.database.bulkRuns.collection.updateOne(kept, { $set: { items: [first, ...ghosts, last] as never } });
    const { workflow } = api.temporal;
    const getHandle = (id: string) => {
      if (id.endsWith(other.number)) return workflow.getHandle(id);
      throw new OutcomeUnknown('the engine has not answered in time');
    };
    const temporal = Object.create(api.temporal, { workflow: { value: { getHandle } } });
    const give = (client: typeof api.temporal) =>
      giveWaiting({ database: api.database, temporal: client } as OpeningDependencies, { organisation, number: run });
    await expect(give(temporal)).rejects.toThrow(stuck.number);
    await expect(give(temporal)).rejects.toThrow(stuck.number);
    const look = async () => (await as().get(`${base}/bulk-runs/${run}`)).as<BulkRunView>();
    const tried = await look();
    expect([tried.waiting, stateOf(tried)[other.number]]).toEqual([50, 'done']);
    expect(await give(api.temporal)).toBe(0);
    expect(await look()).toMatchObject({ status: 'done', done: 2, refused: 49 });
  });

  test('complaints with something in common are joined without naming them, and taken out again with a reason', async () => {
    const word = `عطل${Date.now()}`;
    const { number } = await accepted({ fields: { details: `تعذر الدخول بسبب ${word}` } });
    const other = await accepted();
    const incident = await declared();
    const run = await ended(await as().post(`${base}/incidents/${incident}/complaints`, { where: { text: word } }));
    expect(stateOf(run)).toEqual({ [number]: 'done' });
    expect(run.items).not.toContainEqual(expect.objectContaining({ number: other.number }));
    const left = await as().post(`${complaints}/${number}/leave-incident`, { text: 'سبب آخر.' });
    expect(left.as<CaseView>().detail).not.toHaveProperty('incident');
    expect((await types(number)).slice(-1)).toEqual(['incidentLeft']);
  });
});

test('ours: where the policy asks for it, the answer is sent once another person has approved what stands there', async () => {
  const [of, incidents] = ['government-services', '/v1/organisations/government-services/incidents'];
  const [author, approver] = [api.as(`${of}.manager.1`), api.as(`${of}.manager.2`)];
  const { incident } = (await author.post(incidents, { title: 'انقطاع', cause: 'انقطاع الخدمة' })).as<IncidentView>();
  const { answer } = (await author.post(`${incidents}/${incident}/answer`, { text: answerText })).as<IncidentView>();
  const approve = (who: typeof author, seen = String(answer?.digest)) =>
    who.post(`${incidents}/${incident}/approve-answer`, {}, { headers: { 'If-Match': `"${seen}"` } });
  expect((await author.post(`${incidents}/${incident}/send-answer`, {})).refusal).toContain('NotAllowedNow');
  expect((await approve(author)).refusal).toContain('SamePerson');
  expect((await approve(approver, 'a'.repeat(64))).refusal).toContain('PreconditionFailed');
  expect((await approve(approver)).as<IncidentView>().answer).toMatchObject({ approved: { by: `${of}.manager.2` } });
  expect((await author.post(`${incidents}/${incident}/send-answer`, {})).status).toBe(200);
});

describe('what complaints have in common', () => {
  const join = async (where: object) => as().post(`${base}/incidents/${await declared()}/complaints`, { where });

  test('is named: nothing in common is not everything', async () => {
    expect((await join({})).refusal).toContain('Invalid');
  });

  test('is when they were received, also if they were opened later', async () => {
    const word = `ورود${Date.now()}`;
    const [late, other] = [
      await accepted({ fields: { details: word } }),
      await accepted({ fields: { details: word } }),
    ];
    // What is written to it here would be lost to a projection that comes later.
    await api.projected(late.address, String(manager), ({ status }) => status === 'open');
    const kept = { _id: `${organisation}/${late.number}` as never };
    const received = { $set: { 'view.detail.receivedAt': '2020-01-02T00:00:00Z' } };
    await api.database.cases.collection.updateOne(kept, received);
    const [from, before] = ['2020-01-01T00:00:00+03:00', '2020-01-03T00:00:00Z'];
    const rest = await ended(await join({ text: word, receivedFrom: before }));
    expect(stateOf(rest)).toEqual({ [other.number]: 'done' });
    const run = await ended(await join({ text: word, receivedFrom: from, receivedBefore: before }));
    expect(stateOf(run)).toEqual({ [late.number]: 'done' });
  });

  test('are their words, however many complaints there are besides', async () => {
    const details = Array.from({ length: 12 }, (_, at) => `كلمة${at}${Date.now()}`).join(' ');
    const [model, alike] = [await accepted({ fields: { details } }), await accepted({ fields: { details } })];
    const one = await api.database.cases.collection.findOne({ _id: `${organisation}/${model.number}` as never });
    const others = Array.from({ length: 501 }, (_, at) => {
      const view = { ...one?.view, number: `${model.number}-${at}`, openedAt: '2026-01-01T00:00:00Z' };
      return { ...one, _id: `${organisation}/${view.number}` as never, number: view.number, view };
    });
    await api.database.cases.collection.insertMany(others);
    try {
      const run = await ended(await join({ like: model.number }));
      expect(stateOf(run)).toEqual({ [model.number]: 'done', [alike.number]: 'done' });
      expect((await join({ category: 'complaint' })).refusal).toContain('Invalid');
      expect((await join({ like: 'SB-C-00000-000000' })).refusal).toContain('Invalid');
    } finally {
      await api.database.cases.collection.deleteMany({ _id: { $in: others.map(({ _id }) => _id) } });
    }
  });
});

describe('many complaints are given to one person', () => {
  test('each by its own rules: what came of each is told, and the same key again gives the same', async () => {
    const to = `${organisation}.agent.2`;
    const [free, about] = [await accepted(), await accepted({ about: [to] })];
    const body = { numbers: [free.number, about.number], to, text: 'غياب الزميل (مثال)' };
    const key = { key: `many-${Date.now()}` };
    const run = await ended(await as().post(`${complaints}/assign-many`, body, key));
    expect(stateOf(run)).toEqual({ [free.number]: 'done', [about.number]: 'refused' });
    expect(run).toMatchObject({ reason: body.text });
    expect(await ended(await as().post(`${complaints}/assign-many`, body, key))).toEqual(run);
    expect((await as().post(`${complaints}/assign-many`, { ...body, to: manager }, key)).refusal).toContain(
      'KeyReused',
    );
    expect(count(await types(free.number), 'assigned')).toBe(1);
  });

  test('no more than the bound, and no one whom one could not give it alone', async () => {
    const tooMany = Array.from({ length: 201 }, (_, index) => `SB-C-${index}`);
    expect((await as().post(`${complaints}/assign-many`, { numbers: tooMany, to: agent })).refusal).toContain(
      'Invalid',
    );
    const { number } = await accepted();
    const run = await ended(await as().post(`${complaints}/assign-many`, { numbers: [number], to: 'nobody' }));
    expect(run.items).toMatchObject([{ state: 'refused', refusal: 'Invalid' }]);
  });
});
