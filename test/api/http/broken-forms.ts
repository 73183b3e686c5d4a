import { randomUUID } from 'node:crypto';
import { type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { issueToken } from '../../../application/sessions/sessions.ts';
import { eventually } from '../../support/api/api-client.ts';
import { ApiProcess } from '../../support/api/api-process.ts';
import { complaintBody, opened } from '../../support/api/complaints.ts';
import { LeadInApi, leads, manager, officer, organisation, prepareLeads } from '../../support/api/leads.ts';
import { type RunningApi, secret, startApi } from '../../support/api/running-api.ts';
import { traces } from '../../support/workflows/traces.ts';

/** The API in a process of 256 MB: a stream's error that nobody listens for would end it. */
let api: RunningApi;
let own: ApiProcess;
type Route = 'complaint' | 'lead' | 'public' | 'import' | 'contributions';
const addresses = {} as Record<Route, { path: string; headers: Record<string, string>; type: string }>;

const bearer = async (who: string) => ({ authorization: `Bearer ${(await issueToken({ secret }, who)).token}` });
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation, 'development-fund'], worker: false });
  await prepareLeads(api);
  const complaint = await opened(api, organisation);
  const lead = await LeadInApi.open(api);
  const publicly = `/public/organisations/${organisation}/complaints`;
  const { channel: _, ...body } = complaintBody(organisation);
  const mine = (await api.anybody.post(publicly, body)).as<{ number: string; secret: string }>();
  const staff = await bearer(officer);
  addresses.complaint = { path: `${complaint.address}/attach`, headers: staff, type: 'text/plain' };
  addresses.lead = { path: `${leads}/${lead.view.number}/attach`, headers: staff, type: 'text/plain' };
  addresses.public = {
    ...{ path: `${publicly}/${mine.number}/attach`, headers: { 'case-secret': mine.secret }, type: 'text/plain' },
  };
  addresses.import = {
    ...{
      path: `/v1/organisations/${organisation}/record-changes/imports?trial=true`,
      headers: staff,
      type: 'text/csv',
    },
  };
  addresses.contributions = {
    ...{
      path: `/v1/organisations/${organisation}/contributions/import`,
      headers: await bearer(manager),
      type: 'text/csv',
    },
  };
  own = await ApiProcess.beside(api, { megabytes: 256 });
});
afterAll(async () => {
  await own?.stop();
  await api.stop();
});
afterEach(() => {
  expect([own.runs, own.printed.match(/"level":[56]0.*/)]).toEqual([true, null]);
});

const routes: Route[] = ['complaint', 'lead', 'public', 'import', 'contributions'];
const part = (type: string, content: string, name = 'm.txt') =>
  `--B\r\nContent-Disposition: form-data; name="f"; filename="${name}"\r\nContent-Type: ${type}\r\n\r\n${content}\r\n`;
const form = 'multipart/form-data; boundary=B';

/** Sends exactly these bytes as the whole of a request, and waits for what it is told. */
function sent(route: Route, body: Buffer | Buffer[], headers: Record<string, string> = {}, pause = 0): Promise<string> {
  const { path, headers: own_ } = addresses[route];
  const pieces = Array.isArray(body) ? body : [body];
  return new Promise((resolve, reject) => {
    const sending = request(`${own.url}${path}`, {
      method: 'POST',
      headers: {
        ...own_,
        ...{ 'content-type': form, 'idempotency-key': randomUUID() },
        ...(Array.isArray(body) ? {} : { 'content-length': String(body.byteLength) }),
        ...headers,
      },
    });
    sending.on('response', (response) => resolve(outcome(response)));
    sending.on('error', reject);
    void (async () => {
      for (const piece of pieces) {
        sending.write(piece);
        if (pause) await wait(pause);
      }
      sending.end();
    })();
  });
}

async function outcome(response: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of response) text += chunk;
  const { type } = JSON.parse(text) as { type?: string };
  return `${response.statusCode} ${type?.replace('/problems/', '') ?? ''}`.trim();
}

/** What is kept of files, beside what every request leaves. */
async function kept(): Promise<object> {
  const { connection } = api.database;
  const names = ['attachments.files', 'attachments.chunks', 'uploads', 'imports', 'contributions'];
  const counts = await Promise.all(names.map((name) => connection.collection(name).countDocuments()));
  return { ...(await traces(api)), ...Object.fromEntries(names.map((name, index) => [name, counts[index]])) };
}

