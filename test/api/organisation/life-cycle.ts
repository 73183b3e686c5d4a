/** People's life cycle (1.3): giving rights takes two people and neither gains; taking them away takes one, at once. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { StaffDocument, StaffFact } from '../../../db/organisation/staff.ts';
import { digest } from '../../../domain/digest.ts';
import { type Answer, ApiClient, eventually } from '../../support/api/api-client.ts';
import { driven } from '../../support/api/complaints.ts';
import { password, type RunningApi, startApi } from '../../support/api/running-api.ts';

const organisation = 'development-fund';
const staff = `/v1/organisations/${organisation}/staff`;
const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation, 'sandbox'] });
  await api.hire(id('manager.3'));
});
afterAll(() => api.stop());

const id = (person: string) => `${organisation}.${person}`;
const as = (person: string) => api.as(id(person));
const act = (by: string, person: string, what: string, body: object = {}) =>
  as(by).post(`${staff}/${id(person)}/${what}`, body);
const confirm = (by: string, person: string) => act(by, person, 'proposed-place/confirm');
const factsOf = async (person: string) =>
  (await as('auditor.1').get(`${staff}/${id(person)}/facts`)).as<{ items: StaffFact[] }>().items;
const entryOf = (person: string) => api.database.staff.findById(id(person)).lean<StaffDocument>();
const isIn = async (client: ApiClient) => (await client.get(staff)).status === 200;

async function signIn(username: string, word: string): Promise<Answer> {
  const body = JSON.stringify({ username, password: word });
  return api.anybody.send('POST', '/v1/session', body, { 'content-type': 'application/json' });
}
async function setPassword(body: object): Promise<Answer> {
  return api.anybody.send('POST', '/v1/session/password', JSON.stringify(body), { 'content-type': 'application/json' });
}

let invited = 0;
function invitation(change: object = {}) {
  invited += 1;
  const name = `new${invited}`;
  return {
    staffId: id(name),
    name: { ar: `${name} (مثال)`, en: `${name} (example)` },
    email: `${name}@people.example.com`,
    roles: ['agent'],
    groups: ['customer-care'],
    ...change,
  };
}
const nameOf = ({ staffId }: { staffId: string }) => staffId.replace(`${organisation}.`, '');
/** The code that somebody got, from the letter to them. */
async function codeTo(email: string): Promise<string> {
  const pattern = /لأحد: (\S{22})|مع أحد: (\S{22})/;
  const found = () => api.sent.findLast(({ to, text }) => to === email && pattern.test(text));
  const letter = await eventually(
    async () => found(),
    (one) => one !== undefined,
  );
  return (
    pattern
      .exec(letter?.text ?? '')
      ?.slice(1)
      .find(Boolean) ?? ''
  );
}

