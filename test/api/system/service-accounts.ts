import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SignJWT } from 'jose';
import { isForServices } from '../../../api/http/for-services.ts';
import { kindRoutes } from '../../../api/kinds.ts';
import { sessionKey } from '../../../db/derivations.ts';
import { ApiClient } from '../../support/api/api-client.ts';
import { complaintBody } from '../../support/api/complaints.ts';
import { givesNothing } from '../../support/api/gives-no-rights.ts';
import { password, type RunningApi, secret, startApi } from '../../support/api/running-api.ts';

const organisation = 'sandbox';
const base = `/v1/organisations/${organisation}`;
const services = `${base}/services`;
const id = (person: string) => `${organisation}.${person}`;

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation, 'courier'] });
});
afterAll(() => api.stop());

const as = (who: string) => api.as(id(who));
const scopes = ['openComplaint', 'listComplaints', 'getComplaint'];
const wanted = (name: string, change: object = {}) => ({
  ...{ name, title: { ar: 'الموقع (مثال)', en: 'The website (example)' }, roles: ['agent'] },
  ...{ groups: ['care'], departments: [], scopes, ...change },
});
const idOf = (name: string) => `service:${organisation}.${name}`;
const at = (name: string, act: string) => `${services}/${encodeURIComponent(idOf(name))}/${act}`;
const entryOf = (name: string) => api.database.staff.findById(idOf(name)).lean();
const tokenBy = (service: string, key: string) => api.anybody.post('/v1/service-token', { service, key });

async function clientBy(name: string, key: string): Promise<ApiClient> {
  return new ApiClient(api.url, (await tokenBy(idOf(name), key)).as<{ token: string }>().token);
}

async function made(name: string, change: object = {}): Promise<string> {
  (await as('manager.1').post(services, wanted(name, change))).as();
  (await as('manager.2').post(at(name, 'confirm'))).as();
  return keyFor(name);
}
const keyFor = async (name: string, body: object = {}) =>
  (await as('manager.1').post(at(name, 'keys'), body)).as<{ key: string }>().key;

