import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Call } from '../../../application/call.ts';
import { readOwnWeek, type WeekQuery } from '../../../application/reports/desk/own-week.ts';
import { findStaff } from '../../../db/organisation/staff.ts';
import { periodAround, periodBefore } from '../../../reports/periods.ts';
import { driven, opened } from '../../support/api/complaints.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';
import { ownPack } from '../../support/samples/policies-on-disk.ts';
import { riyadhToday } from '../../support/samples/sample-calendar.ts';

const organisation = 'courier';
const agent = `${organisation}.agent.1`;
const manager = `${organisation}.manager.1`;

interface Week {
  queue: { own: number; dueToday: number; dueThisWeek: number; late: number; waitingForOthers: number };
  figures: { measure: string; own: { value: number | null }; teamMedian: number | null }[];
}

let api: RunningApi;
let own: { number: string };
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation] });
  own = await driven(api, organisation, [['accept', {}]]);
  const answered = await driven(api, organisation, [
    ['accept', {}],
    ['answer', { text: 'حل (مثال)', solved: true }],
  ]);
  for (const { number } of [own, answered]) {
    const isThere = ({ status }: { status: string }) => status === (number === own.number ? 'open' : 'answered');
    await api.projected(`/v1/organisations/${organisation}/complaints/${number}`, manager, isThere);
  }
});
afterAll(() => api.stop());

const weekOf = async (who: string) => (await api.as(who).get(`/v1/organisations/${organisation}/own-week`)).as<Week>();

test('C-13: agents see what is theirs, when it is due, and their own figures of the week', async () => {
  const { queue, figures } = await weekOf(agent);
  expect(queue).toMatchObject({ own: 2, late: 0, waitingForOthers: 1 });
  const answered = figures.find(({ measure }) => measure === 'answered');
  expect(answered).toEqual({ measure: 'answered', own: { value: 1, n: 1 }, teamMedian: null });
  const other = await weekOf(`${organisation}.agent.2`);
  expect([other.queue.own, other.figures.find(({ measure }) => measure === 'answered')?.own.value]).toEqual([0, 0]);
  // A deadline that ends today, one that ends later this week, and one that was missed.
  const dueAt = async (nextDueAt: string, breached = false) => {
    const _id = `${organisation}/${own.number}` as never;
    await api.database.cases.collection.updateOne({ _id }, { $set: { nextDueAt, breached } });
    return (await weekOf(agent)).queue;
  };
  expect(await dueAt(new Date().toISOString())).toMatchObject({ dueToday: 1, dueThisWeek: 0 });
  expect(await dueAt('2999-01-01T00:00:00Z', true)).toMatchObject({ dueToday: 0, dueThisWeek: 0, late: 1 });
});

test('C-11, C-13: agents see the week before, which they acknowledge: counted to its end, and what is theirs as it stands now', async () => {
  const today = riyadhToday();
  const asked = (query: string) => api.as(agent).get(`/v1/organisations/${organisation}/own-week${query}`);
  const [present, previous] = [periodAround('week', today), periodBefore('week', today)];
  const answered = ({ figures }: Week) => figures.find(({ measure }) => measure === 'answered')?.own.value;
  const own = (await asked('')).as<Week & { week: object }>();
  expect([own.week, answered(own)]).toEqual([present, 1]);
  const before = (await asked('?week=previous')).as<Week & { week: object }>();
  expect([before.week, answered(before), before.queue]).toEqual([previous, 0, own.queue]);
  // A week later this week is the one before, with what was done in it.
  const staff = await findStaff(api.database, organisation, agent);
  const principal = { actor: { id: agent, roles: ['agent'], groups: staff?.groups ?? [], departments: [] } };
  const receivedAt = new Date(Date.now() + 7 * 86_400_000).toISOString();
  const dependencies = { database: api.database };
  const later = { dependencies, pack: ownPack(organisation), principal, receivedAt };
  const read = (query: WeekQuery) => readOwnWeek({ ...later, query } as unknown as Call<WeekQuery>);
  expect(answered(await read({}))).toBe(0);
  expect(await read({ week: 'previous' })).toMatchObject({ week: present, figures: own.figures });
  expect((await asked('?week=2026-01-04')).refusal).toBe('400 InvalidQuery');
});

test('C-13: managers see what escalates next, who is away and which approvals wait, without what is about them', async () => {
  const desk = `/v1/organisations/${organisation}/manager-desk`;
  const read = async () =>
    (await api.as(manager).get(desk)).as<{
      rungs: { number: string; dueAt: string }[];
      absences: { staffId: string }[];
      approvals: string[];
    }>();
  expect((await api.as(agent).get(desk)).refusal).toBe('403 Forbidden');
  const absence = { from: new Date().toISOString(), to: '2999-01-01T00:00:00Z', deputy: `${organisation}.agent.2` };
  await api.database.staff.collection.updateOne({ _id: agent as never }, { $set: { absences: [absence] } });
  const before = await read();
  const numbers = before.rungs.map(({ number }) => number);
  expect(numbers).toContain(own.number);
  expect(before.rungs.map(({ dueAt }) => dueAt)).toEqual(before.rungs.map(({ dueAt }) => dueAt).sort());
  expect(before.absences).toEqual([{ staffId: agent, ...absence }]);
  expect(before.approvals).toEqual([]);
  const waitFor = (waitsFor: object[]) =>
    api.database.cases.collection.updateOne({ _id: `${organisation}/${own.number}` as never }, { $set: { waitsFor } });
  const approval = { why: 'approval', command: 'approve-claim', for: ['role:manager'] };
  await waitFor([approval]);
  expect((await read()).approvals).toEqual([own.number]);
  // What waits for them for another reason, and for somebody else's approval, does not wait for theirs.
  await waitFor([
    { ...approval, for: ['role:quality'] },
    { ...approval, why: 'next-step' },
  ]);
  expect((await read()).approvals).toEqual([]);
  const about = await opened(api, organisation, { about: [manager] });
  await api.projected(about.address, `${organisation}.manager.2`, () => true);
  expect((await read()).rungs.map(({ number }) => number)).not.toContain(about.number);
});
