import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { CaseReplayed, ReplayDocument } from '../../../db/audit/replays.ts';
import { eventually } from '../../support/api/api-client.ts';
import { driven, type Opened } from '../../support/api/complaints.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';

const organisation = 'development-fund';
const cases = `/v1/organisations/${organisation}/cases`;
const [agent, accused, auditor] = ['agent.1', 'agent.2', 'auditor.1'].map((who) => `${organisation}.${who}`) as [
  string,
  string,
  string,
];
type Replay = Omit<ReplayDocument, 'cases'> & { cases: CaseReplayed[]; hidden: number };

let api: RunningApi;
let complaint: Opened;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation] });
  complaint = await driven(api, organisation, [['accept', {}]]);
  await api.projected(complaint.address, agent, ({ status }) => status === 'open');
});
afterAll(() => api.stop());

/** Asks for a replay as somebody, and waits for it however long it takes. */
async function replayed(number: string, by = auditor): Promise<Replay> {
  const asked = await api.as(by).post(`${cases}/${number}/replay`, {});
  expect([200, 202]).toContain(asked.status);
  const at = asked.headers.get('location') ?? '';
  const read = async () => (await api.as(by).get(at)).as<Replay>();
  return eventually(read, ({ endedAt }) => endedAt !== null);
}

test('X-03: an auditor has a case replayed by a worker, with each deadline worked out again, and it is kept', async () => {
  const replay = await replayed(complaint.number);
  expect(replay).toMatchObject({ number: complaint.number, by: auditor, holds: true, failed: null, hidden: 0 });
  expect(replay.workflowCode).toMatch(/^[0-9a-f]{64}$/);
  const [itself] = replay.cases;
  expect(itself).toMatchObject({ relation: 'itself', stored: true, difference: null, chainBreaksAt: null });
  expect(itself?.runs).toMatchObject([{ outcome: 'match' }]);
  expect(itself?.deadlines.map(({ clock }) => clock)).toContain('triage');
  expect(itself?.deadlines.every(({ holds, answer }) => holds && answer !== null)).toBe(true);
  const { items } = (await api.as(auditor).get(`${cases}/${complaint.number}/replays`)).as<{ items: Replay[] }>();
  expect(items.map(({ id }) => id)).toContain(replay.id);
  expect(items[0]).not.toHaveProperty('cases');
});

test('the same request under the same key is the same replay', async () => {
  const headers = { 'idempotency-key': 'one and the same' };
  const ids = [];
  for (let time = 0; time < 2; time += 1) {
    const answer = await api.as(auditor).post(`${cases}/${complaint.number}/replay`, {}, { headers });
    ids.push(answer.as<Replay>().id);
  }
  expect(ids[0]).toBe(ids[1]);
  expect(await api.database.replays.countDocuments({ id: ids[0] })).toBe(1);
});

test('nobody replays whose role does not, and an auditor reads no replay of a case about them', async () => {
  for (const who of ['agent.1', 'supervisor.1', 'manager.1', 'quality.1']) {
    const as = api.as(`${organisation}.${who}`);
    expect([who, (await as.post(`${cases}/${complaint.number}/replay`, {})).refusal]).toEqual([who, '403 Forbidden']);
    expect([who, (await as.get(`${cases}/${complaint.number}/replays`)).refusal]).toEqual([who, '403 Forbidden']);
  }
  const { number, address } = await driven(api, organisation, [['accept', {}]], {
    about: [`${organisation}.auditor.2`],
  });
  await api.projected(address, agent, ({ status }) => status === 'open');
  const { id } = await replayed(number);
  for (const path of [`${cases}/${number}/replays`, `${cases}/${number}/replays/${id}`]) {
    expect((await api.as(`${organisation}.auditor.2`).get(path)).refusal).toBe('404 NotFound');
  }
});

test('parent and child are replayed together; one that the reader may not know of is left out', async () => {
  const { number, address } = await driven(api, organisation, [['accept', {}]]);
  const department = 'programmes';
  const body = { department, text: 'ما سبب التأخير؟ (مثال)' };
  const opened = await api.as(agent).post(`${address}/open-department-ticket`, body);
  const ticket = opened.view.detail.tickets?.[0]?.number ?? '';
  await eventually(
    () => api.as(auditor).get(`${cases}/${ticket}`),
    ({ status }) => status === 200,
  );
  const relations = async (of: string, by = auditor) => {
    const { cases: found, holds, hidden } = await replayed(of, by);
    return { found: found.map((one) => [one.relation, one.number]), holds, hidden };
  };
  expect(await relations(number)).toEqual({
    found: [
      ['itself', number],
      ['child', ticket],
    ],
    holds: true,
    hidden: 0,
  });
  const other = `${organisation}.auditor.2`;
  await api.database.cases.collection.updateOne({ number: ticket }, { $addToSet: { about: other } } as never);
  expect(await relations(number, other)).toEqual({ found: [['itself', number]], holds: true, hidden: 1 });
  expect(await relations(ticket)).toEqual({
    found: [
      ['itself', ticket],
      ['parent', number],
    ],
    holds: true,
    hidden: 0,
  });
});

test('what is stored otherwise is named, without what the timeline keeps from the reader', async () => {
  const { number, address } = await driven(api, organisation, [['accept', {}]], { about: [accused] });
  await api.projected(address, agent, ({ status }) => status === 'open');
  const events = api.database.caseEvents.collection;
  const of = { number, sequence: 1 };
  const before = await events.findOne(of);
  await events.updateOne(of, { $set: { 'data.category': 'another' } });
  const replay = await replayed(number);
  expect(replay.holds).toBe(false);
  expect(replay.cases[0]).toMatchObject({
    difference: { at: 'event 1, received', field: 'data', stored: { category: 'another', hidden: true } },
    chainBreaksAt: 1,
  });
  expect(JSON.stringify(replay)).not.toContain(accused);
  await events.replaceOne(of, before as never);
  expect((await replayed(number)).holds).toBe(true);
});
