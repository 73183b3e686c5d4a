import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { listener } from '../../api/http/listener.ts';

const patience = { headers: 300, request: 600, idle: 200, look: 50 };
const server = listener((request, response) => {
  request.resume().on('end', () => response.end(`read with ${Object.keys(request.headers).length} headers`));
}, patience);
let port: number;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

/** What a client that sends this, and nothing more, is told until its connection is closed. */
function told(...sent: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const client = connect(port, '127.0.0.1', () => client.write(sent.join('\r\n')));
    let text = '';
    client.setEncoding('utf8').on('data', (piece: string) => {
      text += piece;
    });
    client.on('end', () => client.end());
    client.on('error', reject).on('close', () => resolve(text));
  });
}

test('a client that does not finish its headers, or its body, is told so and closed; others are served meanwhile', async () => {
  const slow = [
    told('GET / HTTP/1.1', 'Host: x', 'X-Slow: '),
    told('POST / HTTP/1.1', 'Host: x', 'Content-Length: 100000', '', 'eleven bytes'),
  ];
  const quick = await fetch(`http://127.0.0.1:${port}/`);
  expect(quick.status).toBe(200);
  for (const answer of await Promise.all(slow)) expect(answer).toMatch(/^HTTP\/1\.1 408 Request Timeout/);
});

test('a connection on which nothing is asked any more is closed', async () => {
  expect(await told('GET / HTTP/1.1', 'Host: x', '', '')).toMatch(/^HTTP\/1\.1 200 OK/);
});

const problemIn = (answer: string) => JSON.parse(answer.split('\r\n\r\n')[1] ?? '') as object;

test('what is no request is told so by a problem document', async () => {
  expect(problemIn(await told('NONSENSE', '', ''))).toMatchObject({ type: '/problems/Malformed', status: 400 });
});

test.each([
  ['a length beside chunks', ['Content-Length: 3', 'Transfer-Encoding: chunked', '', '0', '', '']],
  ['two lengths', ['Content-Length: 3', 'Content-Length: 4', '', 'abc', '']],
  ['a length that is no number', ['Content-Length: 3x', '', 'abc', '']],
  ['an encoding that hides the chunks', ['Transfer-Encoding: chunked, identity', '', '0', '', '']],
  ['a name with a space before its colon', ['Content-Length : 3', '', 'abc', '']],
  ['a line that is folded', ['X-One: a', ' b', 'Content-Length: 0', '', '']],
  ['a line that ends without a return', ['X-One: a\nContent-Length: 3', '', 'abc', '']],
])('%s is refused, so that no proxy reads another request than we do', async (_what, lines) => {
  const answer = await told('POST / HTTP/1.1', 'Host: x', ...lines);
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(answer).not.toContain('read with');
});

test('a method that nobody knows is refused with 405, and with what is taken', async () => {
  const answer = await told('FROBNICATE /v1/session HTTP/1.1', 'Host: x', '', '');
  expect(answer).toMatch(/^HTTP\/1\.1 405 Method Not Allowed\r\n/);
  expect(answer).toContain('\r\nAllow: DELETE, GET, HEAD, POST\r\n');
  expect(problemIn(answer)).toMatchObject({ type: '/problems/MethodNotAllowed', status: 405 });
});

test('headers of more than 16 kB are refused', async () => {
  const answer = await told('GET / HTTP/1.1', 'Host: x', `X-Long: ${'a'.repeat(17_000)}`, '', '');
  expect(answer).toMatch(/^HTTP\/1\.1 431 /);
  expect(problemIn(answer)).toMatchObject({ type: '/problems/TooLarge', status: 431 });
});
