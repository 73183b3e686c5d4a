import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Answer, ApiClient } from '../../support/api/api-client.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';

const organisation = 'development-fund';
const base = `/v1/organisations/${organisation}`;
const person = (role: string, n = 1) => `${organisation}.${role}.${n}`;

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation], worker: false, rateLimitTimes: 0.1 });
});
afterAll(() => api.stop());

/** What an answer says of each limit: how many requests are allowed, in how many seconds, and how many are left. */
function limitsIn({ headers }: Answer): Record<string, { most: number; seconds: number; left: number }> {
  const parts = (name: string) => (headers.get(name) ?? '').split(/,\s*(?=")/);
  return Object.fromEntries(
    parts('ratelimit-policy').map((policy, index) => {
      const [, name = '', most, seconds] = /^"([\w-]+)"; q=(\d+); w=(\d+); pk=:[\w+/=]+:$/.exec(policy) ?? [];
      const [, same, left, until] = /^"([\w-]+)"; r=(\d+); t=(\d+)$/.exec(parts('ratelimit')[index] ?? '') ?? [];
      expect([same, Number(until) <= Number(seconds)]).toEqual([name, true]);
      return [name, { most: Number(most), seconds: Number(seconds), left: Number(left) }];
    }),
  );
}

test('every class of route says its limits, by address and by account, in the form of the draft', async () => {
  const agent = api.as(person('agent'));
  const minute = { seconds: 60 };
  expect(limitsIn(await agent.get(`${base}/work`))).toEqual({
    'reading-by-address': { most: 1200, left: 1199, ...minute },
    'reading-by-account': { most: 120, left: 119, ...minute },
  });
  // What is refused counts too, and says so.
  const refused = await agent.post(`${base}/erasures`);
  expect(refused.refusal).toBe('422 Invalid');
  expect(limitsIn(refused)).toEqual({
    'writing-by-address': { most: 600, left: 599, ...minute },
    'writing-by-account': { most: 60, left: 59, ...minute },
  });
  expect(limitsIn(await api.as(person('manager')).get(`${base}/register?format=csv`))).toMatchObject({
    'exports-by-address': { most: 60 },
    'exports-by-account': { most: 6 },
  });
  expect(limitsIn(await api.anybody.post('/v1/session', { username: 'x', password: 'y' }))).toEqual({
    'sign-in-by-address': { most: 60, left: 59, ...minute },
  });
  const opening = await api.anybody.post(`/public/organisations/${organisation}/complaints`);
  expect(limitsIn(opening)).toMatchObject({ openings: { most: 300 }, 'public-by-address': { most: 300 } });
  expect((await api.anybody.get('/health/live')).headers.get('ratelimit')).toBeNull();
});

test('an account that asks too often waits, and nobody else at its address does', async () => {
  const flood = api.as(person('supervisor'));
  for (let left = 119; left >= 0; left -= 1) {
    const answer = await flood.get(`${base}/work`);
    expect([answer.status, limitsIn(answer)['reading-by-account']?.left]).toEqual([200, left]);
  }
  const last = await flood.get(`${base}/work`);
  expect([last.refusal, last.problem.detail]).toEqual([
    '429 TooManyRequests',
    'Too many requests within a minute. Wait, then go on.',
  ]);
  expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(50);
  expect(limitsIn(last)['reading-by-account']).toMatchObject({ left: 0 });
  // Another class, and another account of the same address.
  expect((await flood.post(`${base}/erasures`)).refusal).toBe('422 Invalid');
  expect((await api.as(person('supervisor', 2)).get(`${base}/work`)).status).toBe(200);
});

test('an address that floods is refused before it is looked at who asks', async () => {
  const signOut = (client: ApiClient) => client.send('DELETE', '/v1/session');
  const tries = await Promise.all(Array.from({ length: 70 }, () => signOut(api.anybody)));
  expect([...new Set(tries.map(({ refusal }) => refusal))]).toEqual(['401 NotSignedIn', '429 TooManyRequests']);
  expect((await signOut(api.as(person('agent')))).refusal).toBe('429 TooManyRequests');
});

test('the document has the limits of every class at its operations, and the headers that say them', async () => {
  const { paths, components } = (await api.anybody.get('/openapi.json')).as<{
    paths: Record<string, Record<string, { responses: Record<string, { description: string; headers?: object }> }>>;
    components: { headers: object };
  }>();
  expect(Object.keys(components.headers).sort()).toEqual(['RateLimit', 'RateLimit-Policy', 'Retry-After']);
  const unsaid = Object.entries(paths).flatMap(([path, methods]) =>
    Object.values(methods).flatMap(({ responses }) =>
      Object.hasOwn(responses['429']?.headers ?? {}, 'Retry-After') ? [] : [path],
    ),
  );
  expect(unsaid).toEqual(['/health/live', '/health/ready', '/metrics']);
  expect(paths[`${base.replace(organisation, '{organisation}')}/work`]?.get?.responses['429']?.description).toBe(
    'More requests of the class “reading” than 12000 a minute from one address, or 1200 of one account.',
  );
});
