import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Absence, StaffFact } from '../../../db/organisation/staff.ts';
import { digest } from '../../../domain/digest.ts';
import { type Answer, eventually } from '../../support/api/api-client.ts';
import { opened } from '../../support/api/complaints.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';

const organisation = 'sandbox';
const staff = `/v1/organisations/${organisation}/staff`;
const roles = ['agent', 'supervisor', 'manager', 'quality', 'auditor', 'data-steward', 'deputy-steward'];
const hour = 3_600_000;
const inHours = (hours: number) => new Date(Date.now() + hours * hour).toISOString();

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation] });
  for (const steward of ['data-steward', 'deputy-steward']) {
    for (const n of [1, 2]) await api.hire(`${organisation}.${steward}.${n}`);
  }
});
afterAll(() => api.stop());

const id = (person: string) => `${organisation}.${person}`;
const as = (person: string) => api.as(id(person));

/** Somebody new, so that no test finds the absences of another. */
let hired = 10;
async function newcomer(role: string, change: { departments?: string[] } = {}): Promise<string> {
  hired += 1;
  await api.hire(id(`${role}.${hired}`), change);
  return `${role}.${hired}`;
}

const now = () => ({ from: inHours(-1), to: inHours(8) });
const enter = (by: string, person: string, deputy: string, span: object = now()) =>
  as(by).post(`${staff}/${id(person)}/absences`, { ...span, deputy: id(deputy) });
const act = (by: string, person: string, absence: Absence | undefined, name: string, body: object = {}) =>
  as(by).post(`${staff}/${id(person)}/absences/${absence?.id}/${name}`, body);
const inForce = (answer: Answer) => answer.as<{ absences: Absence[] }>().absences;
const proposed = (answer: Answer) => answer.as<{ proposedAbsences: Absence[] }>().proposedAbsences;
const factsOf = async (person: string, by = 'auditor.1') =>
  (await as(by).get(`${staff}/${id(person)}/facts`)).as<{ items: StaffFact[] }>().items;
/** Whether somebody may give a command that managers alone have. */
async function mayExtend(person: string, address: string): Promise<boolean> {
  const answer = await as(person).post(`${address}/extend`, {}, { headers: { 'idempotency-key': null } });
  return answer.status === 428;
}

describe('S2: nobody makes himself a deputy', () => {
  const pairs = roles.flatMap((by) => roles.map((role) => [by, role] as const));

  test.each(pairs)('S2: a %s who enters the absence of a %s with himself as deputy is refused', async (by, role) => {
    const person = await newcomer(role);
    const answer = await enter(`${by}.1`, person, `${by}.1`);
    // Of a steward the deputy has to be a deputy steward, no matter who asks.
    expect(answer.refusal).toBe(role === 'data-steward' && by !== 'deputy-steward' ? '422 Invalid' : '403 Forbidden');
    expect(await factsOf(person)).toEqual([]);
  });

  test.each(roles)('S2: a %s gains nothing by a deputy who is away and for whom he stands in', async (role) => {
    const [gainer, person, between] = [await newcomer(role), await newcomer(role), await newcomer(role)];
    const away = { ...now(), deputy: id(gainer), enteredBy: id(between) };
    await api.hire(id(between), { absences: [away] });
    const answer = await enter(gainer, person, between);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(await factsOf(person)).toEqual([]);
  });

  test('S2: two supervisors cannot make one another deputies of managers or of the auditor', async () => {
    for (const role of ['manager', 'auditor', 'quality']) {
      const person = await newcomer(role);
      expect((await enter('supervisor.1', person, 'supervisor.2')).refusal).toBe('403 Forbidden');
    }
  });

  test('S2: nobody passes on the rights of another by going away himself', async () => {
    const [manager, supervisor] = [await newcomer('manager'), await newcomer('supervisor')];
    const agent = await newcomer('agent');
    const { address } = await opened(api, organisation);
    await enter(manager, manager, supervisor);
    expect(await mayExtend(supervisor, address)).toBe(true);
    const answer = await enter(supervisor, supervisor, agent);
    expect([inForce(answer), proposed(answer).length]).toEqual([[], 1]);
    expect(await mayExtend(agent, address)).toBe(false);
    expect((await act('supervisor.2', supervisor, proposed(answer)[0], 'confirm')).refusal).toBe('403 Forbidden');
    expect((await act(manager, supervisor, proposed(answer)[0], 'confirm')).status).toBe(200);
    expect(await mayExtend(agent, address)).toBe(true);
  });

  test('S2: an absence that an earlier release let its deputy enter gives no rights', async () => {
    const gainer = await newcomer('supervisor');
    const person = id(await newcomer('manager'));
    const { address } = await opened(api, organisation);
    await api.hire(person, { absences: [{ ...now(), deputy: id(gainer), enteredBy: id(gainer) }] });
    expect(await mayExtend(gainer, address)).toBe(false);
    await api.hire(person, { absences: [{ ...now(), deputy: id(gainer), enteredBy: person }] });
    expect(await mayExtend(gainer, address)).toBe(true);
  });
});

