import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually } from '../../support/api/api-client.ts';
import { opened } from '../../support/api/complaints.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';

const staff = '/v1/organisations/sandbox/staff';
const away = { from: '2020-01-01T00:00:00Z', to: '2099-01-01T00:00:00Z' };
const soon = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: ['sandbox', 'courier'] });
});
afterAll(() => api.stop());

/** Waits until these, and nobody else of the staff, have been written to about a case. */
async function told(number: string, wanted: string[]): Promise<void> {
  const toStaff = () =>
    api.sent
      .filter(({ channel, to, text }) => channel === 'email' && to.startsWith('sandbox.') && text.includes(number))
      .map(({ to }) => to.replace('@example.com', ''))
      .sort();
  expect(await eventually(toStaff, (all) => all.length >= wanted.length)).toEqual(wanted);
}

test('anyone who stands in is told instead of the one who is away', async () => {
  await api.hire('sandbox.agent.away');
  const span = { from: soon(-1), to: soon(8) };
  const entered = await api
    .as('sandbox.supervisor.1')
    .post(`${staff}/sandbox.agent.away/absences`, { ...span, deputy: 'sandbox.agent.2' });
  expect([entered.status, entered.json.absences]).toEqual([
    201,
    [
      {
        id: expect.any(String),
        ...span,
        deputy: 'sandbox.agent.2',
        enteredBy: 'sandbox.supervisor.1',
      },
    ],
  ]);
  const { number, address } = await opened(api, 'sandbox');
  await api.as('sandbox.supervisor.1').post(`${address}/assign`, { to: 'sandbox.agent.away' });
  await told(number, ['sandbox.agent.2']);
});

test('an absence that is over, or that begins later, changes nobody who is told', async () => {
  const by = { deputy: 'sandbox.agent.2', enteredBy: 'sandbox.manager.1' };
  const over = { ...away, to: '2021-01-01T00:00:00Z', ...by };
  const later = { ...away, from: '2098-01-01T00:00:00Z', ...by };
  await api.hire('sandbox.agent.back', { absences: [over, later] });
  const manager = api.as('sandbox.manager.1');
  const { number, address } = await opened(api, 'sandbox');
  await manager.post(`${address}/assign`, { to: 'sandbox.agent.back' });
  await told(number, ['sandbox.agent.back']);
});

describe('the work list of anyone who stands in', () => {
  const colleague = 'courier.agent.2';

  /** A member of staff who is away and owns a complaint. */
  async function owned(owner: string, absence: { scope?: string[] } = {}, about: string[] = []): Promise<string> {
    const { number, address } = await opened(api, 'courier', { about });
    await api.hire(owner);
    await api.as('courier.supervisor.1').post(`${address}/assign`, { to: owner });
    const absences = [{ ...away, ...absence, deputy: colleague, enteredBy: 'courier.supervisor.1' }];
    await api.hire(owner, { absences });
    await api.projected(address, 'courier.manager.1', (view) => view.owner === owner);
    return number;
  }

  const waits = async (who: string, number: string) => {
    const answer = await api.as(who).get('/v1/organisations/courier/work?limit=200');
    const { items } = answer.as<{ items: { number: string; why: string; standingInFor: string | null }[] }>();
    return items.filter((item) => item.number === number).map(({ why, standingInFor }) => [why, standingInFor]);
  };

  test('has what waits for the one who is away, marked so, and nobody else’s has it', async () => {
    const number = await owned('courier.agent.away');
    expect(await waits(colleague, number)).toEqual([['yours', 'courier.agent.away']]);
    expect(await waits('courier.agent.1', number)).toEqual([]);
  });

  test('has what waits for both as his own', async () => {
    await owned('courier.agent.away');
    const { number, address } = await opened(api, 'courier');
    await api.projected(address, 'courier.manager.1', () => true);
    expect(await waits(colleague, number)).toEqual([['unowned', null]]);
  });

  test('has it only where he may do something of what the case takes now', async () => {
    const some = await owned('courier.agent.partly', { scope: ['accept', 'answer'] });
    const none = await owned('courier.agent.hardly', { scope: ['answer'] });
    expect(await waits(colleague, some)).toEqual([['yours', 'courier.agent.partly']]);
    expect(await waits(colleague, none)).toEqual([]);
  });

  test('is empty again once the other one is back', async () => {
    const number = await owned('courier.agent.back');
    await api.hire('courier.agent.back', { absences: [] });
    expect(await waits(colleague, number)).toEqual([]);
    expect(await waits('courier.agent.back', number)).toEqual([['yours', null]]);
  });

  test('has no complaint about him', async () => {
    const number = await owned('courier.agent.away', {}, [colleague]);
    expect(await waits(colleague, number)).toEqual([]);
  });
});

