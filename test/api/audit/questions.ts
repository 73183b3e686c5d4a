import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ShownApproval } from '../../../application/audit/questions/approvals.ts';
import type { ShownBreach } from '../../../application/audit/questions/breaches.ts';
import type { LatenessOfMonth } from '../../../application/audit/questions/lateness.ts';
import type { ShownRefusal } from '../../../application/audit/questions/refusals.ts';
import type { Drawn } from '../../../application/audit/questions/sample.ts';
import { driven, type Opened, opened } from '../../support/api/complaints.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';

const organisation = 'development-fund';
const base = `/v1/organisations/${organisation}`;
const audit = `${base}/audit`;
const [agent, manager, auditor] = ['agent.1', 'manager.1', 'auditor.1'].map((who) => `${organisation}.${who}`) as [
  string,
  string,
  string,
];
const period = 'from=2026-02-01T00:00:00Z&before=2026-03-01T00:00:00Z';

interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}

let api: RunningApi;
let complaint: Opened;
let about: Opened;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation] });
  complaint = await driven(api, organisation, [['accept', {}]]);
  about = await opened(api, organisation, { about: [auditor] });
  for (const { address } of [complaint, about]) await api.projected(address, manager, () => true);
  await api.database.caseEvents.collection.insertMany(
    [complaint, about].flatMap(({ number }) => facts(number)) as never[],
  );
});
afterAll(() => api.stop());

/** Facts of a February as a case leaves them: two breaches, a rung, an approval by a stand-in and its end. */
function facts(number: string): object[] {
  const fact = (sequence: number, type: string, at: string, data: object, more: object = {}) => ({
    ...{ _id: `${organisation}/${number}/${sequence}`, organisation, number, sequence, type, data, at },
    ...{ recordedAt: at.replace(/\.\d+Z$/, '.900Z'), by: 'system', roles: ['system'], commandId: 'x', ...more },
  });
  const due = (clock: string, at: string) => ({ clock, dueAt: at });
  const given = { by: manager, roles: ['manager'], standingInFor: `${organisation}.manager.2` };
  return [
    fact(900, 'warned', '2026-02-03T08:00:00.000Z', { ...due('answer', '2026-02-03T08:00:00.000Z'), rung: 0 }),
    fact(901, 'breached', '2026-02-04T08:00:00.000Z', due('triage', '2026-02-04T08:00:00.000Z')),
    fact(902, 'breached', '2026-02-05T08:00:00.500Z', due('answer', '2026-02-05T08:00:00.500Z')),
    fact(903, 'breached', '2026-03-05T08:00:00.000Z', due('answer', '2026-03-05T08:00:00.000Z')),
    fact(904, 'claimApprovalGiven', '2026-02-06T08:00:00.000Z', { claim: 1, digest: 'f'.repeat(64) }, given),
    fact(905, 'claimApproved', '2026-02-06T08:00:00.000Z', { claim: 1 }, given),
  ];
}

const ask = async <Answer>(path: string, by = auditor) => (await api.as(by).get(`${audit}/${path}`)).as<Answer>();

test('breaches of a period are listed with clause and proof, without those of a case about the reader', async () => {
  const { items } = await ask<Page<ShownBreach>>(`breaches?${period}`);
  expect(items.map(({ number, clock, source, kind }) => [number, clock, source, kind])).toEqual([
    [complaint.number, 'triage', expect.any(String), 'complaint'],
    [complaint.number, 'answer', 'F-07', 'complaint'],
  ]);
  const [{ proof } = { proof: '' }] = items;
  expect((await api.as(auditor).get(proof)).as<{ answer: object }>().answer).toMatchObject({
    dueAt: expect.any(String),
  });
  await api.hire(`${organisation}.auditor.2`);
  expect((await ask<Page<ShownBreach>>(`breaches?${period}`, `${organisation}.auditor.2`)).items).toHaveLength(4);
});

