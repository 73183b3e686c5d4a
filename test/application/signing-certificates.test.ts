import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { healthRoutes } from '../../api/system/health-routes.ts';
import { endsOfCertificates, watchCertificate } from '../../application/signing-certificates.ts';
import { type CommandKeys, commandKeysOf, keysToCertify } from '../../db/command-signatures.ts';
import { certificateText } from '../../db/key-certificates.ts';

const root = generateKeyPairSync('ed25519').privateKey;
const env = { INAYA_SECRET: 'a secret of the test, as long as it must be' };
const certified = (from: string, to: string) =>
  keysToCertify(commandKeysOf(env, 'api')).map((one) => certificateText(root, { ...one, from, to }));
const having = (...certificates: string[][]): CommandKeys =>
  commandKeysOf({ ...env, KEY_CERTIFICATES: certificates.flat().join('\n') }, 'worker');

const firstYear = certified('2027-01-01T00:00:00Z', '2028-01-01T00:00:00Z');
const secondYear = certified('2027-12-01T00:00:00Z', '2029-01-01T00:00:00Z');
const later = certified('2029-06-01T00:00:00Z', '2030-01-01T00:00:00Z');

const day = 86_400_000;
let said: [string, object][];
const logger = {
  warn: (of: object) => said.push(['warn', of]),
  error: (of: object) => said.push(['error', of]),
} as unknown as Parameters<typeof watchCertificate>[1];

beforeEach(() => {
  said = [];
  jest.useFakeTimers({ now: Date.parse('2027-11-01T00:00:00Z') });
});
afterEach(() => {
  jest.useRealTimers();
});

test('a certificate that ends is told each day from thirty days before, and each day once nobody certifies the key', () => {
  const end = watchCertificate(having(firstYear), logger);
  jest.advanceTimersByTime(30 * day);
  expect(said).toEqual([]);
  jest.advanceTimersByTime(2 * day);
  const endsSoon = ['warn', { key: 'root/worker', until: '2028-01-01T00:00:00Z' }];
  expect(said).toEqual([endsSoon, endsSoon]);
  jest.advanceTimersByTime(29 * day);
  said = [];
  jest.advanceTimersByTime(2 * day);
  expect(said).toEqual([
    ['error', { key: 'root/worker' }],
    ['error', { key: 'root/worker' }],
  ]);
  end();
  jest.advanceTimersByTime(9 * day);
  expect(said).toHaveLength(2);
});

test('one that another certificate goes on from is not told, and the key of the product’s secret has no end', () => {
  watchCertificate(having(firstYear, secondYear), logger)();
  watchCertificate(commandKeysOf(env, 'worker'), logger)();
  jest.setSystemTime(Date.parse('2027-12-20T00:00:00Z'));
  watchCertificate(having(secondYear, firstYear), logger)();
  expect(said).toEqual([]);
  expect(endsOfCertificates(commandKeysOf(env, 'worker'), new Date())).toEqual([]);
});

test('the metrics say when API and workers are no longer certified, as far as no gap comes between', async () => {
  const metrics = healthRoutes.find(({ operationId }) => operationId === 'getMetrics');
  const ends = async (keys: CommandKeys) => {
    const database = { processEnds: { find: () => ({ lean: async () => [] }) } };
    const request = { ip: '127.0.0.1', headers: {} };
    const answer = await metrics?.handle({ request, dependencies: { ...keys, database } } as never);
    const lines = String(answer?.body).split('\n');
    return lines.filter((line) => line.startsWith('inaya_signing_certificate_ends')).map((line) => line.split('{')[1]);
  };
  const until = Date.parse('2029-01-01T00:00:00Z') / 1000;
  expect(await ends(having(firstYear, secondYear, later))).toEqual([
    `purpose="api"} ${until}`,
    `purpose="worker"} ${until}`,
  ]);
  expect(await ends(commandKeysOf(env, 'api'))).toEqual([]);
  jest.setSystemTime(Date.parse('2029-03-01T00:00:00Z'));
  expect(await ends(having(firstYear, secondYear, later))).toEqual(['purpose="api"} 0', 'purpose="worker"} 0']);
});
