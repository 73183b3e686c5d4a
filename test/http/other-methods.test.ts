import { type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ApiDependencies } from '../../api/dependencies.ts';
import { expressApp } from '../../api/express-app.ts';
import { listener } from '../../api/http/listener.ts';
import { routes } from '../../api/routes.ts';

const logger = { info: () => undefined } as unknown as ApiDependencies['logger'];
const server = listener(expressApp(routes, { logger } as ApiDependencies, () => undefined));
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => new Promise((resolve) => server.close(resolve)));

/** Status, `Allow` and body of the answer. */
async function told(method: string, path: string): Promise<[status?: number, allow?: string, body?: string]> {
  const { port } = server.address() as AddressInfo;
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    request({ host: '127.0.0.1', port, method, path }, resolve).on('error', reject).end();
  });
  let body = '';
  for await (const piece of answer.setEncoding('utf8')) body += String(piece);
  return [answer.statusCode, answer.headers.allow, body];
}

const paths = [...new Set(routes.map(({ path }) => path))];
const methods = ['GET', 'POST', 'DELETE', 'PUT', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND', 'PURGE'];

test('every path refuses every method that it does not take: 405, and Allow says which ones it takes', async () => {
  let asked = 0;
  const wrong: unknown[] = [];
  for (const path of paths) {
    // A name that stands in a path itself, such as `pipeline`, is also what a parameter could be.
    const address = path.replaceAll(/\{\w+\}/g, 'x-1');
    const takers = routes.filter((one) => new RegExp(`^${one.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(address));
    const taken = new Set(takers.map(({ method }) => method.toUpperCase()));
    const allow = [...taken, ...(taken.has('GET') ? ['HEAD'] : [])].sort().join(', ');
    for (const method of methods.filter((one) => !taken.has(one))) {
      asked += 1;
      const [status, allowed, body = ''] = await told(method, address);
      const isTold = status === 405 && allowed === allow && body.includes('"type":"/problems/MethodNotAllowed"');
      if (!isTold) wrong.push([method, address, status, allowed]);
    }
  }
  expect(asked).toBeGreaterThan(paths.length * 7);
  expect(wrong).toEqual([]);
});

test('a path is known in whichever case it is written, and with a slash at its end', async () => {
  expect((await told('PUT', '/V1/Session/'))[0]).toBe(405);
});

test('a path that nobody takes is not there by any method', async () => {
  for (const method of methods) expect((await told(method, '/v1/nothing'))[0]).toBe(404);
});