describe('1.3: somebody is invited', () => {
  test('1.3: by one, confirmed by another, and comes in by a code that nobody else gets', async () => {
    const body = invitation();
    const person = nameOf(body);
    const proposed = await as('manager.1').post(staff, body);
    expect([proposed.status, proposed.as()]).toMatchObject([
      201,
      { status: 'invited', roles: [], proposedPlace: { roles: ['agent'], email: body.email } },
    ]);
    expect((await confirm('manager.1', person)).refusal).toBe('403 SamePerson');
    expect((await confirm('supervisor.1', person)).refusal).toBe('403 Forbidden');
    const confirmed = await confirm('manager.2', person);
    expect(confirmed.as()).toMatchObject({ status: 'invited', roles: ['agent'], departments: ['customer-care'] });
    const code = await codeTo(body.email);
    expect(api.sent.filter(({ text }) => text.includes(code)).map(({ to }) => to)).toEqual([body.email]);
    const newPassword = 'a word of their own, long';
    expect((await setPassword({ username: body.staffId, code: `${code}x`, newPassword })).status).toBe(401);
    expect((await setPassword({ username: body.staffId, code, newPassword: 'short' })).status).toBe(422);
    expect((await setPassword({ username: body.staffId, code, newPassword })).status).toBe(204);
    expect((await setPassword({ username: body.staffId, code, newPassword })).status).toBe(401);
    const session = await signIn(body.staffId, newPassword);
    expect(session.status).toBe(201);
    expect(await isIn(new ApiClient(api.url, session.as<{ token: string }>().token))).toBe(true);
    const facts = await factsOf(person);
    expect(facts).toMatchObject([
      { type: 'placeProposed', by: id('manager.1') },
      { type: 'placeConfirmed', by: id('manager.2'), detail: { proposedBy: id('manager.1') } },
      { type: 'arrived', by: body.staffId },
    ]);
    for (const [index, { digest: chained, ...content }] of facts.entries()) {
      expect([chained, content.previous]).toEqual([digest(content), facts[index - 1]?.digest ?? '']);
    }
  });

  test('1.3: the message to somebody who is invited goes out under the organisation’s own address', async () => {
    const body = invitation();
    await as('manager.1').post(staff, body);
    await confirm('manager.2', nameOf(body));
    await codeTo(body.email);
    expect(api.sent.find(({ to }) => to === body.email)).toMatchObject({ channel: 'email', as: 'care@fund.example' });
  });

  test('1.3: an invitation that is not in order leaves nothing', async () => {
    const count = () => api.database.staff.countDocuments({ organisation });
    const before = await count();
    for (const [by, change] of [
      ['manager.1', { roles: ['king'] }],
      ['manager.1', { groups: ['nowhere'] }],
      ['manager.1', { staffId: 'sandbox.stranger' }],
      ['manager.1', { staffId: id('agent.1') }],
      ['manager.1', { email: `${id('agent.1')}@example.com` }],
    ] as const) {
      expect((await as(by).post(staff, invitation(change))).refusal).toBe('422 Invalid');
    }
    for (const by of ['agent.1', 'supervisor.1', 'quality.1', 'auditor.1']) {
      expect([by, (await as(by).post(staff, invitation())).refusal]).toEqual([by, '403 Forbidden']);
    }
    expect(await count()).toBe(before);
  });

  test('1.3: refused, it gives nobody anything, and under one key it is one invitation', async () => {
    const body = invitation();
    const send = () => as('manager.1').post(staff, body, { key: 'one-invitation' });
    const [first, second] = [await send(), await send()];
    expect(second.json).toEqual(first.json);
    expect((await act('manager.2', nameOf(body), 'proposed-place/refuse')).as()).toMatchObject({
      status: 'left',
      proposedPlace: null,
    });
    expect((await confirm('manager.2', nameOf(body))).refusal).toBe('409 NotAllowedNow');
    expect(await factsOf(nameOf(body))).toHaveLength(2);
  });
});

