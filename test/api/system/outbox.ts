/** The page of local messages: what a receiver would have seen, and nobody but the machine's own user sees it. */
import { mkdirSync, mkdtempSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { outboxPorts } from '../../../activities/notices/outbox.ts';
import { ApiClient } from '../../support/api/api-client.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';

const link = 'https://care.example.org/public/follow/secret_1';
const folder = join(mkdtempSync(join(tmpdir(), 'inaya-outbox-')), 'outbox');
let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: ['sandbox'], worker: false, isLocal: true, outboxFolder: folder });
});
afterAll(() => api.stop());

const listed = async (query = '') =>
  (await api.anybody.get(`/outbox${query}`)).as<{ items: Record<string, unknown>[] }>().items;

async function sent(): Promise<void> {
  const ports = outboxPorts(folder.replace(/outbox$/, ''));
  await ports.sms({
    key: 'complaint:sandbox:SB-C-1:1',
    to: '+966500000001',
    text: `رقمكم 1\n${link}.`,
    sender: 'Inaya',
  });
  await ports.email({
    ...{ key: 'complaint:courier:CR-C-1:1', to: 'customer@example.com', subject: 'تم <b>الاستلام</b>' },
    ...{
      text: 'سطر\n\n<script>alert(1)</script> javascript:alert(1)',
      from: 'care@example.com',
      language: 'ar' as const,
    },
  });
}

test('it is empty before the first message; then the newest come first, whole, and by organisation', async () => {
  expect(await listed()).toEqual([]);
  await sent();
  // A file that is being written, and one that is no message.
  writeFileSync(join(folder, '.half.txt.1'), 'x');
  writeFileSync(join(folder, 'sandbox_note-1.txt'), 'no message');
  const [sms] = await listed('?organisation=sandbox');
  expect(sms).toEqual({
    ...{ organisation: 'sandbox', channel: 'sms', from: 'Inaya', to: '+966500000001', subject: null },
    ...{ text: `رقمكم 1\n${link}.`, at: expect.any(String) },
  });
  const all = await listed();
  expect(all.length).toBe(2);
  expect(await listed('?organisation=courier')).toMatchObject([{ channel: 'email', subject: 'تم <b>الاستلام</b>' }]);
  const file = readdirSync(folder).find((name) => name.startsWith('courier_')) ?? '';
  for (const [at, first] of [
    [1, 'sandbox'],
    [4_000_000_000, 'courier'],
  ] as const) {
    utimesSync(join(folder, file), at, at);
    expect((await listed())[0]?.organisation).toBe(first);
  }
});

test('on the page links can be clicked, and nothing of a message is markup', async () => {
  mkdirSync(folder, { recursive: true });
  await sent();
  const page = await api.anybody.get('/outbox?language=en', { headers: { accept: 'text/html' } });
  expect(page.status).toBe(200);
  expect(page.text).toContain(`<a href="${link}" rel="noreferrer">`);
  expect(page.text).not.toContain('<script');
  expect(page.text).not.toContain('<b>');
  expect(page.text).not.toContain('href="javascript');
  expect(page.text).toContain('Nobody has received these messages');
});

test('it is not there through a proxy, under another name, or where the product is not local', async () => {
  for (const name of ['x-forwarded-for', 'forwarded']) {
    expect((await api.anybody.get('/outbox', { headers: { [name]: '203.0.113.7' } })).refusal).toBe('404 NotFound');
  }
  expect(await statusFor('localhost')).toBe(200);
  expect(await statusFor('evil.example')).toBe(404);
  const production = await startApi({ staffOf: ['sandbox'], worker: false, outboxFolder: folder });
  expect((await new ApiClient(production.url).get('/outbox')).refusal).toBe('404 NotFound');
  await production.stop();
});

/** The status for a request that names this host: `fetch` lets nobody choose it. */
const statusFor = (host: string) =>
  new Promise<number | undefined>((resolve, reject) => {
    const asked = httpRequest({ port: new URL(api.url).port, path: '/outbox', headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    asked.on('error', reject).end();
  });
