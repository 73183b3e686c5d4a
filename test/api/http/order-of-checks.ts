import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { z } from 'zod';
import type { ApiDependencies } from '../../../api/dependencies.ts';
import { expressApp } from '../../../api/express-app.ts';
import type { Route } from '../../../api/http/route.ts';
import { route } from '../../../api/http/route.ts';
import { ApiClient, eventually } from '../../support/api/api-client.ts';
import { complaintsOf, type Opened, opened } from '../../support/api/complaints.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';

let api: RunningApi;
let known: Opened;
beforeAll(async () => {
  api = await startApi({ staffOf: ['development-fund', 'courier'] });
  known = await opened(api, 'development-fund');
});
afterAll(() => api.stop());

/** A request with everything wrong, and what is put right one after the other, in the order of the checks. */
const steps = [
  { right: 'nothing', refusal: '401 NotSignedIn' },
  { right: 'the token', refusal: '400 Malformed' },
  { right: 'the JSON', refusal: '404 NotFound' },
  { right: 'the organisation', refusal: '404 NotFound' },
  { right: 'the number', refusal: '403 Forbidden' },
  { right: 'the role', refusal: '428 IdempotencyKeyMissing' },
  { right: 'the key', refusal: '400 InvalidQuery' },
  { right: 'the query', refusal: '422 Invalid' },
  { right: 'the body', refusal: '409 NotAllowedNow' },
];

test.each(steps.map(({ right, refusal }, index) => [right, refusal, index] as const))(
  'a command in which everything up to %s is right is refused with %s',
  async (_right, refusal, index) => {
    const is = (what: string) => steps.findIndex(({ right }) => right === what) <= index;
    const organisation = is('the organisation') ? 'development-fund' : 'courier';
    const number = is('the number') ? known.number : 'DF-C-00000-000000';
    const path = `${complaintsOf(organisation)}/${number}/answer${is('the query') ? '' : '?x=1'}`;
    const client = is('the role') ? api.as('development-fund.supervisor.1') : api.as('development-fund.auditor.1');
    const body = is('the body') ? '{"text":"نعم"}' : '{"words":"نعم"}';
    const answer = await (is('the token') ? client : api.anybody).send('POST', path, is('the JSON') ? body : '{', {
      'content-type': 'application/json',
      ...(is('the key') ? { 'idempotency-key': 'order' } : {}),
    });
    expect(answer.refusal).toBe(refusal);
  },
);

test('a tracked complaint asks for its secret before anything else', async () => {
  const path = `/public/organisations/atlantis/complaints/${known.number}/withdraw`;
  expect((await api.anybody.send('POST', path, '{', { 'content-type': 'application/json' })).refusal).toBe(
    '401 NotSignedIn',
  );
});

test('a route without a permission stops the server from starting', () => {
  const handle = async () => ({ status: 200 });
  const stated = { method: 'get', operationId: 'getNothing', summary: '', tag: '', replies: {}, handle } as const;
  const open = route({ ...stated, path: '/nothing', permission: 'anybody' });
  const { permission, ...unstated } = open;
  const none = {} as ApiDependencies;
  expect(() => expressApp([open], none, () => undefined)).not.toThrow();
  expect(() => expressApp([open, unstated as Route], none, () => undefined)).toThrow(
    'getNothing does not say who may use it',
  );
});

test('an error that nobody foresaw is a problem document without its words', async () => {
  const broken = route({
    method: 'get',
    path: '/broken',
    operationId: 'getBroken',
    summary: '',
    tag: '',
    permission: 'anybody',
    replies: { 200: { description: '', schema: z.object({}) } },
    handle: () => Promise.reject(new Error('the password is swordfish')),
  });
  const logged: unknown[] = [];
  const logger = { error: (entry: unknown) => logged.push(entry) } as unknown as ApiDependencies['logger'];
  const server = expressApp([broken], { logger } as ApiDependencies, () => undefined).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const answer = await new ApiClient(`http://127.0.0.1:${port}`).get('/broken');
  server.close();
  expect(answer.refusal).toBe('500 Internal');
  expect(answer.text).not.toContain('swordfish');
  expect(logged).toHaveLength(1);
});

test('S13k: a download that its reader breaks off is no error of ours, and one that fails is', async () => {
  const endless = () => new Readable({ read: () => undefined });
  const streams: Readable[] = [];
  const download = route({
    method: 'get',
    path: '/download',
    operationId: 'getDownload',
    summary: '',
    tag: '',
    permission: 'anybody',
    replies: { 200: { description: '' } },
    handle: async () => {
      const stream = endless();
      streams.push(stream);
      stream.push('the beginning');
      return { status: 200, stream };
    },
  });
  const said: string[] = [];
  const logger = pino({ level: 'debug' }, { write: (line) => void said.push(line) });
  const server = expressApp([download], { logger } as ApiDependencies, () => undefined).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/download`;
  const begun = async () => {
    const hangUp = new AbortController();
    const { body } = await fetch(url, { signal: hangUp.signal });
    const reader = (body as ReadableStream<Uint8Array>).getReader();
    await reader.read();
    return { hangUp, reader };
  };
  const levels = () => said.map((line) => (JSON.parse(line) as { level: number }).level);

  (await begun()).hangUp.abort();
  await eventually(levels, (now) => now.length === 1);
  expect([levels(), streams[0]?.destroyed]).toEqual([[20], true]);

  const { reader } = await begun();
  streams[1]?.destroy(new Error('the disk is gone'));
  await expect(reader.read()).rejects.toThrow();
  await eventually(levels, (now) => now.length === 2);
  expect(levels()).toEqual([20, 50]);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