describe('1.3: rights are given by two and taken by one', () => {
  test('1.3: more takes two, and ends the sessions that were begun with less', async () => {
    await api.hire(id('agent.more'), { groups: ['customer-care'], departments: ['customer-care'] });
    const before = as('agent.more');
    const place = { roles: ['supervisor'], groups: ['customer-care'], departments: ['customer-care'], reason: 'ترقية' };
    const proposed = await act('manager.1', 'agent.more', 'place', place);
    expect(proposed.as()).toMatchObject({ roles: ['agent'], proposedPlace: { why: 'changed', roles: ['supervisor'] } });
    expect(await isIn(before)).toBe(true);
    expect((await confirm('agent.more', 'agent.more')).refusal).toBe('403 Forbidden');
    expect((await confirm('manager.2', 'agent.more')).as()).toMatchObject({ roles: ['supervisor'], status: 'active' });
    expect(await isIn(before)).toBe(false);
  });

  test('1.3: less takes one, at once', async () => {
    await api.hire(id('supervisor.less'));
    const before = as('supervisor.less');
    const place = { roles: ['supervisor'], groups: [], departments: [], reason: 'انتقال' };
    expect((await act('agent.1', 'supervisor.less', 'place', place)).refusal).toBe('403 Forbidden');
    const answer = await act('manager.1', 'supervisor.less', 'place', place);
    expect(answer.as()).toMatchObject({ groups: [], departments: [], proposedPlace: null });
    expect(await isIn(before)).toBe(false);
  });

  test('1.3: switched off by one, all sessions end; on again takes two, and the old session stays dead', async () => {
    await api.hire(id('agent.off'));
    const before = as('agent.off');
    expect((await act('agent.1', 'agent.off', 'switch-off', { reason: 'بلا سبب' })).refusal).toBe('403 Forbidden');
    expect((await act('supervisor.1', 'agent.off', 'switch-off', { reason: 'جهاز مفقود' })).as()).toMatchObject({
      status: 'off',
    });
    expect((await before.get(staff)).refusal).toBe('401 NotSignedIn');
    expect((await act('supervisor.1', 'agent.off', 'switch-on')).refusal).toBe('403 Forbidden');
    expect((await act('manager.1', 'agent.off', 'switch-on')).as()).toMatchObject({ status: 'off' });
    expect((await confirm('manager.1', 'agent.off')).refusal).toBe('403 SamePerson');
    expect((await confirm('manager.2', 'agent.off')).as()).toMatchObject({ status: 'active' });
    expect(await isIn(before)).toBe(false);
    expect((await signIn(id('agent.off'), password)).status).toBe(201);
  });

  test('S4: all sessions of somebody are ended by one, and the account stays', async () => {
    await api.hire(id('agent.phone'));
    const before = as('agent.phone');
    const reason = { reason: 'فُقد هاتفه' };
    expect((await act('agent.1', 'agent.phone', 'end-sessions', reason)).refusal).toBe('403 Forbidden');
    expect(await isIn(before)).toBe(true);
    expect((await act('supervisor.1', 'agent.phone', 'end-sessions', reason)).as()).toMatchObject({ status: 'active' });
    expect(await isIn(before)).toBe(false);
    expect((await signIn(id('agent.phone'), password)).status).toBe(201);
    expect((await factsOf('agent.phone')).at(-1)).toMatchObject({ type: 'sessionsEnded', by: id('supervisor.1') });
  });

  test('1.3: nobody who gains confirms: neither the person nor anyone who stands in for them', async () => {
    const away = { from: inHours(-1), to: inHours(9), deputy: id('manager.2'), enteredBy: id('agent.gain') };
    await api.hire(id('agent.gain'), { absences: [away] });
    const place = { roles: ['manager'], groups: [], departments: [], reason: 'ترقية' };
    expect((await act('manager.2', 'agent.gain', 'place', place)).refusal).toBe('403 Forbidden');
    expect((await act('manager.1', 'agent.gain', 'place', place)).status).toBe(200);
    expect((await confirm('manager.2', 'agent.gain')).refusal).toBe('403 Forbidden');
    expect((await confirm('manager.3', 'agent.gain')).as()).toMatchObject({ roles: ['manager'] });
  });

  test('1.3: a proposal does not outlive the right of anyone who made it', async () => {
    await api.hire(id('manager.brief'));
    const body = invitation();
    await as('manager.brief').post(staff, body);
    await act('manager.1', 'manager.brief', 'switch-off', { reason: 'ترك العمل' });
    expect((await confirm('manager.2', nameOf(body))).refusal).toBe('409 NotAllowedNow');
  });

  test('1.3: a lost password is voided at once, and the person alone gets the way to another', async () => {
    await api.hire(id('agent.lost'), { email: 'lost@people.example.com' });
    expect((await act('supervisor.1', 'agent.lost', 'new-password')).as()).toMatchObject({ status: 'active' });
    expect(await isIn(as('agent.lost'))).toBe(false);
    expect((await signIn(id('agent.lost'), password)).status).toBe(401);
    const code = await codeTo('lost@people.example.com');
    const newPassword = 'another long word of mine';
    expect((await setPassword({ username: id('agent.lost'), code, newPassword })).status).toBe(204);
    const own = { username: id('agent.lost'), password: newPassword, newPassword: 'and once more another one' };
    expect((await setPassword({ ...own, password: 'wrong wrong wrong' })).status).toBe(401);
    expect((await setPassword(own)).status).toBe(204);
    expect((await signIn(id('agent.lost'), own.newPassword)).status).toBe(201);
  });

  test('S4: a password that somebody else has set opens nothing but the way to another one', async () => {
    await api.hire(id('agent.given'), { mustChangePassword: true });
    const who = id('agent.given');
    expect((await signIn(who, 'wrong wrong wrong')).status).toBe(401);
    expect((await signIn(who, password)).refusal).toBe('403 PasswordChangeNeeded');
    expect((await setPassword({ username: who, password, newPassword: password })).status).toBe(422);
    const newPassword = 'a long word that is my own';
    expect((await setPassword({ username: who, password, newPassword })).status).toBe(204);
    expect(await isIn(as('agent.given'))).toBe(false);
    expect((await signIn(who, newPassword)).status).toBe(201);
  });

  test('1.3: nobody of another organisation is there to be changed', async () => {
    const answer = await as('manager.1').post(`${staff}/sandbox.agent.1/switch-off`, { reason: 'بلا سبب' });
    expect(answer.refusal).toBe('404 NotFound');
    expect((await api.as('sandbox.manager.1').get(`${staff}/${id('agent.1')}/holdings`)).status).toBeGreaterThan(400);
  });
});

