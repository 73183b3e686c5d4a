import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeProtectedHeader, SignJWT } from 'jose';
import type { Dependencies } from '../../../application/dependencies.ts';
import { Refused } from '../../../application/refused.ts';
import { authenticate, issueToken } from '../../../application/sessions/sessions.ts';
import { connectMongoDB } from '../../../db/connect.ts';
import { databaseOn } from '../../../db/database.ts';
import type { NamedKey } from '../../../db/derivations.ts';
import { endSessions } from '../../../db/organisation/sessions.ts';
import { ApiClient, eventually } from '../../support/api/api-client.ts';
import { password, type RunningApi, secret, startApi } from '../../support/api/running-api.ts';

const staff = '/v1/organisations/sandbox/staff';

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: ['sandbox'], worker: false });
});
/** Of other processes. */
const connections: { close(): Promise<void> }[] = [];
afterAll(async () => {
  for (const connection of connections) await connection.close();
  await api.stop();
});

async function signedIn(staffId: string, withPassword = password, headers = {}): Promise<ApiClient> {
  const body = JSON.stringify({ username: staffId, password: withPassword });
  const all = { 'content-type': 'application/json', ...headers };
  const answer = await api.anybody.send('POST', '/v1/session', body, all);
  return new ApiClient(api.url, answer.as<{ token: string }>().token);
}
const isIn = async (client: ApiClient) => (await client.get(staff)).status === 200;

/** A token as the product signs them, with these claims. */
async function tokenWith(claims: Record<string, unknown>, signedBy = secret, kid?: string): Promise<ApiClient> {
  const key = createHmac('sha256', signedBy).update('session-tokens').digest();
  const token = new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256', ...(kid === undefined ? {} : { kid }) })
    .setIssuer('inaya')
    .setSubject('sandbox.agent.1');
  return new ApiClient(api.url, await token.sign(key));
}
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);
const seconds = (at: Date) => Math.floor(at.getTime() / 1000);
const whole = (begun: Date) => ({
  jti: `session of ${begun.toISOString()}`,
  begunAt: begun.toISOString(),
  iat: seconds(begun),
  exp: seconds(begun) + 12 * 3600,
});

describe('S4: a session ends', () => {
  test('S4: by signing out, wherever it was begun; signing in again begins another', async () => {
    const [here, there] = [await signedIn('sandbox.agent.2'), await signedIn('sandbox.agent.2')];
    expect([await isIn(here), await isIn(there)]).toEqual([true, true]);
    expect((await here.send('DELETE', '/v1/session')).status).toBe(204);
    expect([await isIn(here), await isIn(there)]).toEqual([false, false]);
    expect((await here.get(staff)).refusal).toBe('401 NotSignedIn');
    expect(await isIn(await signedIn('sandbox.agent.2'))).toBe(true);
  });

  test('S4: for good where the account was switched off, also when it is on again', async () => {
    const before = await signedIn('sandbox.quality.2');
    const switched = (active: boolean) =>
      api.database.staff.collection.updateOne({ _id: 'sandbox.quality.2' as never }, { $set: { active } });
    await endSessions(api.database, 'sandbox.quality.2', new Date().toISOString());
    await switched(false);
    expect(await isIn(before)).toBe(false);
    await switched(true);
    expect(await isIn(before)).toBe(false);
    expect(await isIn(await signedIn('sandbox.quality.2'))).toBe(true);
  });

  test('S4: when it has not been used for half an hour, and not while it is used', async () => {
    expect(await isIn(await tokenWith(whole(ago(29))))).toBe(true);
    expect(await isIn(await tokenWith(whole(ago(31))))).toBe(false);
    const used = whole(ago(50));
    const seen = { staffId: 'sandbox.agent.1', seenAt: ago(20).toISOString() };
    await api.database.sessions.collection.insertOne({ _id: used.jti, ...seen } as never);
    expect(await isIn(await tokenWith(used))).toBe(true);
    const kept = await api.database.sessions.findById(used.jti).lean<{ seenAt: string }>();
    expect(Date.parse(kept?.seenAt ?? '')).toBeGreaterThan(ago(1).getTime());
  });

  test('S4: after twelve hours, however much it is used', async () => {
    const old = { ...whole(ago(13 * 60)), exp: seconds(ago(0)) + 3600 };
    const seen = { staffId: 'sandbox.agent.1', seenAt: ago(0).toISOString() };
    await api.database.sessions.collection.insertOne({ _id: old.jti, ...seen } as never);
    expect(await isIn(await tokenWith(old))).toBe(false);
  });

  test.each(['exp', 'jti', 'begunAt', 'iat'])('S13i: a token without %s is none', async (claim) => {
    const claims: Record<string, unknown> = whole(ago(0));
    delete claims[claim];
    expect(await isIn(await tokenWith(claims))).toBe(false);
    expect(await isIn(await tokenWith(whole(ago(0))))).toBe(true);
  });
});

