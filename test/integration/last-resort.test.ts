import { randomUUID } from 'node:crypto';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { issueToken } from '../../application/sessions/sessions.ts';
import { eventually } from '../support/api/api-client.ts';
import { ApiProcess } from '../support/api/api-process.ts';
import { type RunningApi, secret, startApi } from '../support/api/running-api.ts';

const organisation = 'neighbourhood-centres';
const officer = `${organisation}.agent.1`;

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation], worker: false });
});
afterAll(() => api.stop());

/** What nobody expects comes by a signal here: an error that is thrown, and a promise that nobody listens to. */
const preload = `data:text/javascript,${encodeURIComponent(`
  process.on('SIGUSR2', () => { throw new TypeError('nobody expected this'); });
  process.on('SIGPIPE', () => { Promise.reject(new TypeError('nor this')); });
`)}`;

test.each([
  ['an error that nobody catches', 'SIGUSR2', 'nobody expected this', 1],
  ['a rejection that nobody hears', 'SIGPIPE', 'nor this', 2],
] as const)(
  'S1: %s ends the API in order: logged, counted, with what was asked before answered',
  async (_what, signal, words, ends) => {
    const own = await ApiProcess.beside(api, { megabytes: 256, preload });
    try {
      const { token } = await issueToken({ secret }, officer);
      const upload = request(`${own.url}/v1/organisations/${organisation}/record-changes/imports?trial=true`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'text/csv', 'idempotency-key': randomUUID() },
      });
      const answer = new Promise<IncomingMessage>((resolve, reject) =>
        upload.on('response', resolve).on('error', reject),
      );
      upload.write('اسم العميل,التصنيف\n');
      await eventually(
        () => fetch(`${own.url}/health/live`).then(({ status }) => status),
        (status) => status === 200,
      );
      own.signal(signal);
      await eventually(
        () => own.printed,
        (printed) => printed.includes('the process ends'),
      );
      upload.end('سعاد الحربي (مثال),مانح أو داعم\n');
      const response = await answer;
      expect([response.statusCode, await text(response)]).toEqual([201, expect.stringContaining('"rows"')]);
      expect(await own.ended).toBe(1);
      const fatal = own.printed
        .split('\n')
        .flatMap((line) => (line.includes('"level":60') ? [JSON.parse(line) as { err: object }] : []));
      expect(fatal.map(({ err }) => err)).toEqual([expect.objectContaining({ type: 'TypeError', message: words })]);
      expect((await api.anybody.get('/metrics')).text).toContain(
        `inaya_unexpected_ends_total{process="api"} ${ends}\n`,
      );
    } finally {
      await own.stop();
    }
  },
);