test('pages follow on one another, and all of them go into a file', async () => {
  const first = await ask<Page<ShownBreach>>(`breaches?${period}&limit=2`);
  const second = await ask<Page<ShownBreach>>(`breaches?${period}&limit=2&cursor=${first.nextCursor}`);
  expect([...first.items, ...second.items]).toHaveLength(2);
  expect(second.nextCursor).toBeNull();
  const file = await api.as(auditor).get(`${audit}/breaches?${period}&format=csv&language=en`);
  expect(file.text.trim().split('\r\n')).toHaveLength(3);
  expect(file.text).toContain('Instant,Case,Kind');
  const foreign = await api.as(auditor).get(`${audit}/approvals?cursor=${first.nextCursor}`);
  expect(foreign.refusal).toBe('400 InvalidQuery');
});

test('approvals are listed by person, with stand-ins and the digest of what was decided on', async () => {
  const { items } = await ask<Page<ShownApproval>>(`approvals?${period}&by=${manager}`);
  expect(items).toMatchObject([
    { fact: 'claimApprovalGiven', by: manager, standingInFor: `${organisation}.manager.2`, subject: 'f'.repeat(64) },
    { fact: 'claimApproved', subject: null },
  ]);
  expect((await ask<Page<ShownApproval>>(`approvals?${period}&by=${agent}`)).items).toEqual([]);
});

test('a command that a case refused stands in the list', async () => {
  const answer = await api.as(agent).post(`${complaint.address}/accept`, {});
  expect(answer.status).toBe(409);
  const { items } = await ask<Page<ShownRefusal>>(`refusals?by=${agent}`);
  expect(items).toMatchObject([{ number: complaint.number, command: 'accept', by: agent, refusal: 'NotAllowedNow' }]);
  expect((await ask<Page<ShownRefusal>>(`refusals?by=${manager}`)).items).toEqual([]);
});

test('due is held against fired, by month', async () => {
  const wide = 'from=2026-02-01T00:00:00Z&before=2026-04-01T00:00:00Z';
  const { months } = await ask<{ months: LatenessOfMonth[] }>(`lateness?${wide}`);
  expect(months).toEqual([
    { month: '2026-02', fired: 6, median: 900, p99: 900, worst: 900 },
    { month: '2026-03', fired: 2, median: 900, p99: 900, worst: 900 },
  ]);
  expect((await api.as(auditor).get(`${audit}/lateness?${period.replace('2026-03', '2026-01')}`)).refusal).toBe(
    '422 Invalid',
  );
});

test('the same seed draws the same sample, another one another; nobody draws what they may not know of', async () => {
  for (let more = 0; more < 8; more += 1) {
    const { address } = await opened(api, organisation);
    await api.projected(address, manager, () => true);
  }
  const [from, before] = [-86_400_000, 60_000].map((ms) => new Date(Date.now() + ms).toISOString());
  const draw = (seed: string, n = 4) =>
    ask<{ population: number; items: Drawn[] }>(`sample?from=${from}&before=${before}&seed=${seed}&n=${n}`);
  const [one, again] = [await draw('2026-Q4'), await draw('2026-Q4')];
  expect(one.population).toBe(9);
  expect(one.items).toHaveLength(4);
  expect(again).toEqual(one);
  const others = await Promise.all(['a', 'b', 'c'].map((seed) => draw(seed)));
  expect(others.some(({ items }) => JSON.stringify(items) !== JSON.stringify(one.items))).toBe(true);
  expect((await draw('all', 100)).items.map(({ number }) => number)).not.toContain(about.number);
});

test('nobody else is answered', async () => {
  for (const who of ['agent.1', 'supervisor.1', 'manager.1', 'quality.1']) {
    for (const path of ['breaches', 'approvals', 'refusals', `lateness?${period}`, `sample?${period}&seed=x`]) {
      const { refusal } = await api.as(`${organisation}.${who}`).get(`${audit}/${path}`);
      expect([who, path, refusal]).toEqual([who, path, '403 Forbidden']);
    }
  }
});
