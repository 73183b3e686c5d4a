import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { localEmailOf } from '../../../application/sessions/local-accounts.ts';
import { type Answer, ApiClient } from '../../support/api/api-client.ts';
import { password, type RunningApi, startApi } from '../../support/api/running-api.ts';

const staff = '/v1/organisations/sandbox/staff';
const username = 'sandbox.agent.1';

let api: RunningApi;
beforeAll(async () => {
  const consoleFolder = mkdtempSync(join(tmpdir(), 'inaya-console-'));
  mkdirSync(join(consoleFolder, 'assets'));
  writeFileSync(join(consoleFolder, 'index.html'), '<!doctype html><title>console</title>');
  writeFileSync(join(consoleFolder, 'assets', 'index-1.js'), 'export {};');
  api = await startApi({ staffOf: ['sandbox'], worker: false, isLocal: true, consoleFolder });
});
afterAll(() => api.stop());

const json = { 'content-type': 'application/json' };

/** As a browser does it: the cookie comes back by itself, and scripts see no token. */
async function signedIn(path = '/v1/session/browser', body: object = { username, password }) {
  const answer = await api.anybody.send('POST', path, JSON.stringify(body), json);
  const [cookie = ''] = answer.headers.getSetCookie();
  return { answer, cookie, value: cookie.split(';')[0] ?? '' };
}

const ask = (method: string, path: string, cookie: string, headers: Record<string, string> = {}): Promise<Answer> =>
  api.anybody.send(method, path, undefined, { cookie, ...headers });

const origin = () => new URL(api.url).origin;

describe('S4: the session of a browser', () => {
  test('S4: is a cookie that no script can read and no other site sends; its token stands nowhere else', async () => {
    const { answer, cookie, value } = await signedIn();
    expect(cookie).toMatch(/^inaya-session=[\w.-]+; Path=\/v1; Max-Age=43200; HttpOnly; SameSite=Strict$/);
    expect(answer.json).toEqual({ expiresAt: expect.any(String), mustEnrol: false });
    expect(answer.text).not.toContain(value.split('=')[1]);
    const session = await ask('GET', '/v1/session', value);
    expect(session.as()).toMatchObject({
      staffId: username,
      organisation: { id: 'sandbox' },
      roles: [{ id: 'agent', title: { ar: expect.any(String), en: expect.any(String) } }],
      mustEnrol: false,
    });
    expect((await ask('GET', staff, value)).status).toBe(200);
  });

  test('S4: changes nothing for a page of another address, or for one that does not say where it comes from', async () => {
    const { value } = await signedIn();
    const end = (headers: Record<string, string>) => ask('DELETE', '/v1/session', value, headers);
    const elsewhere = ['https://evil.example', 'null', `${origin()}0`, 'http://localhost:1', ''];
    for (const other of elsewhere) expect((await end({ origin: other })).refusal).toBe('403 Forbidden');
    expect((await end({})).refusal).toBe('403 Forbidden');
    expect((await ask('GET', staff, value)).status).toBe(200);
    const ended = await end({ origin: origin() });
    expect(ended.status).toBe(204);
    expect(ended.headers.getSetCookie()).toEqual(['inaya-session=; Path=/v1; Max-Age=0; HttpOnly; SameSite=Strict']);
    expect((await ask('GET', staff, value)).refusal).toBe('401 NotSignedIn');
  });

  test('S4: gives way to a bearer token, also to a wrong one', async () => {
    const { value } = await signedIn();
    expect((await ask('GET', staff, value, { authorization: 'Bearer wrong' })).refusal).toBe('401 NotSignedIn');
    expect((await ask('GET', staff, value, { authorization: 'Basic x' })).refusal).toBe('401 NotSignedIn');
  });

  test('S4: goes on when another session of the same person is ended', async () => {
    const [here, there] = [await signedIn(), await signedIn()];
    const { sessionId } = (await ask('GET', '/v1/session', there.value)).as<{ sessionId: string }>();
    const ended = await ask('DELETE', `/v1/sessions/${sessionId}`, here.value, { origin: origin() });
    expect([ended.status, ended.headers.getSetCookie()]).toEqual([204, []]);
    expect((await ask('GET', staff, there.value)).status).toBe(401);
    expect((await ask('GET', staff, here.value)).status).toBe(200);
  });

  test('S8: a wrong password is counted as one of every other sign-in', async () => {
    const { answer } = await signedIn('/v1/session/browser', { username, password: 'wrong' });
    expect(answer.refusal).toBe('401 WrongCredentials');
    expect(answer.headers.getSetCookie()).toEqual([]);
  });
});

describe('the made accounts of a person’s own machine', () => {
  const path = '/v1/session/local';
  const setEmail = (email: string) =>
    api.database.staff.collection.updateOne({ _id: username as never }, { $set: { email } });

  test('open by their name alone; an account of a person does not', async () => {
    await setEmail('somebody@organisation.example');
    expect((await signedIn(path, { username })).answer.refusal).toBe('404 NotFound');
    await setEmail(localEmailOf(username));
    const listed = (await api.anybody.get('/v1/session/local-accounts')).as<{ items: { username: string }[] }>();
    expect(listed.items.map((one) => one.username)).toContain(username);
    const { value } = await signedIn(path, { username });
    expect((await ask('GET', '/v1/session', value)).as()).toMatchObject({ staffId: username });
  });

  test('are not there through a proxy, for a name that only leads to this machine, or where the product is not local', async () => {
    await setEmail(localEmailOf(username));
    expect(await listedFor(new URL(api.url).port, 'localhost')).toContain(username);
    expect(await listedFor(new URL(api.url).port, 'evil.example')).toBe('{"items":[]}');
    for (const name of ['x-forwarded-for', 'forwarded']) {
      const throughProxy = await api.anybody.send('POST', path, JSON.stringify({ username }), {
        ...json,
        [name]: '203.0.113.7',
      });
      expect(throughProxy.refusal).toBe('404 NotFound');
    }
    const production = await startApi({ staffOf: ['sandbox'], worker: false });
    const client = new ApiClient(production.url);
    const tried = await client.send('POST', path, JSON.stringify({ username }), json);
    expect(tried.refusal).toBe('404 NotFound');
    expect((await client.get('/v1/session/local-accounts')).json).toEqual({ items: [] });
    await production.stop();
  });

  /** What is listed for a request that names this host: `fetch` lets nobody choose it. */
  const listedFor = (port: string, host: string) =>
    new Promise<string>((resolve, reject) => {
      const asked = httpRequest({ port, path: '/v1/session/local-accounts', headers: { host } }, (response) => {
        text(response).then(resolve, reject);
      });
      asked.on('error', reject).end();
    });
});

describe('the console', () => {
  test('is one page for every address under /console, and runs nothing but its own scripts', async () => {
    for (const path of ['/console', '/console/', '/console/cases/SB-C-1']) {
      const page = await api.anybody.get(path);
      expect([page.status, page.text]).toEqual([200, '<!doctype html><title>console</title>']);
      expect(page.headers.get('content-security-policy')).toContain("default-src 'self'; base-uri 'none'");
      expect(page.headers.get('content-security-policy')).not.toMatch(/script-src|unsafe-eval/);
      expect(page.headers.get('cache-control')).toBe('no-cache');
    }
    const script = await api.anybody.get('/console/assets/index-1.js');
    expect([script.status, script.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
    expect((await api.anybody.get('/console/assets/../../package.json')).status).toBe(404);
    expect((await api.anybody.get('/console/assets/%2e%2e/%2e%2e/package.json')).status).toBe(404);
  });
});
