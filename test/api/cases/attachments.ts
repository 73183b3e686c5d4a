import { createHash, randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sweepUploads } from '../../../activities/upkeep/sweep-uploads.ts';
import { ScannerAway, testStringScanner } from '../../../application/attachments/malware-scanner.ts';
import { issueToken } from '../../../application/sessions/sessions.ts';
import type { AccessDocument } from '../../../db/cases/accesses.ts';
import { beginUpload } from '../../../db/cases/attachments.ts';
import type { AttachmentOfCase } from '../../../domain/case/attachments.ts';
import { Answer, type ApiClient, eventually } from '../../support/api/api-client.ts';
import { complaintBody, driven, type Opened, opened } from '../../support/api/complaints.ts';
import { program, takenFiles, testVirus, withMacros, wordLetterWithMacros } from '../../support/api/files.ts';
import { secret as apiSecret, type RunningApi, startApi } from '../../support/api/running-api.ts';

const organisation = 'courier';
const agent = `${organisation}.agent.1`;
const megabyte = 1024 * 1024;
const largest = 20 * megabyte;

let api: RunningApi;
let scannerIsAway = false;
beforeAll(async () => {
  const scanner = {
    begin: () => (scannerIsAway ? Promise.reject(new ScannerAway('connection refused')) : testStringScanner.begin()),
  };
  api = await startApi({ staffOf: [organisation, 'development-fund'], scanner });
});
afterAll(() => api.stop());

interface Sending {
  name?: string;
  type?: string;
  key?: string;
  headers?: Record<string, string>;
  by?: ApiClient;
}

function send(
  to: string,
  content: Buffer,
  { name, type = 'text/plain', key, headers, by }: Sending = {},
): Promise<Answer> {
  const address = `${to}/attach${name === undefined ? '' : `?name=${encodeURIComponent(name)}`}`;
  const all = { 'content-type': type, 'idempotency-key': key ?? randomUUID(), ...headers };
  return (by ?? api.as(agent)).send('POST', address, new Uint8Array(content), all);
}

const attachmentsOf = ({ view }: Answer) => view.detail.attachments as AttachmentOfCase[];
const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex');

/** What is kept of uploads: files, pieces of them, and notes of what no case has. */
async function kept(): Promise<Record<string, number>> {
  const { connection } = api.database;
  const count = (name: string) => connection.collection(name).countDocuments();
  const [files, chunks, notes] = await Promise.all(['attachments.files', 'attachments.chunks', 'uploads'].map(count));
  return { files: files ?? 0, chunks: chunks ?? 0, notes: notes ?? 0 };
}

/** The outcome of a refusal that must leave nothing. */
async function refusedWithoutTrace(upload: () => Promise<Answer>): Promise<Answer> {
  const before = await kept();
  const answer = await upload();
  expect(await kept()).toEqual(before);
  return answer;
}