describe('S2: a second person confirms', () => {
  test('what a manager enters for a supervisor; before that it gives no rights', async () => {
    const [supervisor, deputy] = [await newcomer('supervisor'), await newcomer('agent')];
    const { address } = await opened(api, organisation);
    const decline = async () =>
      (await as(deputy).post(`${address}/decline`, {}, { headers: { 'idempotency-key': null } })).status;
    const answer = await enter('manager.1', supervisor, deputy);
    expect(inForce(answer)).toEqual([]);
    const [absence] = proposed(answer);
    expect(absence).toMatchObject({ deputy: id(deputy), enteredBy: id('manager.1') });
    expect(await decline()).toBe(403);
    for (const by of ['manager.1', deputy, 'agent.1', 'auditor.1', 'quality.1']) {
      const refused = await act(by, supervisor, absence, 'confirm');
      expect([by, refused.refusal]).toEqual([by, '403 Forbidden']);
    }
    const confirmed = await act('manager.2', supervisor, absence, 'confirm');
    expect(inForce(confirmed)).toMatchObject([{ deputy: id(deputy), confirmedBy: id('manager.2') }]);
    expect(proposed(confirmed)).toEqual([]);
    expect(await decline()).toBe(428);
    expect((await act('manager.2', supervisor, absence, 'confirm')).refusal).toBe('409 NotAllowedNow');
  });

  test('or anyone who is away does', async () => {
    const supervisor = await newcomer('supervisor');
    const [absence] = proposed(await enter('manager.1', supervisor, 'supervisor.2'));
    expect(inForce(await act(supervisor, supervisor, absence, 'confirm'))).toMatchObject([
      { confirmedBy: id(supervisor) },
    ]);
  });

  test('but not for the agents of one’s own department, and nobody’s else', async () => {
    const agent = await newcomer('agent', { departments: ['care'] });
    await api.hire(id('supervisor.near'), { departments: ['care'] });
    await api.hire(id('supervisor.far'), { departments: ['finance'] });
    expect((await enter('supervisor.far', agent, 'agent.2')).refusal).toBe('403 Forbidden');
    expect((await enter('agent.1', agent, 'agent.2')).refusal).toBe('403 Forbidden');
    expect(inForce(await enter('supervisor.near', agent, 'agent.2'))).toMatchObject([{ deputy: id('agent.2') }]);
  });

  test('and nobody for an absence that one enters of oneself', async () => {
    for (const role of roles.filter((one) => one !== 'data-steward')) {
      const person = await newcomer(role);
      expect([role, inForce(await enter(person, person, 'agent.2')).length]).toEqual([role, 1]);
    }
  });
});

describe('S2: the person, the deputy and the independent role', () => {
  const told = (word: string, person: string) =>
    api.sent
      .filter(
        ({ channel, text }) => channel === 'email' && text.includes(word) && text.includes(`${id(person)} (مثال)`),
      )
      .map(({ to }) => to.replace('@example.com', ''))
      .sort();

  test('are told at once, in words that name the absence', async () => {
    const [supervisor, deputy] = [await newcomer('supervisor'), await newcomer('agent')];
    const concerned = [id(deputy), id('quality.1'), id('quality.2'), id(supervisor)].sort();
    const [absence] = proposed(await enter('manager.1', supervisor, deputy));
    const all = (word: string) =>
      eventually(
        () => concerned.filter((one) => told(word, supervisor).includes(one)),
        (people) => people.length === concerned.length,
      );
    expect(await all('لا تنتقل أي صلاحية')).toEqual(concerned);
    await act('manager.2', supervisor, absence, 'confirm');
    expect(await all('أُكّد')).toEqual(concerned);
    await act(deputy, supervisor, absence, 'end');
    expect(await all('أُنهي')).toEqual(concerned);
    const [letter] = api.sent.filter(({ text }) => text.includes('أُنهي') && text.includes(id(supervisor)));
    expect(letter?.text).toContain(`والنائب خلاله: ${id(deputy)} (مثال)`);
    expect(letter?.text).not.toMatch(/\d{4}-\d\d-\d\dT/);
  });
});

