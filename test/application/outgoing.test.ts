import { createServer, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { smsGateway } from '../../activities/notices/sms-gateway.ts';
import { smtpEmail } from '../../activities/notices/smtp.ts';
import { callOut, connectOut, isOutside, type Outgoing } from '../../application/outgoing.ts';

/** For measurements of networks (RFC 2544): no address of a network inside, and nobody answers. */
const outside = '198.18.0.1';
const name = 'gateway.example.org';

let server: Server;
let port: number;
let asked: string[];
beforeEach(async () => {
  asked = [];
  server = createServer(({ headers, url }, response) => {
    asked.push(`${headers.host} ${url}`);
    if (url === '/elsewhere') response.writeHead(302, { location: '/here' }).end();
    else if (url === '/endless') response.end(Buffer.alloc(2 * 1024 * 1024));
    else response.end('told');
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  ({ port } = server.address() as AddressInfo);
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** Who resolves names to these, one answer after the other. */
function resolver(...answers: string[][]): Required<Pick<Outgoing, 'resolve'>> & { times: () => number } {
  let times = 0;
  const resolve = async () => {
    const addresses = answers[Math.min(times, answers.length - 1)] ?? [];
    times += 1;
    return addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  };
  return { resolve, times: () => times };
}

const call = (outgoing: Outgoing, url: string, ms = 3000) =>
  callOut(outgoing)(url, { signal: AbortSignal.timeout(ms) }).then((answer) => answer.text());

test.each([
  ...['127.0.0.1', '127.9.9.9', '0.0.0.0', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '100.64.0.1'],
  ...['169.254.169.254', '224.0.0.1', '255.255.255.255', '240.0.0.1', '192.0.2.1'],
  ...['::', '::1', 'fe80::1', 'fc00::1', 'fd12:3456::1', 'ff02::1', '2001:db8::1'],
  ...['::ffff:127.0.0.1', '::ffff:10.0.0.1', '::ffff:a9fe:a9fe', '64:ff9b::7f00:1', '2002:7f00:1::', 'no address'],
])('%s is no address outside', (address) => {
  expect(isOutside(address)).toBe(false);
});

test.each(['93.184.216.34', '8.8.8.8', '172.32.0.1', '2606:2800:220:1::1', '::ffff:8.8.8.8'])(
  '%s is one',
  (address) => {
    expect(isOutside(address)).toBe(true);
  },
);

test.each([['127.0.0.1'], ['::1'], ['::ffff:127.0.0.1'], ['10.0.0.1'], ['169.254.169.254']])(
  'a name that a resolver says to be at %s is not called, by nobody who calls out',
  async (address) => {
    const outgoing = resolver([address]);
    const refusal = `${name} has no address outside this network: see OUTGOING_INSIDE_HOSTS`;
    await expect(call(outgoing, `http://${name}:${port}/`)).rejects.toThrow(refusal);
    await expect(connectOut(outgoing, name, port)).rejects.toThrow(refusal);
    const sms = smsGateway({
      ...{ url: `http://${name}:${port}/`, token: 'x'.repeat(16), sender: 'x', timeoutMs: 1000, outgoing },
    });
    const message = { key: 'k', to: '+966500000001', text: 't', language: 'ar' as const };
    await expect(sms(message)).rejects.toThrow('the SMS gateway is away');
    const email = smtpEmail(`smtp://${name}:${port}`, 'care@example.com', outgoing);
    await expect(email({ ...message, to: 'a@example.com', subject: 's' })).rejects.toThrow(
      'the mail server does not take messages (ESOCKET)',
    );
    expect(asked).toEqual([]);
  },
);

test('a host that is configured as one inside is called, by its name, and so is an address that is configured itself', async () => {
  const inside = { ...resolver(['127.0.0.1']), insideHosts: [name] };
  expect(await call(inside, `http://${name}:${port}/path`)).toBe('told');
  expect(await call(resolver(['10.0.0.1']), `http://127.0.0.1:${port}/`)).toBe('told');
  expect(asked).toEqual([`${name}:${port} /path`, `127.0.0.1:${port} /`]);
});

test('the second answer of a resolver counts for nothing: the connection goes to what was checked', async () => {
  const rebinding = resolver([outside], ['127.0.0.1']);
  await expect(call(rebinding, `http://${name}:${port}/`, 500)).rejects.toThrow();
  expect([rebinding.times(), asked]).toEqual([1, []]);
});

test('of several addresses those inside are left out', async () => {
  const mixed = resolver(['127.0.0.1', outside, '::1']);
  await expect(call(mixed, `http://${name}:${port}/`, 500)).rejects.toThrow();
  expect(asked).toEqual([]);
});

test('no redirect is followed, and no answer is read without end', async () => {
  const answer = await callOut()(`http://127.0.0.1:${port}/elsewhere`, { signal: AbortSignal.timeout(3000) });
  expect(answer.status).toBe(302);
  await expect(call({}, `http://127.0.0.1:${port}/endless`)).rejects.toThrow('more than a megabyte');
  expect(asked).toEqual([`127.0.0.1:${port} /elsewhere`, `127.0.0.1:${port} /endless`]);
});

test('an answer that does not come is given up after its time', async () => {
  const silent = createTcpServer(() => undefined).listen(0, '127.0.0.1');
  await new Promise((resolve) => silent.once('listening', resolve));
  const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/`;
  await expect(call({}, url, 200)).rejects.toMatchObject({ name: 'TimeoutError' });
  silent.close();
});
