import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { eventually } from '../../support/api/api-client.ts';
import { password, type RunningApi, type SecurityEntry, startApi } from '../../support/api/running-api.ts';

const staff = '/v1/organisations/sandbox/staff';
const [home, cafe] = ['198.51.100.7', '203.0.113.9'];

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: ['sandbox'], worker: false, trustProxy: 1 });
});
afterAll(() => api.stop());

const signIn = (username: string, given: string, from = home) =>
  api.anybody.post('/v1/session', { username, password: given }, { headers: { 'x-forwarded-for': from } });

/** How long it takes, in milliseconds. */
async function lasts(act: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await act();
  return performance.now() - began;
}

describe('S8: who guesses one account’s password from many addresses', () => {
  const account = 'sandbox.agent.1';
  beforeAll(async () => {
    expect((await signIn(account, password)).status).toBe(201);
    const tries = Array.from({ length: 20 }, (_, n) => signIn(account, `guess ${n}`, `203.0.113.${100 + n}`));
    expect(new Set((await Promise.all(tries)).map(({ status }) => status))).toEqual(new Set([401]));
  });

  test('S8: has to wait a second for each further guess, one after the other', async () => {
    const guess = async (n: number) => (await signIn(account, 'guess', `203.0.113.${150 + n}`)).status;
    let answers: number[] = [];
    const took = await lasts(async () => {
      answers = await Promise.all([guess(1), guess(2), guess(3)]);
    });
    expect(answers).toEqual([401, 401, 401]);
    expect(took).toBeGreaterThan(2900);
  });

  test('S8: keeps nobody out: the account signs in at once where it has before, and elsewhere after a moment', async () => {
    let status = 0;
    const own = async (from: string) => {
      ({ status } = await signIn(account, password, from));
    };
    expect(await lasts(() => own(home))).toBeLessThan(900);
    expect(status).toBe(201);
    expect(await lasts(() => own(cafe))).toBeGreaterThan(900);
    expect(status).toBe(201);
  });

  test('S8: holds up no other account', async () => {
    expect(await lasts(() => signIn('sandbox.agent.2', password, '203.0.113.200'))).toBeLessThan(900);
  });

  test('S8: does not find a line without end: beyond ten that wait a guess is refused', async () => {
    const many = Array.from({ length: 15 }, (_, n) => signIn(account, 'guess', `198.51.100.${100 + n}`));
    const refused = (await Promise.all(many)).filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThanOrEqual(4);
    for (const { refusal } of refused) expect(refusal).toBe('429 TooManyRequests');
  });
});

describe('S8: the security log says who, from where, what and how it came out', () => {
  beforeEach(() => {
    api.security.length = 0;
  });
  const logged = (isThere: (all: SecurityEntry[]) => boolean) => eventually(() => api.security, isThere);

  test('S8: of signing in, right or wrong, and of signing out', async () => {
    const account = 'sandbox.supervisor.1';
    expect((await signIn(account, 'wrong', cafe)).status).toBe(401);
    const { token } = (await signIn(account, password, cafe)).as<{ token: string }>();
    const headers = { authorization: `Bearer ${token}`, 'x-forwarded-for': cafe };
    expect((await api.anybody.send('DELETE', '/v1/session', undefined, headers)).status).toBe(204);
    // Guesses of other tests may still be on their way.
    const own = (all: SecurityEntry[]) => all.filter(({ who }) => who === account);
    const entries = own(await logged((all) => own(all).length >= 3));
    expect(entries).toMatchObject([
      { who: account, from: cafe, what: 'POST /v1/session', status: 401, msg: 'refused' },
      { who: account, from: cafe, what: 'POST /v1/session', status: 201, msg: 'done' },
      { who: account, from: cafe, what: 'DELETE /v1/session', status: 204, msg: 'done' },
    ]);
  });

  test('S8: of what somebody may not, and of a caller who is nobody', async () => {
    const path = `${staff}/sandbox.agent.2/absences`;
    expect((await api.as('sandbox.auditor.1').post(path, absence())).status).toBe(403);
    expect((await api.anybody.get(staff)).status).toBe(401);
    const entries = await logged((all) => all.length >= 2);
    expect(entries).toMatchObject([
      { who: 'sandbox.auditor.1', what: `POST ${path}`, status: 403, msg: 'refused' },
      { who: null, what: `GET ${staff}`, status: 401, msg: 'refused' },
    ]);
  });

  test('S8: without a name that no account has, without passwords and without the secret of a link', async () => {
    const secret = 'typed-into-the-wrong-field';
    await signIn(secret, 'another-secret');
    await api.anybody.get(`/public/organisations/sandbox/complaints/SB-C-00000-000000/follow/${secret}`);
    const entries = await logged((all) => all.length >= 1);
    expect(entries[0]).toMatchObject({ who: null, status: 401 });
    expect(JSON.stringify(api.security)).not.toContain('secret');
    expect(JSON.stringify(api.security)).not.toContain(secret);
  });

  test('S8: and a counter says how many were refused', async () => {
    const counted = async () => {
      const { text } = await api.anybody.get('/metrics');
      return Number(/^inaya_refused_requests_total\{status="401"\} (\d+)$/m.exec(text)?.[1] ?? 0);
    };
    const before = await counted();
    await api.anybody.get(staff);
    expect(await eventually(counted, (now) => now > before)).toBe(before + 1);
  });
});

const absence = () => ({
  from: new Date().toISOString(),
  to: new Date(Date.now() + 3_600_000).toISOString(),
  deputy: 'sandbox.agent.1',
});
