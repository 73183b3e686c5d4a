import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { EnvError, openIdOf, readEnv } from '../../config/env.ts';

const folder = mkdtempSync(join(tmpdir(), 'inaya-env-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const complete = {
  INAYA_MODE: 'production',
  TEMPORAL_ADDRESS: 'temporal:7233',
  MONGODB_URI: 'mongodb://a:27017,b:27017/inaya?replicaSet=rs0',
  INAYA_SECRET: 's'.repeat(32),
  INAYA_MASTER_KEYS: `2026-1:${Buffer.alloc(32, 1).toString('base64')}`,
  SMTP_URL: 'smtp://user:password@mail.example:587',
  PUBLIC_URL: 'https://care.example.org',
};

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

test('a certificate for the engine and its key belong together', () => {
  const one = { ...complete, TEMPORAL_TLS_CERT_FILE: '/tls/api.crt' };
  expect(() => readEnv(one)).toThrow(/TEMPORAL_TLS_KEY_FILE belong together/);
  expect(readEnv({ ...one, TEMPORAL_TLS_KEY_FILE: '/tls/api.key' })).toMatchObject(one);
});

test('a complete environment is read, its numbers as numbers, the rest by default', () => {
  expect(readEnv({ ...complete, PORT: '8000' })).toMatchObject({
    ...complete,
    PORT: 8000,
    TEMPORAL_NAMESPACE: 'default',
  });
});

test('everything that is wrong is said at once', () => {
  const wrong = {
    INAYA_MODE: 'production',
    PORT: 'x',
    INAYA_SECRET: 'short',
    INAYA_MASTER_KEYS: 'short',
    MONGODB_URI: 'mongodb://host',
    SMTP_URL: 'http://x',
  };
  for (const name of ['PORT', 'INAYA_SECRET', 'INAYA_MASTER_KEYS', 'MONGODB_URI', 'SMTP_URL', 'TEMPORAL_ADDRESS']) {
    expect(() => readEnv(wrong)).toThrow(new RegExp(`- ${name}: `));
  }
});

test('links to customers begin with the address that is set, in local mode else with the API’s own', () => {
  const { PUBLIC_URL: _, ...rest } = complete;
  expect(() => readEnv(rest)).toThrow(/- PUBLIC_URL: is not set/);
  expect(readEnv({ ...rest, INAYA_MODE: 'local', PORT: '8000' }).PUBLIC_URL).toBe('http://127.0.0.1:8000');
  expect(() => readEnv({ ...complete, PUBLIC_URL: 'care.example.org' })).toThrow(/- PUBLIC_URL: must be/);
});

test('S13f: in production nothing of a customer goes out in the clear', () => {
  const gateway = { SMS_GATEWAY_URL: 'http://sms.example/send', SMS_GATEWAY_TOKEN: 't'.repeat(16) };
  const courier = { ORGANISATIONS: JSON.stringify({ courier: { publicUrl: 'http://care.example.org' } }) };
  for (const [wrong, name] of [
    [{ PUBLIC_URL: 'http://care.example.org' }, 'PUBLIC_URL'],
    [gateway, 'SMS_GATEWAY_URL'],
    [courier, 'ORGANISATIONS.courier'],
  ] as const) {
    expect(() => readEnv({ ...complete, ...wrong })).toThrow(`- ${name}: must begin with https: in production`);
    expect(() => readEnv({ ...complete, ...wrong, INAYA_MODE: 'local' })).not.toThrow();
  }
});

test('what is wrong with a secret is said without the secret', () => {
  const wrong = { ...complete, INAYA_SECRET: 'hush', MONGODB_URI: 'mongodb://user:hush@host' };
  expect(() => readEnv(wrong)).toThrow(EnvError);
  expect(() => readEnv(wrong)).toThrow(/^(?!.*hush)/s);
});

test('in local mode the worker’s metrics are where the running start has them', () => {
  file('servers.json', JSON.stringify({ workerMetrics: 'http://127.0.0.1:40123' }));
  const local = { ...complete, INAYA_MODE: 'local', INAYA_DATA_DIR: folder };
  expect(readEnv(local).WORKER_METRICS_PORT).toBe(40_123);
  expect(readEnv({ ...local, WORKER_METRICS_PORT: '9464' }).WORKER_METRICS_PORT).toBe(9464);
  expect(readEnv({ ...local, INAYA_MODE: 'production' }).WORKER_METRICS_PORT).toBeUndefined();
});

test.each([
  ['2', 2],
  ['loopback, 10.0.0.0/8,::1', ['loopback', '10.0.0.0/8', '::1']],
])('the proxies before the API are a number of them or their addresses: %s', (given, read) => {
  expect(readEnv({ ...complete, TRUST_PROXY: given }).TRUST_PROXY).toEqual(read);
});

test.each(['true', '0', 'nginx', '10.0.0.0/99', '1,'])('%s says no proxies', (given) => {
  expect(() => readEnv({ ...complete, TRUST_PROXY: given })).toThrow(/- TRUST_PROXY: must be/);
});

test('an SMS gateway without the secret that it knows is an error', () => {
  const gateway = { SMS_GATEWAY_URL: 'https://sms.example/messages' };
  expect(() => readEnv({ ...complete, ...gateway })).toThrow(/- SMS_GATEWAY_TOKEN: /);
  const token = file('sms', 'a token of sixteen and more\n');
  expect(readEnv({ ...complete, ...gateway, SMS_GATEWAY_TOKEN_FILE: token })).toMatchObject({
    ...gateway,
    SMS_GATEWAY_TOKEN: 'a token of sixteen and more',
    SMS_GATEWAY_TIMEOUT_MS: 10_000,
  });
});

test('a secret comes from the file that its setting names, without the line end', () => {
  const { INAYA_SECRET: _, ...rest } = complete;
  const env = readEnv({ ...rest, INAYA_SECRET_FILE: file('secret', `${'f'.repeat(40)}\n`) });
  expect(env.INAYA_SECRET).toBe('f'.repeat(40));
});

test('S13i: keys of sessions have names and secrets, and the name of the root stands alone', () => {
  const [one, other] = ['k'.repeat(32), 'l'.repeat(40)];
  const file_ = file('keys', `b2:${one}\na1:${other}\nroot\n`);
  expect(readEnv({ ...complete, SESSION_KEYS_FILE: file_ }).SESSION_KEYS).toEqual([
    { id: 'b2', secret: one },
    { id: 'a1', secret: other },
    { id: 'root', secret: null },
  ]);
  expect(readEnv(complete).SESSION_KEYS).toBeUndefined();
  for (const wrong of ['b2:short', `b2:${one},b2:${other}`, `root:${one}`, 'b2', `:${one}`, ' , ']) {
    expect(() => readEnv({ ...complete, SESSION_KEYS: wrong })).toThrow(/- SESSION_KEYS: must be like/);
    expect(() => readEnv({ ...complete, SESSION_KEYS: wrong })).toThrow(/^(?!.*(short|kkkk))/s);
  }
});

test('OpenID Connect needs to know whom tokens are for, and an address that cannot be listened to', () => {
  const issuer = { OIDC_ISSUER: 'https://login.example.org' };
  expect(openIdOf(readEnv(complete))).toBeUndefined();
  expect(() => readEnv({ ...complete, ...issuer })).toThrow(/- OIDC_AUDIENCE: is not set/);
  expect(openIdOf(readEnv({ ...complete, ...issuer, OIDC_AUDIENCE: 'inaya, mobile' }))).toEqual({
    ...{ issuer: issuer.OIDC_ISSUER, audience: ['inaya', 'mobile'], accountClaim: 'email' },
    ...{ organisationClaim: undefined, rolesClaim: undefined, keysUrl: undefined },
    outgoing: { insideHosts: [] },
  });
  const inside = { ...issuer, OIDC_AUDIENCE: 'inaya', OUTGOING_INSIDE_HOSTS: 'Login.example.org, relay' };
  expect(openIdOf(readEnv({ ...complete, ...inside }))?.outgoing).toEqual({
    insideHosts: ['login.example.org', 'relay'],
  });
  const clear = { OIDC_ISSUER: 'http://login.example.org', OIDC_AUDIENCE: 'inaya' };
  expect(() => readEnv({ ...complete, ...clear })).toThrow('- OIDC_ISSUER: must begin with https: in production');
});

test('a secret set both ways, or in a file that is not there, is an error', () => {
  expect(() => readEnv({ ...complete, INAYA_SECRET_FILE: file('other', 'o'.repeat(32)) })).toThrow(/both/);
  expect(() => readEnv({ ...complete, SMTP_URL: '', SMTP_URL_FILE: join(folder, 'missing') })).toThrow(
    /cannot be read/,
  );
});

test('in local mode the servers and the secret of a running npm start fill the gaps', () => {
  const servers = { temporal: { address: '127.0.0.1:7001' }, mongodb: { address: 'mongodb://127.0.0.1:7002/inaya' } };
  file('servers.json', JSON.stringify(servers));
  file('secrets.json', JSON.stringify({ INAYA_SECRET: 'l'.repeat(43) }));
  const masterKeys = `local-1:${Buffer.alloc(32, 2).toString('base64')}`;
  file('master-keys.json', JSON.stringify({ INAYA_MASTER_KEYS: masterKeys }));
  expect(readEnv({ INAYA_DATA_DIR: folder, TEMPORAL_ADDRESS: 'given:7233' })).toMatchObject({
    INAYA_MODE: 'local',
    TEMPORAL_ADDRESS: 'given:7233',
    MONGODB_URI: servers.mongodb.address,
    INAYA_SECRET: 'l'.repeat(43),
    INAYA_MASTER_KEYS: masterKeys,
  });
  expect(() => readEnv({ INAYA_DATA_DIR: folder, INAYA_MODE: 'production' })).toThrow(/INAYA_SECRET/);
});

test('master keys are a ring of names with 32 bytes each; production does not begin without them', () => {
  const [one, other] = [1, 2].map((byte) => `k${byte}:${Buffer.alloc(32, byte).toString('base64')}`);
  const { INAYA_MASTER_KEYS: _, ...rest } = complete;
  expect(readEnv({ ...complete, INAYA_MASTER_KEYS: `${one}, ${other}` }).INAYA_MASTER_KEYS).toBe(`${one}, ${other}`);
  expect(readEnv({ ...rest, INAYA_MASTER_KEYS_FILE: file('ring', `${one}\n`) }).INAYA_MASTER_KEYS).toBe(one);
  expect(() => readEnv(rest)).toThrow(/- INAYA_MASTER_KEYS: is not set: id:base64 of 32 bytes/);
  for (const wrong of [
    '',
    'k1',
    `k1:${Buffer.alloc(16).toString('base64')}`,
    `${one};${other}`,
    one?.replace('k1', 'k 1'),
  ])
    expect(() => readEnv({ ...complete, INAYA_MASTER_KEYS: wrong })).toThrow(/- INAYA_MASTER_KEYS: /);
});

test('F-08: what single organisations write as may be set; a text that is no JSON, or an unknown setting, is refused by its name', () => {
  const given = (ORGANISATIONS: string) => readEnv({ ...complete, ORGANISATIONS }).ORGANISATIONS;
  expect(given('{"courier": {"smsSender": "Courier"}}')).toEqual({ courier: { smsSender: 'Courier' } });
  expect(() => given('courier=Courier')).toThrow(/- ORGANISATIONS: must be JSON/);
  expect(() => given('{"courier": {"sender": "Courier"}}')).toThrow(/- ORGANISATIONS/);
});