describe('N-19: one steward at a time, and one deputy', () => {
  const steward = (role: string) => invitation({ roles: [role], groups: [] });

  test.each(['data-steward', 'deputy-steward'])('N-19: of two who are to be %s one becomes it', async (role) => {
    const [one, other] = [steward(role), steward(role)];
    for (const body of [one, other]) expect((await as('manager.1').post(staff, body)).status).toBe(201);
    const answers = await Promise.all([one, other].map((body) => confirm('manager.2', nameOf(body))));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const holder = answers[0]?.status === 200 ? one : other;
    const waits = holder === one ? other : one;
    expect((await confirm('manager.2', nameOf(waits))).problem.detail).toContain(role);
    await act('manager.1', nameOf(holder), 'leave', { reason: 'انتهى عقده' });
    expect((await confirm('manager.2', nameOf(waits))).as()).toMatchObject({ roles: [role] });
  });
});

describe('1.3: somebody leaves', () => {
  test('1.3: what they own is listed, and given in bulk to somebody who may act on each', async () => {
    await api.hire(id('agent.leaver'));
    const leaver = id('agent.leaver');
    const mine = await driven(api, organisation, [['accept', {}, leaver]]);
    const about = await driven(api, organisation, [['accept', {}, leaver]], { about: [id('agent.2')] });
    for (const { address } of [mine, about]) {
      await api.projected(address, id('manager.1'), ({ owner }) => owner === leaver);
    }
    await api.hire(id('agent.holiday'), {
      absences: [{ from: inHours(5), to: inHours(9), deputy: leaver, enteredBy: id('supervisor.1') }],
    });
    expect((await act('supervisor.1', 'agent.leaver', 'leave', { reason: 'انتهى العقد' })).as()).toMatchObject({
      status: 'left',
    });
    const holdings = (await as('manager.1').get(`${staff}/${leaver}/holdings`)).as<{
      owned: { number: string }[];
      standsInFor: { staffId: string }[];
    }>();
    expect(holdings.owned.map(({ number }) => number).sort()).toEqual([mine.number, about.number].sort());
    expect(holdings.standsInFor).toMatchObject([{ staffId: id('agent.holiday') }]);
    expect((await as('agent.1').get(`${staff}/${leaver}/holdings`)).refusal).toBe('403 Forbidden');

    const body = { to: id('agent.2'), reason: 'انتهى العقد' };
    const handOver = (by: string) => as(by).post(`${staff}/${leaver}/hand-over`, body, { key: 'all-of-the-leaver' });
    expect((await handOver('agent.2')).refusal).toBe('403 Forbidden');
    const first = await handOver('supervisor.1');
    // A person whom one of them names does not get it.
    expect(first.as<{ items: object[] }>().items).toEqual(
      expect.arrayContaining([
        { number: mine.number, outcome: 'handed-over' },
        expect.objectContaining({ number: about.number, outcome: 'refused', problem: 'NamedInCase' }),
      ]),
    );
    expect((await handOver('supervisor.1')).json).toEqual(first.json);
    expect((await as('manager.1').get(mine.address)).view.owner).toBe(id('agent.2'));
    expect((await as('manager.1').get(about.address)).view.owner).toBe(leaver);
    const { events } = await api.timeline(mine.address, id('manager.1'));
    expect(events.filter((event) => event.type === 'assigned' && event.by === id('supervisor.1'))).toHaveLength(1);
  });

  test('1.3: where it broke off, a repetition goes on with the same cases and gives none of them twice', async () => {
    await api.hire(id('agent.broken'));
    const cases = [await driven(api, organisation, [['accept', {}, id('agent.broken')]])];
    cases.push(await driven(api, organisation, [['accept', {}, id('agent.broken')]]));
    for (const { address } of cases) {
      await api.projected(address, id('manager.1'), ({ owner }) => owner === id('agent.broken'));
    }
    const numbers = cases.map(({ number }) => number);
    const send = () =>
      as('manager.1').post(
        `${staff}/${id('agent.broken')}/hand-over`,
        { to: id('agent.2'), reason: 'انتهى العقد' },
        { key: 'broken-off' },
      );
    const { collection } = api.database.requests;
    const bulkWrite = collection.bulkWrite.bind(collection);
    let calls = 0;
    collection.bulkWrite = (...given) => {
      calls += 1;
      if (calls > 1) throw Object.assign(new Error('gone'), { name: 'MongoNetworkError' });
      return bulkWrite(...given);
    };
    try {
      expect((await send()).refusal).toBe('503 Unavailable');
    } finally {
      collection.bulkWrite = bulkWrite;
    }
    const { items } = (await send()).as<{ items: { number: string; outcome: string }[] }>();
    expect(items.map(({ number }) => number).sort()).toEqual([...numbers].sort());
    expect(items.map(({ outcome }) => outcome)).toEqual(['handed-over', 'handed-over']);
    for (const { address } of cases) {
      const { events } = await api.timeline(address, id('manager.1'));
      expect(events.filter(({ type }) => type === 'assigned')).toHaveLength(1);
    }
  });

  test('1.3: anyone who has left comes back by an invitation alone', async () => {
    await api.hire(id('agent.back'), { email: 'back@people.example.com' });
    await act('manager.1', 'agent.back', 'leave', { reason: 'انتهى العقد' });
    expect((await act('manager.1', 'agent.back', 'switch-on')).refusal).toBe('409 NotAllowedNow');
    expect((await signIn(id('agent.back'), password)).status).toBe(401);
    const body = invitation({ staffId: id('agent.back'), email: 'back@people.example.com' });
    expect((await as('manager.1').post(staff, body)).as()).toMatchObject({ proposedPlace: { roles: ['agent'] } });
    expect((await confirm('manager.2', 'agent.back')).as()).toMatchObject({ status: 'invited' });
    expect((await entryOf('agent.back'))?.active).toBe(false);
  });
});

