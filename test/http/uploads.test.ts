import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { uploadIn } from '../../api/attachments/upload-body.ts';
import { statusOf } from '../../api/http/problem.ts';
import { documentType, faultOfName, nameAsKept } from '../../application/attachments/document-types.ts';
import type { Refused } from '../../application/refused.ts';
import { isSound } from '../../domain/written-text.ts';

/** How long the sender may be silent here. */
const silenceMs = 60;

/** Reads one upload and answers with how many bytes it had, or what was wrong; as slowly as it is told to. */
let server: Server;
let perPiece = 0;
beforeAll(async () => {
  server = createServer((incoming, response) => void answered(incoming, response)).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function answered(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  // What Express has beside Node's own.
  const asked = Object.assign(incoming, { get: (name: string) => incoming.headers[name] });
  try {
    const { bytes } = await uploadIn(asked as unknown as Parameters<typeof uploadIn>[0], silenceMs);
    let size = 0;
    for await (const piece of bytes) {
      size += piece.byteLength;
      await new Promise((resolve) => setTimeout(resolve, perPiece));
    }
    response.end(String(size));
  } catch (error) {
    const refused = error as Refused;
    response.writeHead(statusOf(refused), { connection: 'close' }).end(refused.message);
    incoming.unpipe().resume();
  }
}

const head = '--B\r\nContent-Disposition: form-data; name="f"; filename="m.txt"\r\nContent-Type: text/plain\r\n\r\n';
const types = [
  ['a plain body', 'text/plain', ''],
  ['a form', 'multipart/form-data; boundary=B', head],
] as const;

/** Begins a request and sends this much of it; the answer comes whenever it comes. */
function begun(
  type: string,
  first: string,
): { more: (text: string) => void; end: () => void; answer: Promise<string> } {
  const { port } = server.address() as AddressInfo;
  const sending = request({ port, method: 'POST', headers: { 'content-type': type } });
  const answer = new Promise<string>((resolve, reject) => {
    sending.on('error', reject);
    sending.on('response', (response: IncomingMessage) => {
      resolve(text(response).then((body) => `${response.statusCode} ${body}`));
    });
  });
  sending.write(first);
  return { more: (piece) => void sending.write(piece), end: () => void sending.end(), answer };
}

describe.each(types)('S12: %s', (_what, type, before) => {
  test('that stops in its middle is ended after a while, however much of it has come', async () => {
    for (const first of [`${before}abc`, before.slice(0, 40) || 'a', `${before}abc\r\n--B`]) {
      expect(await begun(type, first).answer).toBe(
        '408 Nothing more of the file has come. Nothing was kept; send it again.',
      );
    }
  });

  test('that comes slowly, and never stops for long, is taken', async () => {
    const { more, end, answer } = begun(type, before || 'a');
    for (let piece = 0; piece < 10; piece += 1) {
      await new Promise((resolve) => setTimeout(resolve, silenceMs / 4));
      more('b');
    }
    if (before) more('\r\n--B--');
    end();
    expect(await answer).toBe(`200 ${before ? 10 : 11}`);
  });

  test('that we are slow with is not ended', async () => {
    perPiece = silenceMs * 2;
    const { end, answer } = begun(type, `${before}abc${before ? '\r\n--B--' : ''}`);
    end();
    expect(await answer).toBe('200 3');
    perPiece = 0;
  });
});

test('R14: no document keeps a name with what cannot be carried everywhere, by whichever way it came', () => {
  const type = documentType('text/plain');
  if (!type) throw new Error('texts are taken');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (given) => {
      const name = nameAsKept(`${given}.txt`);
      if (faultOfName(name, type) === null) expect([name, isSound(name)]).toEqual([name, true]);
    }),
  );
  for (const sign of ['\u0000', '\u000b', '\u007f', '\u0085', '\uffff', '\ufdd0', '\ud800', '\u{1fffe}', '\u202e']) {
    expect([sign, faultOfName(`تقرير${sign}.txt`, type)]).toEqual([sign, expect.stringContaining('plain name')]);
  }
  expect(faultOfName(nameAsKept('تقرير \u200fالشهر.txt'), type)).toBeNull();
});