interface Listed {
  id: string;
  isThisOne: boolean;
  address: string | null;
  userAgent: string | null;
  how: string | null;
}
const listed = async (client: ApiClient) => (await client.get('/v1/sessions')).as<{ items: Listed[] }>().items;

describe('S4: people see their own sessions, and end them', () => {
  const me = 'sandbox.auditor.2';

  test('S4: a session is there from its beginning, with where it was begun; nobody sees another person’s', async () => {
    const here = await signedIn(me, password, { 'user-agent': `Desk/1.0 ${'x'.repeat(300)}` });
    const there = await signedIn(me);
    expect(await api.database.sessions.countDocuments({ staffId: me })).toBe(2);
    const items = await listed(here);
    expect(items.map(({ isThisOne }) => isThisOne).sort()).toEqual([false, true]);
    const mine = items.find(({ isThisOne }) => isThisOne);
    expect(mine).toMatchObject({ how: 'password', address: expect.stringContaining('127.0.0.1') });
    expect(mine?.userAgent).toMatch(/^Desk\/1\.0 x{100,111}$/);
    const other = await signedIn('sandbox.auditor.1');
    expect((await listed(other)).map(({ id }) => id)).not.toContain(mine?.id);
    expect((await other.send('DELETE', `/v1/sessions/${mine?.id}`)).refusal).toBe('404 NotFound');
    expect([await isIn(here), await isIn(there)]).toEqual([true, true]);
    await endSessions(api.database, me, new Date().toISOString());
  });

  test('S4: one of them ends and the others go on, in every process at the next request', async () => {
    const [here, there] = [await signedIn(me), await signedIn(me)];
    expect([await isIn(here), await isIn(there)]).toEqual([true, true]);
    const { id } = (await listed(here)).find(({ isThisOne }) => !isThisOne) ?? { id: '' };
    const elsewhere = await anotherProcess();
    expect(await elsewhere.isIn(there)).toBe(true);
    expect((await here.send('DELETE', `/v1/sessions/${id}`)).status).toBe(204);
    expect([await isIn(there), await elsewhere.isIn(there)]).toEqual([false, false]);
    expect([await isIn(here), await elsewhere.isIn(here)]).toEqual([true, true]);
    expect((await listed(here)).map((one) => one.isThisOne)).toEqual([true]);
  });

  test('S4: who is switched off, or loses a role, is so in every process at the next request', async () => {
    const manager = api.as('sandbox.manager.1');
    const off = await api.hire('sandbox.agent.off');
    const less = await api.hire('sandbox.agent.less', { roles: ['agent', 'supervisor'] });
    const elsewhere = await anotherProcess();
    expect([await elsewhere.isIn(off), await elsewhere.isIn(less)]).toEqual([true, true]);
    const reason = 'ترك العمل (مثال)';
    expect((await manager.post(`${staff}/sandbox.agent.off/switch-off`, { reason })).status).toBe(200);
    expect([await isIn(off), await elsewhere.isIn(off)]).toEqual([false, false]);
    const place = { roles: ['agent'], groups: [], departments: [], reason };
    expect((await manager.post(`${staff}/sandbox.agent.less/place`, place)).status).toBe(200);
    expect([await isIn(less), await elsewhere.isIn(less)]).toEqual([false, false]);
    expect(await elsewhere.rolesOf(await signedIn('sandbox.agent.less'))).toEqual(['agent']);
  });

  test('S4: the present one ends by its own id, and all of them at once', async () => {
    const [here, there] = [await signedIn(me), await signedIn(me)];
    const own = (await listed(here)).find(({ isThisOne }) => isThisOne)?.id;
    expect((await here.send('DELETE', `/v1/sessions/${own}`)).status).toBe(204);
    expect([await isIn(here), await isIn(there)]).toEqual([false, true]);
    expect((await there.send('DELETE', '/v1/sessions')).status).toBe(204);
    expect(await isIn(there)).toBe(false);
    expect(await api.database.sessions.countDocuments({ staffId: me })).toBe(0);
  });

  test('S4: beyond two hundred that were ended one by one the next end is the end of all', async () => {
    const at = new Date().toISOString();
    const endedSessions = Array.from({ length: 200 }, (_, n) => ({ id: `ended ${n}`, at }));
    await api.database.staff.collection.updateOne({ _id: me as never }, { $set: { endedSessions } });
    const [here, there] = [await signedIn(me), await signedIn(me)];
    const own = (await listed(here)).find(({ isThisOne }) => isThisOne)?.id;
    expect((await here.send('DELETE', `/v1/sessions/${own}`)).status).toBe(204);
    expect([await isIn(here), await isIn(there)]).toEqual([false, false]);
    expect((await api.database.staff.findById(me).lean())?.endedSessions).toEqual([]);
  });

  test('S4: what was ended is forgotten once its time would be over', async () => {
    const endedSessions = [{ id: 'long ago', at: ago(13 * 60).toISOString() }];
    await api.database.staff.collection.updateOne({ _id: me as never }, { $set: { endedSessions } });
    const here = await signedIn(me);
    const own = (await listed(here))[0]?.id;
    await here.send('DELETE', `/v1/sessions/${own}`);
    expect((await api.database.staff.findById(me).lean())?.endedSessions).toMatchObject([{ id: own }]);
  });

  test('S4: ending and signing out stand in the security log', async () => {
    api.security.length = 0;
    const here = await signedIn(me);
    await here.send('DELETE', '/v1/sessions');
    const own = await eventually(
      () => api.security.filter(({ who }) => who === me),
      (entries) => entries.length >= 2,
    );
    expect(own.map(({ what, status }) => [what, status])).toEqual([
      ['POST /v1/session', 201],
      ['DELETE /v1/sessions', 204],
    ]);
  });
});