describe.each(routes)('S1: a form for the %s', (route) => {
  test('that ends at any of its bytes is malformed, leaves nothing, and the process goes on', async () => {
    const whole = Buffer.from(`${part(addresses[route].type, 'abc,def\r\n1,2')}--B--`);
    const before = await kept();
    const told = new Map<string, number>();
    // Two at a time: so many files of one person are read at once.
    for (let at = 0; at < whole.byteLength; at += 2) {
      const lengths = [at, at + 1].filter((length) => length < whole.byteLength);
      for (const answer of await Promise.all(lengths.map((length) => sent(route, whole.subarray(0, length))))) {
        told.set(answer, (told.get(answer) ?? 0) + 1);
      }
    }
    expect(Object.fromEntries(told)).toEqual({ '400 Malformed': whole.byteLength });
    expect(await kept()).toEqual(before);
  });

  test('whose sender hangs up leaves nothing, and the process goes on', async () => {
    const whole = Buffer.from(`${part(addresses[route].type, 'a'.repeat(200_000))}--B--`);
    const before = await kept();
    const { path, headers } = addresses[route];
    for (const length of [0, 3, 60, 110, 1000, 150_000, whole.byteLength - 3]) {
      await new Promise<void>((resolve) => {
        const lines = Object.entries({ ...headers, host: 'x', 'content-type': form, 'idempotency-key': randomUUID() });
        const socket = connect(Number(new URL(own.url).port), '127.0.0.1', () => {
          const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
          socket.write(`POST ${path} HTTP/1.1\r\n${head}content-length: ${whole.byteLength}\r\n\r\n`);
          socket.write(whole.subarray(0, length), () => setTimeout(() => socket.destroy(), 5));
        });
        socket.on('error', () => undefined);
        socket.on('close', () => resolve());
      });
    }
    // The process takes others again once it has heard that these are gone.
    await eventually(
      () => sent(route, Buffer.from('--B')),
      (answer) => answer === '400 Malformed',
    );
    expect(await eventually(kept, (now) => JSON.stringify(now) === JSON.stringify(before))).toEqual(before);
  });

  test('that comes byte by byte is read as any other', async () => {
    const whole = Buffer.from(`${part('application/zip', 'PK')}--B--`);
    const bytes = [...whole].map((byte) => Buffer.from([byte]));
    expect(await sent(route, bytes, {}, 1)).toBe(await sent(route, whole));
  });
});

const many = 20_000;
const excessive: [what: string, body: () => Buffer, contentType?: string][] = [
  ['a part’s header of a megabyte', () => Buffer.from(`--B\r\nX: ${'x'.repeat(1_000_000)}\r\n\r\nabc\r\n--B--`)],
  [
    'many headers in its part',
    () => Buffer.from(`--B\r\n${'X: y\r\n'.repeat(many)}${part('text/plain', 'a').slice(5)}--B--`),
  ],
  [
    'a file name of a hundred thousand letters',
    () => Buffer.from(`${part('text/plain', 'a', 'x'.repeat(100_000))}--B--`),
  ],
  ['many files', () => Buffer.from(`${part('text/plain', 'a').repeat(many)}--B--`)],
  ['many files that never ends', () => Buffer.from(part('text/plain', 'a').repeat(many))],
  [
    'many fields',
    () => Buffer.from(`${'--B\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'.repeat(many)}--B--`),
  ],
  ['a form in a form in a form', () => Buffer.from(nested(1000))],
  ['only the beginnings of parts', () => Buffer.from('--B\r\n'.repeat(many))],
  ['half a boundary again and again', () => Buffer.from(`${part('text/plain', '\r\n--'.repeat(many))}--A--`)],
  ['21 MB before its first part', () => Buffer.alloc(21 * 1024 * 1024, 'a')],
  ['a boundary of a thousand letters', () => Buffer.from('--B--'), `multipart/form-data; boundary=${'B'.repeat(1000)}`],
  ['no boundary', () => Buffer.from('--B--'), 'multipart/form-data'],
];

function nested(depth: number): string {
  const open = [...Array(depth).keys()].map(
    (at) => `--${at === 0 ? 'B' : `B${at}`}\r\nContent-Type: multipart/mixed; boundary=B${at + 1}\r\n\r\n`,
  );
  return `${open.join('')}abc`;
}

test.each(excessive)('S1: %s is refused at every door, and the process goes on', async (_what, body, type = form) => {
  const before = await kept();
  for (const route of routes) {
    const declared = await sent(route, body(), { 'content-type': type });
    const chunked = await sent(route, [body()], { 'content-type': type });
    for (const answer of [declared, chunked]) expect(answer).toMatch(/^4(00 Malformed|13 TooLarge|22 Invalid)$/);
  }
  expect(await kept()).toEqual(before);
});

/** Begins an import that never comes to its end, again if there was no place for it; returns how to hang up. */
function slowly(path: string, headers: Record<string, string>): () => void {
  const own_ = { ...headers, 'content-type': 'text/csv', 'idempotency-key': randomUUID(), 'content-length': '100000' };
  const sending = request(`${own.url}${path}`, { method: 'POST', headers: own_ });
  let again: (() => void) | undefined;
  sending.on('error', () => undefined);
  sending.on('response', (response) => {
    response.resume();
    again = slowly(path, headers);
  });
  sending.write('اسم العميل,');
  return () => {
    sending.destroy();
    again?.();
  };
}

test('S12: slow uploads of one person stop nobody else’s imports, of the same organisation or another one', async () => {
  const { path, headers } = addresses.import;
  const slow = [1, 2].map(() => slowly(path, headers));
  const file = 'اسم العميل,التصنيف\nسعاد الحربي (مثال),مانح أو داعم\n';
  const importBy = async (who: string, of = organisation) => {
    const answer = await fetch(`${own.url}${path.replace(organisation, of)}`, {
      method: 'POST',
      headers: { ...(await bearer(who)), 'content-type': 'text/csv', 'idempotency-key': randomUUID() },
      body: file,
    });
    await answer.arrayBuffer();
    return answer.status;
  };
  // Until both have a place, the third one of the same person finds one.
  await eventually(
    () => importBy(officer),
    (status) => status === 503,
  );
  expect(await importBy(`${organisation}.agent.2`)).toBeLessThan(300);
  expect(await importBy('development-fund.agent.1', 'development-fund')).toBeLessThan(300);
  for (const hangUp of slow) hangUp();
  await eventually(
    () => importBy(officer),
    (status) => status < 300,
  );
});
