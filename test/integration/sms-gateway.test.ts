import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { Undeliverable } from '../../activities/notices/message.ts';
import { smsGateway } from '../../activities/notices/sms-gateway.ts';
import { messageSignature } from '../../domain/case/signed-message.ts';

const token = 'the token of a made-up gateway';
const message = {
  key: 'complaint:courier:X:1:now:0:customer:sms',
  to: '+966500000001',
  text: 'نص (مثال)',
  language: 'ar' as const,
};

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

interface Received {
  headers: IncomingHttpHeaders;
  body: string;
}

/** A gateway that answers each message with the next of these: a status, or nothing at all. */
async function gateway(...answers: (number | 'silence')[]) {
  const received: Received[] = [];
  server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (piece: string) => {
      body += piece;
    });
    request.on('end', () => {
      received.push({ headers: request.headers, body });
      const answer = answers[received.length - 1] ?? 200;
      if (answer === 'silence') return;
      response.writeHead(answer, answer === 302 ? { location: 'http://127.0.0.1:9/elsewhere' } : {}).end();
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server?.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/messages`;
  return { received, send: smsGateway({ url, token, sender: 'Inaya', timeoutMs: 500 }) };
}

test('an SMS reaches the gateway signed, under its key, and as JSON', async () => {
  const { received, send } = await gateway(202);
  await send(message);
  const [{ headers, body } = { headers: {}, body: '' }] = received;
  expect(JSON.parse(body)).toEqual({ to: message.to, text: message.text, key: message.key, sender: 'Inaya' });
  expect(headers).toMatchObject({ 'idempotency-key': message.key, 'content-type': 'application/json' });
  const timestamp = String(headers['inaya-timestamp']);
  expect(headers['inaya-signature']).toBe(messageSignature(token, timestamp, body));
  expect(Math.abs(Date.now() / 1000 - Number(timestamp))).toBeLessThan(60);
  expect(JSON.stringify(headers)).not.toContain(token);
});

test.each([400, 401, 404, 422])('an answer of %p is final', async (status) => {
  const { send } = await gateway(status);
  await expect(send(message)).rejects.toThrow(Undeliverable);
});

test.each([302, 408, 429, 500, 503])('an answer of %p may be tried again', async (status) => {
  const { received, send } = await gateway(status);
  const failure = await send(message).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(Error);
  expect(failure).not.toBeInstanceOf(Undeliverable);
  await send(message);
  expect(received.map(({ headers }) => headers['idempotency-key'])).toEqual([message.key, message.key]);
});

test('a gateway that says nothing is given up after its time, and may be tried again', async () => {
  const { send } = await gateway('silence');
  const failure = await send(message).catch((error: unknown) => error);
  expect(failure).toMatchObject({ message: 'the SMS gateway does not answer' });
  expect(failure).not.toBeInstanceOf(Undeliverable);
});

test('what a failure says names neither the customer nor what was written to him', async () => {
  const { send } = await gateway(400);
  const failure = (await send(message).catch((error: unknown) => error)) as Error;
  expect(failure.message).toBe('the SMS gateway answered 400');
});