describe('R12: an absence is corrected, ended and cancelled, each on record', () => {
  test('R12: with a wrong end it is made shorter in its place, and none stands beside it', async () => {
    const agent = await newcomer('agent');
    const [absence] = inForce(await enter('supervisor.1', agent, 'agent.2', { from: inHours(-1), to: inHours(500) }));
    const beside = await enter('supervisor.1', agent, 'agent.2');
    expect(beside.problem.errors?.[0]?.message).toContain(`absence ${absence?.id}`);
    const to = inHours(5);
    expect(inForce(await act('supervisor.1', agent, absence, 'correct', { to }))).toMatchObject([
      { id: absence?.id, to },
    ]);
    expect((await factsOf(agent)).map(({ type }) => type)).toEqual(['absenceEntered', 'absenceCorrected']);
  });

  test('R12: made longer, or given to another deputy, it is judged like a new one; what stood stays meanwhile', async () => {
    const supervisor = await newcomer('supervisor');
    const [first] = proposed(await enter('manager.1', supervisor, 'agent.2'));
    const [absence] = inForce(await act(supervisor, supervisor, first, 'confirm'));
    expect((await act('manager.1', supervisor, absence, 'correct', { deputy: id('manager.1') })).refusal).toBe(
      '403 Forbidden',
    );
    expect((await act('agent.1', supervisor, absence, 'correct', { to: inHours(20) })).refusal).toBe('403 Forbidden');
    const to = inHours(20);
    const answer = await act('manager.1', supervisor, absence, 'correct', { to });
    expect([inForce(answer), proposed(answer)]).toMatchObject([[{ to: absence?.to }], [{ to, replaces: absence?.id }]]);
    const after = await act('manager.2', supervisor, proposed(answer)[0], 'confirm');
    expect(inForce(after)).toMatchObject([{ to, confirmedBy: id('manager.2') }]);
    expect(inForce(after)).toHaveLength(1);
  });

  test('R12: it ends at once, by one person, and the deputy’s rights with it', async () => {
    const manager = await newcomer('manager');
    const deputy = await newcomer('supervisor');
    const { address } = await opened(api, organisation);
    const [absence] = inForce(await enter(manager, manager, deputy));
    expect(await mayExtend(deputy, address)).toBe(true);
    expect((await act('agent.1', manager, absence, 'end')).refusal).toBe('403 Forbidden');
    expect((await act('manager.1', manager, absence, 'cancel')).refusal).toBe('409 NotAllowedNow');
    expect((await act('manager.1', manager, absence, 'end')).status).toBe(200);
    expect(await mayExtend(deputy, address)).toBe(false);
    expect((await act('manager.1', manager, absence, 'end')).refusal).toBe('409 NotAllowedNow');
  });

  test('R12: one that has not begun, or that is only proposed, is cancelled', async () => {
    const agent = await newcomer('agent');
    const [later] = inForce(await enter('supervisor.1', agent, 'agent.2', { from: inHours(5), to: inHours(9) }));
    expect((await act('supervisor.1', agent, later, 'end')).refusal).toBe('409 NotAllowedNow');
    expect(inForce(await act(agent, agent, later, 'cancel'))).toEqual([]);
    const supervisor = await newcomer('supervisor');
    const [waits] = proposed(await enter('manager.1', supervisor, 'agent.2'));
    expect(proposed(await act(supervisor, supervisor, waits, 'cancel'))).toEqual([]);
    expect((await factsOf(supervisor)).map(({ type }) => type)).toEqual(['absenceProposed', 'absenceCancelled']);
  });
});

test('S2: an absence is no longer than the pack says, and not over already', async () => {
  const agent = await newcomer('agent');
  for (const span of [
    { from: inHours(0), to: '9999-12-31T00:00:00Z' },
    { from: inHours(0), to: inHours(61 * 24) },
    { from: inHours(-2), to: inHours(-1) },
  ]) {
    expect((await enter('supervisor.1', agent, 'agent.2', span)).refusal).toBe('422 Invalid');
  }
  expect((await enter('supervisor.1', agent, 'agent.2', { from: inHours(0), to: inHours(60 * 24 - 1) })).status).toBe(
    201,
  );
});

test('S2: the auditor sees each fact with who did it, chained by digests; an agent sees his own alone', async () => {
  const supervisor = await newcomer('supervisor');
  const [absence] = proposed(await enter('manager.1', supervisor, 'agent.2'));
  await act('manager.2', supervisor, absence, 'confirm');
  const facts = await factsOf(supervisor);
  expect(facts).toMatchObject([
    { type: 'absenceProposed', by: id('manager.1'), detail: { deputy: id('agent.2') }, previous: '' },
    { type: 'absenceConfirmed', by: id('manager.2') },
  ]);
  for (const [index, { digest: chained, ...content }] of facts.entries()) {
    expect(chained).toBe(digest(content));
    expect(content.previous).toBe(facts[index - 1]?.digest ?? '');
  }
  expect(await factsOf(supervisor, supervisor)).toEqual(facts);
  expect((await as('agent.1').get(`${staff}/${id(supervisor)}/facts`)).refusal).toBe('403 Forbidden');
});

test('S2: under one key it is one absence and one fact', async () => {
  const agent = await newcomer('agent');
  const body = { ...now(), deputy: id('agent.2') };
  const send = () => as('supervisor.1').post(`${staff}/${id(agent)}/absences`, body, { key: 'one-absence' });
  const [first, second] = [await send(), await send()];
  expect(second.json).toEqual(first.json);
  expect(await factsOf(agent)).toHaveLength(1);
});