test('1.3: those who review see who gave and took what, once, and not what they did themselves', async () => {
  await api.hire(id('agent.reviewed'));
  await act('manager.1', 'agent.reviewed', 'switch-off', { reason: 'جهاز مفقود' });
  const list = async (by: string, reviewed = 'false') =>
    (await as(by).get(`/v1/organisations/${organisation}/staff-changes?reviewed=${reviewed}`)).as<{
      items: { staffId: string; fact: StaffFact; review: object | null }[];
    }>().items;
  const [change] = (await list('quality.1')).filter(({ staffId }) => staffId === id('agent.reviewed'));
  expect(change).toMatchObject({ fact: { type: 'switchedOff', by: id('manager.1') }, review: null });
  const verdict = { verdict: 'objected', note: 'لا سبب يكفي' };
  const path = `facts/${change?.fact.id}/review`;
  expect((await act('manager.2', 'agent.reviewed', path, verdict)).refusal).toBe('403 Forbidden');
  expect((await act('auditor.1', 'agent.reviewed', path, verdict)).status).toBe(200);
  expect((await act('quality.1', 'agent.reviewed', path, verdict)).refusal).toBe('409 NotAllowedNow');
  const after = (await list('auditor.1', 'true')).find(({ staffId }) => staffId === id('agent.reviewed'));
  expect(after?.review).toMatchObject({ by: id('auditor.1'), verdict: 'objected' });
});
