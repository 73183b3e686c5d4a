import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SignJWT } from 'jose';
import { endSessions } from '../../../db/organisation/staff.ts';
import { ApiClient } from '../../support/api/api-client.ts';
import { password, type RunningApi, secret, startApi } from '../../support/api/running-api.ts';

const staff = '/v1/organisations/sandbox/staff';

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: ['sandbox'], worker: false });
});
afterAll(() => api.stop());

async function signedIn(staffId: string, withPassword = password): Promise<ApiClient> {
  const body = JSON.stringify({ username: staffId, password: withPassword });
  const answer = await api.anybody.send('POST', '/v1/session', body, { 'content-type': 'application/json' });
  return new ApiClient(api.url, answer.as<{ token: string }>().token);
}
const isIn = async (client: ApiClient) => (await client.get(staff)).status === 200;

/** A token as the product signs them, with these claims. */
async function tokenWith(claims: Record<string, unknown>): Promise<ApiClient> {
  const key = createHmac('sha256', secret).update('session-tokens').digest();
  const token = new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256' })
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