describe('an account of another system', () => {
  test('is given by two people who give rights, with facts that auditors see, and its key is shown once', async () => {
    const proposed = await as('manager.1').post(services, wanted('website'));
    expect(proposed.as()).toMatchObject({ staffId: idOf('website'), roles: [], scopes: [], proposed: { scopes } });
    expect((await as('manager.1').post(at('website', 'keys'))).refusal).toBe('409 NotAllowedNow');
    expect((await as('manager.1').post(at('website', 'confirm'))).refusal).toBe('403 SamePerson');
    expect((await as('supervisor.1').post(at('website', 'confirm'))).refusal).toBe('403 Forbidden');
    expect((await as('manager.2').post(at('website', 'confirm'))).as()).toMatchObject({ status: 'active', scopes });
    for (const who of ['agent.1', 'supervisor.1', 'quality.1', 'auditor.1']) {
      expect((await as(who).post(at('website', 'keys'))).refusal).toBe('403 Forbidden');
      expect((await as(who).post(services, wanted('another'))).refusal).toBe('403 Forbidden');
    }
    const key = await keyFor('website');
    expect(JSON.stringify(await entryOf('website'))).not.toContain(key.split('.')[1]);
    const seen = await as('auditor.1').get(services);
    expect(seen.text).not.toContain('hash');
    expect(seen.as()).toMatchObject({ items: [{ staffId: idOf('website'), keys: [{ until: null }] }] });
    expect((await as('agent.1').get(services)).refusal).toBe('403 Forbidden');
    const changes = (await as('auditor.1').get(`${base}/staff-changes?reviewed=false`)).as<{
      items: { staffId: string; fact: { type: string } }[];
    }>().items;
    const own = changes.filter(({ staffId }) => staffId === idOf('website')).map(({ fact }) => fact.type);
    expect(own).toEqual(['serviceKeyMade', 'serviceConfirmed']);
  });

  test('is refused with a list, a place or a name that is not in order', async () => {
    for (const [change, path] of [
      [{ scopes: ['approveClaim'] }, 'scopes'],
      [{ scopes: ['switchOff'] }, 'scopes'],
      [{ scopes: ['nothing'] }, 'scopes'],
      [{ roles: ['king'] }, 'roles'],
      [{ name: 'Web site' }, 'name'],
    ] as const) {
      const answer = await as('manager.1').post(services, wanted('wrong', change));
      expect([answer.refusal, answer.problem.errors?.[0]?.path]).toEqual(['422 Invalid', path]);
    }
    expect(await entryOf('wrong')).toBeNull();
  });

  test('does what is on its list, as itself, and nothing else; not even in the role’s own name', async () => {
    const client = await clientBy('website', await keyFor('website'));
    const opened = (await client.post(`${base}/complaints`, complaintBody(organisation))).as<{ number: string }>();
    const address = `${base}/complaints/${opened.number}`;
    const { events } = await api.timeline(address, id('manager.1'));
    expect(events.find(({ type }) => type === 'received')).toMatchObject({ by: idOf('website') });
    expect((await client.get(`${base}/complaints`)).status).toBe(200);
    expect((await client.get(`${base}/work`)).refusal).toBe('403 Forbidden');
    expect((await client.post(`${address}/accept`)).refusal).toBe('403 Forbidden');
    expect((await client.get('/v1/sessions')).refusal).toBe('403 Forbidden');
    expect((await client.get('/v1/organisations/courier/complaints')).refusal).toBe('404 NotFound');
  });

  test('loses what is not for services any more, although its list still names it', async () => {
    const client = await clientBy('website', await keyFor('website'));
    const set = (list: string[]) =>
      api.database.staff.collection.updateOne({ _id: idOf('website') as never }, { $set: { scopes: list } });
    await set(['listStaff', 'approveClaim', ...scopes]);
    expect((await client.get(`${base}/staff`)).refusal).toBe('403 Forbidden');
    await set([]);
    expect((await client.get(`${base}/complaints`)).refusal).toBe('403 Forbidden');
    await set(scopes);
  });

  test('is nobody of the staff: no colleague, no deputy, nobody to have a case', async () => {
    const { items } = (await as('agent.1').get(`${base}/staff`)).as<{ items: { staffId: string }[] }>();
    expect(items.map(({ staffId }) => staffId)).not.toContain(idOf('website'));
    const absence = { from: new Date().toISOString(), to: new Date(Date.now() + 3_600_000).toISOString() };
    const entered = await as('manager.1').post(`${base}/staff/${id('agent.1')}/absences`, {
      ...{ ...absence, deputy: idOf('website') },
    });
    expect(entered.refusal).toBe('422 Invalid');
    const { number } = (await as('agent.1').post(`${base}/complaints`, complaintBody(organisation))).view;
    const assigned = await as('supervisor.1').post(`${base}/complaints/${number}/assign`, { to: idOf('website') });
    expect(assigned.refusal).toBe('422 Invalid');
  });

  test('has no password and gets none', async () => {
    const name = idOf('website');
    expect((await api.anybody.post('/v1/session', { username: name, password })).refusal).toBe('401 WrongCredentials');
    const path = `${base}/staff/${encodeURIComponent(name)}`;
    expect((await as('manager.1').post(`${path}/new-password`)).refusal).toBe('409 NotAllowedNow');
    const place = { roles: ['manager'], groups: [], departments: [], reason: 'مثال' };
    expect((await as('manager.1').post(`${path}/place`, place)).refusal).toBe('409 NotAllowedNow');
  });
});