describe('the ladder of a complaint that nobody answers', () => {
  test('passes over anyone who the complaint names, also where he stands in for another', async () => {
    await api.hire('sandbox.supervisor.2', {
      absences: [{ ...away, deputy: 'sandbox.supervisor.1', enteredBy: 'sandbox.manager.1' }],
    });
    const named = await opened(api, 'sandbox', { about: ['sandbox.supervisor.1'] });
    const free = await opened(api, 'sandbox');
    // Nobody of the supervisors is left for the first, since it names one. Their managers hear of it, and quality, who is
    // independent of them (F-10).
    const instead = ['sandbox.manager.1', 'sandbox.manager.2', 'sandbox.quality.1', 'sandbox.quality.2'];
    await told(named.number, instead);
    await told(free.number, ['sandbox.supervisor.1']);
    const view = await api.projected(named.address, 'sandbox.manager.1', ({ clocks }) =>
      clocks.some(({ rungs }) => rungs.some((rung) => rung.told.length > 0)),
    );
    const everyone = view.clocks.flatMap(({ rungs }) => rungs.flatMap((rung) => rung.told));
    expect(new Set(everyone)).toEqual(new Set(instead));
  });
});

test.each(['agent', 'quality', 'auditor'])('no %s enters absences of others', async (role) => {
  const span = { from: soon(-1), to: soon(8) };
  const answer = await api
    .as(`sandbox.${role}.1`)
    .post(`${staff}/sandbox.agent.2/absences`, { ...span, deputy: 'sandbox.manager.1' });
  expect(answer.refusal).toBe('403 Forbidden');
});

test.each([
  ['that ends before it begins', { from: away.to, to: away.from }],
  ['that ends as it begins', { from: away.to, to: away.to }],
  ['from a date alone', { from: '2030-01-01' }],
  ['from no instant', { from: 'next week' }],
  ['without an end', { to: undefined }],
  ['for which nobody stands in', { deputy: undefined }],
  ['for which somebody unknown stands in', { deputy: 'sandbox.agent.77' }],
  ['for which another organisation stands in', { deputy: 'courier.agent.1' }],
  ['for which he stands in himself', { deputy: 'sandbox.agent.1' }],
  ['with an unknown field', { why: 'ill' }],
])('an absence %s is refused, and none is entered', async (_what, change) => {
  const path = `${staff}/sandbox.agent.1/absences`;
  const span = { from: soon(-1), to: soon(8) };
  const answer = await api.as('sandbox.manager.1').post(path, { ...span, deputy: 'sandbox.agent.2', ...change });
  expect(answer.refusal).toBe('422 Invalid');
  const { items } = (await api.as('sandbox.agent.1').get(staff)).as<{
    items: { staffId: string; absences: unknown[] }[];
  }>();
  expect(items.find(({ staffId }) => staffId === 'sandbox.agent.1')?.absences).toEqual([]);
});

test('an absence of somebody who does not work here is not found', async () => {
  for (const staffId of ['courier.agent.1', 'nobody', '%7B%22$ne%22:null%7D']) {
    const path = `${staff}/${staffId}/absences`;
    const answer = await api.as('sandbox.manager.1').post(path, { ...away, deputy: 'sandbox.agent.2' });
    expect(answer.refusal).toBe('404 NotFound');
  }
});

test('the directory shows who works here, and no password or address', async () => {
  const answer = await api.as('sandbox.agent.1').get(staff);
  const { items } = answer.as<{ items: { staffId: string; roles: string[] }[] }>();
  expect(items.find(({ staffId }) => staffId === 'sandbox.quality.1')).toMatchObject({ roles: ['quality'] });
  expect(items.every(({ staffId }) => staffId.startsWith('sandbox.'))).toBe(true);
  for (const hidden of ['password', 'argon2', '@example.com', 'username']) expect(answer.text).not.toContain(hidden);
});
