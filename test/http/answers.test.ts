import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { z } from 'zod';
import type { ApiDependencies } from '../../api/dependencies.ts';
import { expressApp } from '../../api/express-app.ts';
import { type Reply, route } from '../../api/http/route.ts';

const person = { name: 'ليلى', phone: '+966500000001', at: { place: 'الرياض', secret: 'x' } };
const Shown = z.object({ items: z.array(z.object({ name: z.string(), at: z.object({ place: z.string() }) })) });

/** What a route with this schema answers, and what is logged of it. */
async function answered(reply: Reply, schema?: z.ZodType) {
  const logged: unknown[] = [];
  const logger = { error: (entry: unknown) => logged.push(entry) } as unknown as ApiDependencies['logger'];
  const one = route({
    ...{ method: 'get', path: '/one', operationId: 'getOne', summary: '', tag: '', permission: 'anybody' },
    replies: { 200: { description: '', ...(schema ? { schema } : {}) } },
    handle: async () => reply,
  });
  const server = expressApp([one], { logger } as ApiDependencies, () => undefined).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/one`);
  const text = await answer.text();
  server.close();
  return { status: answer.status, text, logged };
}

test('a field that the schema does not name is told to nobody, however deep it stands', async () => {
  const { status, text } = await answered({ status: 200, body: { items: [person], total: 1 } }, Shown);
  expect([status, JSON.parse(text)]).toEqual([200, { items: [{ name: 'ليلى', at: { place: 'الرياض' } }] }]);
});

test.each([
  ['without a schema', { status: 200, body: { items: [person] } }, undefined],
  ['of a status that is not stated', { status: 201, body: { items: [] } }, Shown],
  ['that is not as its schema says', { status: 200, body: { items: [{ ...person, name: 9 }] } }, Shown],
])('an answer %s is a fault of ours, of which nothing is told', async (_what, reply, schema) => {
  const { status, text, logged } = await answered(reply, schema);
  expect(status).toBe(500);
  expect(text).not.toMatch(/ليلى|\+9665|items/);
  expect(logged).toHaveLength(1);
  expect(JSON.stringify(logged)).not.toMatch(/ليلى|\+9665/);
});

test('what is no document goes out as it is', async () => {
  expect(await answered({ status: 200, body: '<p>page</p>' })).toMatchObject({ status: 200, text: '<p>page</p>' });
});