describe('S13i: the tokens of sessions have keys of their own, which can be changed', () => {
  const [old, young] = ['the old key of the tests, long enough', 'the young key of the tests, long enough'];
  const claims = () => whole(ago(0));
  const goodIn = async (sessionKeys: NamedKey[], client: ApiClient) => {
    const process = await anotherProcess(sessionKeys);
    return process.isIn(client);
  };

  test('S13i: each key in the list is good for what it has signed, and none that was taken out', async () => {
    const [bySecret, byOld, byYoung] = [
      await tokenWith(claims()),
      await tokenWith(claims(), old, 'old'),
      await tokenWith(claims(), young, 'young'),
    ];
    const tried = async (...keys: NamedKey[]) => [
      await goodIn(keys, bySecret),
      await goodIn(keys, byOld),
      await goodIn(keys, byYoung),
    ];
    expect(await tried()).toEqual([true, false, false]);
    expect(await tried({ id: 'old', secret: old }, { id: 'root', secret: null })).toEqual([true, true, false]);
    expect(await tried({ id: 'young', secret: young }, { id: 'old', secret: old })).toEqual([false, true, true]);
    expect(await tried({ id: 'young', secret: young })).toEqual([false, false, true]);
  });

  test('S13i: the first key signs, by its name', async () => {
    const { token } = await issueToken({ secret, sessionKeys: [{ id: 'young', secret: young }] }, 'sandbox.agent.1');
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'HS256', kid: 'young' });
    expect(decodeProtectedHeader((await issueToken({ secret }, 'sandbox.agent.1')).token).kid).toBe('root');
    expect(await goodIn([{ id: 'young', secret: young }], new ApiClient(api.url, token))).toBe(true);
  });

  test('S13i: the name of another key does not make a token good', async () => {
    const keys = [
      { id: 'young', secret: young },
      { id: 'old', secret: old },
    ];
    expect(await goodIn(keys, await tokenWith(claims(), old, 'young'))).toBe(false);
    expect(await goodIn(keys, await tokenWith(claims(), old, '__proto__'))).toBe(false);
    expect(await goodIn(keys, await tokenWith(claims(), old))).toBe(false);
  });
});

/** The product's own check as another process makes it, with a connection of its own. */
async function anotherProcess(sessionKeys: NamedKey[] = []) {
  const uri = (process.env.MONGODB_URI ?? '').replace(/\/[^/?]*(\?.*)?$/, `/${api.database.connection.name}$1`);
  const connection = await connectMongoDB(uri);
  connections.push(connection);
  const { packs } = api;
  const dependencies = { database: databaseOn(connection), packs, secret, sessionKeys } as unknown as Dependencies;
  const principalOf = (client: ApiClient) => authenticate(client.token ?? '', dependencies, new Date().toISOString());
  return {
    rolesOf: async (client: ApiClient) => (await principalOf(client)).actor.roles,
    isIn: (client: ApiClient) =>
      principalOf(client).then(
        () => true,
        (error: unknown) => {
          if (error instanceof Refused && error.reason === 'NotSignedIn') return false;
          throw error;
        },
      ),
  };
}