describe('the key of a service account', () => {
  test('gives a token for ten minutes at most; a wrong one and an unknown account get the same answer', async () => {
    const key = await made('hours');
    const { expiresAt } = (await tokenBy(idOf('hours'), key)).as<{ expiresAt: string }>();
    expect(Date.parse(expiresAt) - Date.now()).toBeLessThanOrEqual(600_000);
    const wrong = [
      await tokenBy(idOf('hours'), `${key.slice(0, -4)}xxxx`),
      await tokenBy(idOf('hours'), key.split('.')[0] ?? ''),
      await tokenBy(idOf('nobody'), key),
      await tokenBy(id('agent.1'), key),
    ];
    expect(new Set(wrong.map(({ refusal, text }) => `${refusal} ${text}`)).size).toBe(1);
    expect(wrong[0]?.refusal).toBe('401 WrongCredentials');
  });

  test('goes on for the overlap once there is another one, and not beyond', async () => {
    const old = await made('rotating');
    const client = await clientBy('rotating', old);
    const young = await keyFor('rotating', { overlapHours: 1 });
    expect((await tokenBy(idOf('rotating'), old)).status).toBe(201);
    const newest = await keyFor('rotating', { overlapHours: 0 });
    for (const key of [old, young]) expect((await tokenBy(idOf('rotating'), key)).refusal).toBe('401 WrongCredentials');
    // What was made by the old one ends with it.
    expect((await client.get(`${base}/complaints`)).refusal).toBe('401 NotSignedIn');
    expect((await tokenBy(idOf('rotating'), newest)).status).toBe(201);
  });

  test('is worth nothing once one person has switched the account off; two bring it back with another list', async () => {
    const key = await made('leaky');
    const client = await clientBy('leaky', key);
    const path = `${base}/staff/${encodeURIComponent(idOf('leaky'))}/switch-off`;
    expect((await as('manager.1').post(path, { reason: 'تسرّب المفتاح' })).status).toBe(200);
    expect((await client.get(`${base}/complaints`)).refusal).toBe('401 NotSignedIn');
    expect((await tokenBy(idOf('leaky'), key)).refusal).toBe('401 WrongCredentials');
    (await as('manager.2').post(services, wanted('leaky', { scopes: ['listComplaints'] }))).as();
    expect((await as('manager.1').post(at('leaky', 'confirm'))).as()).toMatchObject({ scopes: ['listComplaints'] });
    expect((await client.get(`${base}/complaints`)).refusal).toBe('401 NotSignedIn');
  });

  test('makes no token for a person, and a person’s token is none for a service', async () => {
    const tried = async (sub: string, claims: object) => {
      const begunAt = new Date().toISOString();
      const token = new SignJWT({ begunAt, ...claims })
        .setProtectedHeader({ alg: 'HS256' })
        .setIssuer('inaya')
        .setSubject(sub)
        .setJti('one')
        .setIssuedAt()
        .setExpirationTime('5m');
      return (await new ApiClient(api.url, await token.sign(sessionKey(secret))).get(`${base}/complaints`)).status;
    };
    const key = (await made('token')).split('.')[0];
    expect(await tried(idOf('token'), { key })).toBe(200);
    expect(await tried(idOf('token'), {})).toBe(401);
    expect(await tried(id('agent.1'), { key })).toBe(401);
    expect(await tried(id('agent.1'), {})).toBe(200);
  });
});

test('no command by which a second person decides can be on the list of a service', () => {
  const decisions = Object.values(givesNothing).flatMap((told) =>
    Object.entries(told).flatMap(([why, commands]) => (why.startsWith('a second person decides') ? commands : [])),
  );
  const all = Object.values(kindRoutes).flat();
  const routes = all.filter(({ path }) => decisions.includes(path.split('/').at(-1) ?? ''));
  expect(routes.length).toBeGreaterThan(20);
  expect(routes.filter(isForServices).map(({ operationId }) => operationId)).toEqual([]);
  expect(all.filter((route) => route.ifMatch && isForServices(route))).toEqual([]);
});
