import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { derived } from '../../../db/derivations.ts';
import { sealBytesAt } from '../../../db/privacy/sealing.ts';
import { codeOf, periodOf } from '../../../domain/one-time-code.ts';
import { latest } from '../../../packs/load/load.ts';
import { ApiClient, eventually } from '../../support/api/api-client.ts';
import { password, type RunningApi, secret, startApi } from '../../support/api/running-api.ts';

const [organisation, staff] = ['sandbox', '/v1/organisations/sandbox/staff'];
const id = (person: string) => `${organisation}.${person}`;

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation] });
  const pack = latest(api.packs, organisation);
  if (pack) pack.secondFactor = { source: 'ours', roles: ['manager'] };
});
afterAll(() => api.stop());

const signIn = (username: string, more: object = {}) =>
  api.anybody.post('/v1/session', { username, password, ...more });
const clientOf = (token: string) => new ApiClient(api.url, token);
const isIn = async (client: ApiClient) => (await client.get(staff)).status === 200;
const entryOf = (who: string) => api.database.staff.findById(who).lean();

/** The bytes of a text in Base32. */
function bytesOf(text: string): Uint8Array {
  const bits = [...text].map((letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
  );
  return Uint8Array.from(bits.join('').match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
}

/** What an authenticator shows now, or in as many periods. */
const shownBy = (secret: string, later = 0) => codeOf(bytesOf(secret), periodOf(new Date().toISOString()) + later);

/** As if the last code had been used long ago. */
const rested = (who: string) =>
  api.database.staff.collection.updateOne({ _id: who as never }, { $set: { 'secondFactor.lastUsed': 0 } });

interface Enrolled {
  token: string;
  secret: string;
  recoveryCodes: string[];
}

async function enrolled(who: string): Promise<Enrolled> {
  const client = clientOf((await signIn(who)).as<{ token: string }>().token);
  const { secret } = (await client.post('/v1/session/second-factor')).as<{ secret: string }>();
  const answer = await client.post('/v1/session/second-factor/confirm', { code: shownBy(secret) });
  return { secret, ...answer.as<Omit<Enrolled, 'secret'>>() };
}

describe('S4: a role that needs a second factor', () => {
  test('S4: gets a session that can only enrol; with the first code it begins anew, and the first session is over', async () => {
    const who = id('manager.1');
    const answer = (await signIn(who)).as<{ token: string; mustEnrol: boolean }>();
    expect(answer.mustEnrol).toBe(true);
    const first = clientOf(answer.token);
    for (const path of [staff, `/v1/organisations/${organisation}/work`]) {
      expect((await first.get(path)).refusal).toBe('403 EnrolmentNeeded');
    }
    expect((await first.get('/v1/sessions')).status).toBe(200);
    const offered = (await first.post('/v1/session/second-factor')).as<{ secret: string; uri: string; qr: string }>();
    expect(offered.uri).toMatch(/^otpauth:\/\/totp\/.+sandbox\.manager\.1\?secret=[A-Z2-7]{32}&issuer=/);
    expect(offered.qr).toContain('<svg');
    const wrong = shownBy(offered.secret, 9);
    expect((await first.post('/v1/session/second-factor/confirm', { code: wrong })).refusal).toBe('422 WrongCode');
    const done = await first.post('/v1/session/second-factor/confirm', { code: shownBy(offered.secret) });
    const { token, recoveryCodes } = done.as<Enrolled>();
    expect(new Set(recoveryCodes).size).toBe(10);
    expect(await isIn(clientOf(token))).toBe(true);
    expect((await first.get('/v1/sessions')).refusal).toBe('401 NotSignedIn');
    expect((await entryOf(who))?.facts?.map(({ type, by }) => [type, by])).toEqual([['secondFactorEnrolled', who]]);
  });

  test('S4: other roles need none, and may have one', async () => {
    expect((await signIn(id('agent.1'))).as()).toMatchObject({ mustEnrol: false });
    const { token } = await enrolled(id('agent.1'));
    expect(await isIn(clientOf(token))).toBe(true);
    expect((await signIn(id('agent.1'))).refusal).toBe('401 SecondFactorNeeded');
  });

  test('S4: is needed by a deputy of such a role as well, from the moment at which the absence begins', async () => {
    const deputy = await api.hire(id('agent.deputy'));
    expect(await isIn(deputy)).toBe(true);
    const [from, to] = [-60_000, 3_600_000].map((ms) => new Date(Date.now() + ms).toISOString());
    const absences = [{ from: String(from), to: String(to), deputy: id('agent.deputy'), enteredBy: id('manager.2') }];
    await api.hire(id('manager.away'), { absences });
    expect((await deputy.get(staff)).refusal).toBe('403 EnrolmentNeeded');
    await api.hire(id('manager.away'), { absences: [] });
    expect(await isIn(deputy)).toBe(true);
  });
});

describe('S4: signing in with a second factor', () => {
  const who = id('supervisor.1');
  let mine: Enrolled;
  beforeAll(async () => {
    mine = await enrolled(who);
  });
  beforeEach(() => rested(who));

  test('S4: needs its code; the right password alone is told so, a wrong one learns nothing', async () => {
    expect((await signIn(who)).refusal).toBe('401 SecondFactorNeeded');
    expect((await signIn(who, { password: 'wrong' })).refusal).toBe('401 WrongCredentials');
    expect((await signIn(who, { password: 'wrong', code: shownBy(mine.secret) })).refusal).toBe('401 WrongCredentials');
    expect((await signIn(who, { code: shownBy(mine.secret, 7) })).refusal).toBe('401 WrongCredentials');
    const { token } = (await signIn(who, { code: shownBy(mine.secret) })).as<{ token: string }>();
    const { items } = (await clientOf(token).get('/v1/sessions')).as<{ items: object[] }>();
    expect(items).toEqual(expect.arrayContaining([expect.objectContaining({ isThisOne: true, isProven: true })]));
  });

  test('S4: takes a code once, however many ask at the same time, and no earlier one after it', async () => {
    const code = shownBy(mine.secret);
    const statuses = (await Promise.all([1, 2, 3, 4].map(() => signIn(who, { code })))).map(({ status }) => status);
    expect(statuses.sort()).toEqual([201, 401, 401, 401]);
    expect((await signIn(who, { code: shownBy(mine.secret, -1) })).refusal).toBe('401 WrongCredentials');
    expect((await signIn(who, { code: shownBy(mine.secret, 1) })).status).toBe(201);
  });

  test('S4: takes a code as people type it', async () => {
    const arabic = shownBy(mine.secret).replace(/\d/g, (digit) => '٠١٢٣٤٥٦٧٨٩'[Number(digit)] ?? '');
    expect((await signIn(who, { code: `${arabic.slice(0, 3)} ${arabic.slice(3)}` })).status).toBe(201);
  });

  test('S4: takes each code on paper once, on record, and the person is told', async () => {
    const [code = ''] = mine.recoveryCodes;
    const statuses = (await Promise.all([1, 2].map(() => signIn(who, { code })))).map(({ status }) => status);
    expect(statuses.sort()).toEqual([201, 401]);
    expect((await signIn(who, { code: mine.recoveryCodes[1]?.toLowerCase().replaceAll('-', ' ') })).status).toBe(201);
    const entry = await entryOf(who);
    expect(entry?.secondFactor?.recovery).toHaveLength(8);
    expect(entry?.facts?.filter(({ type }) => type === 'recoveryCodeUsed').map(({ detail }) => detail.left)).toEqual([
      9, 8,
    ]);
    const told = () => api.sent.filter(({ to, text }) => to === `${who}@example.com` && text.includes('الورقية'));
    expect(await eventually(told, (messages) => messages.length === 2)).toHaveLength(2);
  });

  test('S4: a wrong code counts as a guess, and the question for a code does not', async () => {
    const account = id('supervisor.2');
    const { secret } = await enrolled(account);
    await rested(account);
    for (let n = 0; n < 21; n += 1) expect((await signIn(account)).refusal).toBe('401 SecondFactorNeeded');
    await Promise.all(Array.from({ length: 20 }, () => signIn(account, { code: shownBy(secret, 8) })));
    expect((await signIn(account, { code: shownBy(secret) })).refusal).toBe('429 TooManyRequests');
  });

  test('S4: neither secret nor codes stand in the database as they are, and one entry’s is good for no other', async () => {
    const text = JSON.stringify(await entryOf(who));
    for (const hidden of [
      mine.secret,
      ...mine.recoveryCodes,
      ...mine.recoveryCodes.map((code) => code.replaceAll('-', '')),
    ]) {
      expect(text).not.toContain(hidden);
    }
    const { secondFactor } = (await entryOf(who)) ?? {};
    await api.hire(id('agent.thief'), { secondFactor: { ...secondFactor, recovery: [] } as never });
    expect((await signIn(id('agent.thief'), { code: shownBy(mine.secret) })).status).toBe(500);
  });

  test('S13i: its secret is under a key that a master key wraps; one that an earlier release kept is read as before', async () => {
    const entry = await entryOf(who);
    const kept = entry?.secondFactor?.sealed ?? '';
    const key = await api.database.dataKeys.findById(`staff/${who}`).lean();
    expect(kept.split(':')[0]).toBe(key?.key?.id);
    const earlier = sealBytesAt(
      derived(secret, 'second-factor', who),
      ['staff', 'secondFactor', who],
      bytesOf(mine.secret),
    );
    const keep = (sealed: string) =>
      api.database.staff.collection.updateOne({ _id: who as never }, { $set: { 'secondFactor.sealed': sealed } });
    await keep(earlier.toString('base64url'));
    expect((await signIn(who, { code: shownBy(mine.secret, 8) })).refusal).toBe('401 WrongCredentials');
    expect((await signIn(who, { code: shownBy(mine.secret) })).status).toBe(201);
    await keep(kept);
  });

  test('S4: one’s own password is changed with a code as well', async () => {
    const body = { username: who, password, newPassword: `${password} once more` };
    const set = (more: object) => api.anybody.post('/v1/session/password', { ...body, ...more });
    expect((await set({})).refusal).toBe('401 SecondFactorNeeded');
    expect((await set({ factorCode: shownBy(mine.secret, 8) })).refusal).toBe('401 WrongCredentials');
    expect((await set({ factorCode: shownBy(mine.secret) })).status).toBe(204);
  });

  test('S4: another authenticator takes the place of the first by a session that had its code', async () => {
    const account = id('quality.1');
    const before = await enrolled(account);
    const plain = await api.hire(account, { secondFactor: (await entryOf(account))?.secondFactor ?? null });
    expect((await plain.post('/v1/session/second-factor')).refusal).toBe('401 SecondFactorNeeded');
    await rested(account);
    const { token } = (await signIn(account, { code: shownBy(before.secret) })).as<{ token: string }>();
    const { secret } = (await clientOf(token).post('/v1/session/second-factor')).as<{ secret: string }>();
    const confirm = { code: shownBy(secret) };
    expect((await clientOf(token).post('/v1/session/second-factor/confirm', confirm)).status).toBe(201);
    expect((await signIn(account, { code: shownBy(before.secret, 1) })).refusal).toBe('401 WrongCredentials');
    expect((await signIn(account, { code: shownBy(secret, 1) })).status).toBe(201);
  });
});

describe('S4: a second factor that was lost', () => {
  const proven = async (who: string) => {
    const entry = await entryOf(who);
    if (entry?.secondFactor) return clientOf((await rewound(who)).token);
    return clientOf((await enrolled(who)).token);
  };
  const rewound = async (who: string) => {
    await api.hire(who, { secondFactor: null });
    return enrolled(who);
  };
  const reset = (by: ApiClient, who: string, part = '', body: object = {}) =>
    by.post(`${staff}/${who}/second-factor/reset${part}`, body);

  test('S4: is taken away by two who give rights, and by nobody alone, nor by the person', async () => {
    const [one, other] = [await proven(id('manager.1')), await proven(id('manager.2'))];
    const who = id('agent.2');
    const { token } = await enrolled(who);
    const reason = { reason: 'فُقد هاتفه' };
    for (const by of [clientOf(token), api.as(id('auditor.1'))]) {
      expect((await reset(by, who, '', reason)).refusal).toBe('403 Forbidden');
    }
    expect((await reset(one, id('auditor.1'), '', reason)).refusal).toBe('409 NotAllowedNow');
    expect((await reset(one, who, '/confirm')).refusal).toBe('409 NotAllowedNow');
    expect((await reset(one, who, '', reason)).as()).toMatchObject({
      proposedSecondFactorReset: { proposedBy: id('manager.1') },
    });
    expect(await isIn(clientOf(token))).toBe(true);
    expect((await reset(one, who, '/confirm')).refusal).toBe('403 SamePerson');
    expect((await reset(clientOf(token), who, '/confirm')).refusal).toBe('403 Forbidden');
    expect((await reset(other, who, '/confirm')).as()).toMatchObject({ proposedSecondFactorReset: null });
    expect(await isIn(clientOf(token))).toBe(false);
    expect((await signIn(who)).as()).toMatchObject({ mustEnrol: false });
    const last = (await entryOf(who))?.facts?.at(-1);
    expect(last).toMatchObject({ type: 'secondFactorReset', by: id('manager.2') });
    const changes = await api.as(id('auditor.1')).get('/v1/organisations/sandbox/staff-changes?reviewed=false');
    expect(changes.text).toContain(last?.id);
  });
});