describe('a document', () => {
  let known: Opened;
  beforeAll(async () => {
    known = await opened(api, organisation);
  });

  test.each(takenFiles)(
    'of type %s is attached, listed, and comes back as it was sent (C-08)',
    async (type, name, content) => {
      const { number, address } = known;
      const answer = await send(address, content, { name, type });
      const document = attachmentsOf(answer).at(-1);
      expect(document).toMatchObject({ mediaType: type, size: content.length, sha256: sha256(content), by: agent });

      const atLeast = `atLeast=${answer.view.revision}`;
      const list = await api.as(agent).get(`${address}/attachments?${atLeast}`);
      expect(list.as<{ items: object[] }>().items.at(-1)).toMatchObject({ id: document?.attachment, name });
      const response = await fetch(`${api.url}${address}/attachments/${document?.attachment}?${atLeast}`, {
        headers: { authorization: `Bearer ${await token()}` },
      });
      expect(Buffer.from(await response.arrayBuffer()).equals(content)).toBe(true);
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'content-type': expect.stringContaining(type),
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; sandbox",
        'content-length': String(content.length),
      });

      const looks = await api.database.accesses.find({ number }).lean<AccessDocument[]>();
      expect(new Set(looks.map(({ by }) => by))).toEqual(new Set([agent]));
      const whats = looks.map(({ what }) => what);
      expect(whats).toEqual(expect.arrayContaining(['attachments', `attachment ${document?.attachment}`]));
    },
  );

  test('stands in the timeline by its digest; its name does not', async () => {
    const { address } = await opened(api, organisation);
    const content = Buffer.from('note (example)');
    await send(address, content, { name: 'secret-name.txt' });
    const read = async () => (await api.as(agent).get(`${address}/timeline`)).text;
    const timeline = await eventually(read, (text) => text.includes('"attached"'));
    expect(timeline).toContain(sha256(content));
    expect(timeline).not.toContain('secret-name');
    expect(timeline).toContain('"chainHolds":true');
  });

  test('may come as a form with one file', async () => {
    const form = new FormData();
    form.set('file', new Blob([new Uint8Array(takenFiles[0]?.[2] ?? [])], { type: 'application/pdf' }), 'عقد.pdf');
    const response = await fetch(`${api.url}${known.address}/attach`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await token()}`, 'idempotency-key': randomUUID() },
      body: form,
    });
    expect(response.status).toBe(200);
    const { revision } = (await response.json()) as { revision: number };
    const list = await api.as(agent).get(`${known.address}/attachments?atLeast=${revision}`);
    expect(list.as<{ items: { name: string }[] }>().items.at(-1)).toMatchObject({ name: 'عقد.pdf' });
  });

  test('may be named by Content-Disposition', async () => {
    const headers = { 'content-disposition': "attachment; filename*=UTF-8''%D8%B9%D9%82%D8%AF.txt" };
    const { view } = await send(known.address, Buffer.from('x (example)'), { headers });
    const list = await api.as(agent).get(`${known.address}/attachments?atLeast=${view.revision}`);
    expect(list.as<{ items: { name: string }[] }>().items.at(-1)).toMatchObject({ name: 'عقد.txt' });
  });

  test('S13n: keeps the letters of its name, and not the marks of direction that telephones put there', async () => {
    for (const [name, kept] of [
      ['\u200eصورة\u200f الفاتورة.txt', 'صورة الفاتورة.txt'],
      ['می\u200cخواهم.txt', 'می\u200cخواهم.txt'],
      ['console.txt', 'console.txt'],
    ] as const) {
      const { view } = await send(known.address, Buffer.from(`${name} (example)`), { name });
      const list = await api.as(agent).get(`${known.address}/attachments?atLeast=${view.revision}`);
      expect(list.as<{ items: { name: string }[] }>().items.at(-1)?.name).toBe(kept);
    }
  });

  test('of exactly 20 MB is taken, of one byte more it is 413 and nothing is kept', async () => {
    const { address } = await opened(api, organisation);
    const content = Buffer.alloc(largest, 'a');
    expect(attachmentsOf(await send(address, content))).toHaveLength(1);
    const more = Buffer.alloc(largest + 1, 'a');
    expect((await refusedWithoutTrace(() => send(address, more))).refusal).toBe('413 TooLarge');
    const undeclared = await refusedWithoutTrace(() => sendInPieces(address, more));
    expect(undeclared.refusal).toBe('413 TooLarge');
  });

  test.each([
    ['a page', 'text/html', 'page.html', Buffer.from('<html></html>')],
    ['a drawing that can run', 'image/svg+xml', 'x.svg', Buffer.from('<svg/>')],
    ['a page that calls itself text', 'text/plain', 'page.txt', Buffer.from('\n <!doctype html><script>1</script>')],
    ['a text that would be opened as a page', 'text/plain', 'page.html', Buffer.from('text (example)')],
    ['a program that calls itself text', 'text/plain', 'x.txt', program],
    ['a program that calls itself a picture', 'image/png', 'x.png', program],
    ['a program', 'application/x-msdownload', 'x.exe', program],
    ['a picture that calls itself a document', 'application/pdf', 'x.pdf', takenFiles[1]?.[2] ?? Buffer.alloc(0)],
    [
      'a document with macros',
      takenFiles.find(([, name]) => name === 'letter.docx')?.[0] ?? '',
      'letter.docx',
      withMacros,
    ],
    ['a letter of an earlier Word with macros', 'application/msword', 'letter.doc', wordLetterWithMacros],
    ['nothing at all', 'text/plain', 'x.txt', Buffer.alloc(0)],
    ['a name with a folder', 'text/plain', '../x.txt', Buffer.from('x')],
    [
      'S13n: a page after a line of text',
      'text/plain',
      'x.txt',
      Buffer.from('text (example)\n<HTML><script>1</script>'),
    ],
    ['S13n: a name with a sign of no width', 'text/plain', 'in\u200bvoice.txt', Buffer.from('x')],
    [
      'S13n: a name with a sign of no width between letters and signs',
      'text/plain',
      'invoice\u200d.txt',
      Buffer.from('x'),
    ],
    ['S13n: a name with a tag of language', 'text/plain', 'x\u{e0041}.txt', Buffer.from('x')],
    ['S13n: a name of a device', 'text/plain', 'con.txt', Buffer.from('x')],
    ['S13n: a name of a device with more behind it', 'text/plain', 'COM1 .old.txt', Buffer.from('x')],
    ['S13n: a name with a stream', 'text/plain', 'a:b.txt', Buffer.from('x')],
    ['S13n: a name with wildcards', 'text/plain', 'a*?.txt', Buffer.from('x')],
    ['a name that reads backwards', 'text/plain', 'x\u202egpj.txt', Buffer.from('x')],
  ])('that is %s is refused, and nothing is kept', async (_what, type, name, content) => {
    const answer = await refusedWithoutTrace(() => send(known.address, content, { name, type }));
    expect(answer.refusal).toBe('422 Invalid');
  });

  test('in which the scanner finds malware is refused, nothing is kept, and the audit trail knows', async () => {
    const content = Buffer.concat([Buffer.alloc(3 * megabyte, 'a'), testVirus]);
    const answer = await refusedWithoutTrace(() => send(known.address, content));
    expect(answer.refusal).toBe('422 MalwareFound');
    const audit = await api.as(`${organisation}.auditor.1`).get(`${known.address}/audit`);
    expect(audit.as<{ refusals: object[] }>().refusals).toContainEqual(
      expect.objectContaining({ command: 'attach', by: agent, refusal: 'MalwareFound' }),
    );
  });

  test('at which no scanner can look is refused with 503, and nothing is kept', async () => {
    scannerIsAway = true;
    const answer = await refusedWithoutTrace(() => send(known.address, Buffer.from('x'))).finally(() => {
      scannerIsAway = false;
    });
    expect(answer.refusal).toBe('503 Unavailable');
    expect(answer.headers.get('retry-after')).toBe('30');
  });

  test('whose sender breaks off leaves nothing', async () => {
    const before = await kept();
    await breakOff(known.address, 2 * megabyte);
    await eventually(kept, (now) => JSON.stringify(now) === JSON.stringify(before));
  });
});

test('the same key and the same file give the same answer and one document; another file is 422', async () => {
  const { address } = await opened(api, organisation);
  const [first, second] = [Buffer.from('first (example)'), Buffer.from('second (example)')];
  const once = await send(address, first, { key: 'one' });
  const before = await kept();
  const again = await send(address, first, { key: 'one' });
  expect(again.text).toBe(once.text);
  expect((await send(address, second, { key: 'one' })).refusal).toBe('422 KeyReused');
  expect(await kept()).toEqual(before);
  const { view } = await send(address, second, { key: 'two' });
  expect(view.detail.attachments).toHaveLength(2);
});

test('a complaint that has ended takes no document, and keeps nothing of it', async () => {
  const { address } = await driven(api, organisation, [['withdraw', {}]]);
  const answer = await refusedWithoutTrace(() => send(address, Buffer.from('x')));
  expect(answer.refusal).toBe('409 NotAllowedNow');
});

test('a customer attaches to his own complaint by its secret, and to no other', async () => {
  const { channel, ...body } = complaintBody(organisation);
  const opening = await api.anybody.post(`/public/organisations/${organisation}/complaints`, body);
  const { number, secret } = opening.as<{ number: string; secret: string }>();
  const address = `/public/organisations/${organisation}/complaints/${number}`;
  const content = Buffer.from('proof (example)');
  const answer = await send(address, content, { headers: { 'case-secret': secret }, by: api.anybody });
  expect(answer.as<{ allowed: string[] }>().allowed).toContain('attach');
  const read = () => api.as(agent).get(`/v1/organisations/${organisation}/complaints/${number}`);
  const seen = await eventually(read, (one) => (one.view.detail.attachments as object[]).length === 1);
  expect(attachmentsOf(seen)).toMatchObject([{ by: 'customer', sha256: sha256(content) }]);
  const wrong = { 'case-secret': secret.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')) };
  expect((await send(address, content, { headers: wrong, by: api.anybody })).refusal).toBe('404 NotFound');
});

describe('before anything of the body is read', () => {
  let address: string;
  beforeAll(async () => {
    ({ address } = await opened(api, organisation));
  });

  /** With everything wrong; what is put right one after the other, and the refusal that is left. */
  test.each([
    ['401 NotSignedIn', {}],
    ['404 NotFound', { by: 'development-fund.agent.1' }],
    ['403 Forbidden', { by: `${organisation}.quality.1` }],
    ['428 IdempotencyKeyMissing', { by: agent }],
    ['400 InvalidQuery', { by: agent, key: 'order' }],
  ] as [string, { by?: string; key?: string }][])('a request is refused with %s', async (refusal, { by, key }) => {
    const client = by ? api.as(by) : api.anybody;
    const headers = { 'content-type': 'text/html', ...(key ? { 'idempotency-key': key } : {}) };
    const answer = await client.send('POST', `${address}/attach?nonsense=1`, new Uint8Array(largest + 1), headers);
    expect(answer.refusal).toBe(refusal);
  });
});

test('who may not read the words sees no documents; an auditor says why', async () => {
  const { address } = await opened(api, organisation);
  await api.as(agent).post(`${address}/accept`);
  const [document] = attachmentsOf(await send(address, Buffer.from('x (example)')));
  await api.projected(address, agent, ({ detail }) => (detail.attachments as object[]).length === 1);
  for (const path of ['attachments', `attachments/${document?.attachment}`]) {
    expect((await api.as(`${organisation}.agent.2`).get(`${address}/${path}`)).refusal).toBe('403 Forbidden');
    expect((await api.as(`${organisation}.auditor.1`).get(`${address}/${path}`)).refusal).toBe('403 Forbidden');
    expect(
      (await api.as(`${organisation}.auditor.1`).get(`${address}/${path}?reason=yearly%20audit%20visit`)).status,
    ).toBe(200);
  }
  expect((await api.as(agent).get(`${address}/attachments/${randomUUID()}`)).refusal).toBe('404 NotFound');
});

test('the sweep removes what broken uploads left a day ago, and nothing that a case has', async () => {
  const { number, address } = await opened(api, organisation);
  const [document] = attachmentsOf(await send(address, Buffer.from('x (example)')));
  const startedAt = '2026-01-01T00:00:00Z';
  const orphan = { _id: randomUUID(), organisation, number, startedAt };
  const writer = await beginUpload(api.database, orphan);
  await writer.write(Buffer.alloc(megabyte));
  // As if the process had died after the case took it and before that was noted.
  const { uploads } = api.database;
  await uploads.collection.insertOne({ ...orphan, _id: document?.attachment } as never);
  const tomorrow = new Date(Date.now() + 25 * 3_600_000);
  expect(await sweepUploads(api.database, api.temporal, new Date())).toBe(1);
  expect(await sweepUploads(api.database, api.temporal, tomorrow)).toBe(0);
  expect(await uploads.countDocuments()).toBe(0);
  const { connection } = api.database;
  expect(await connection.collection('attachments.chunks').countDocuments({ files_id: orphan._id as never })).toBe(0);
  expect((await api.as(agent).get(`${address}/attachments/${document?.attachment}`)).text).toBe('x (example)');
});

async function token(): Promise<string> {
  return (await issueToken({ secret: apiSecret }, agent)).token;
}

/** Without a Content-Length, as a program sends that does not know how much will come. */
async function sendInPieces(address: string, content: Buffer): Promise<Answer> {
  async function* pieces() {
    for (let at = 0; at < content.length; at += 65_536) yield new Uint8Array(content.subarray(at, at + 65_536));
  }
  const response = await fetch(`${api.url}${address}/attach`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await token()}`,
      'idempotency-key': randomUUID(),
      'content-type': 'text/plain',
    },
    body: ReadableStream.from(pieces()),
    duplex: 'half',
  } as RequestInit);
  return new Answer(response, await response.text());
}

/** Sends so many bytes of a larger file, waits until some of them have been stored, and goes away. */
async function breakOff(address: string, sent: number): Promise<void> {
  const request = httpRequest(`${api.url}${address}/attach`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await token()}`,
      'idempotency-key': randomUUID(),
      'content-type': 'text/plain',
      'content-length': String(2 * sent),
    },
  });
  request.on('error', () => undefined);
  request.write(Buffer.alloc(sent, 'a'));
  await eventually(kept, ({ notes }) => (notes ?? 0) > 0);
  request.destroy();
}
