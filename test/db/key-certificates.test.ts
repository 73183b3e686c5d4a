import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import {
  type CommandKeys,
  commandKeysOf,
  keysToCertify,
  rootToPin,
  signatureFaults,
  signCommand,
  signingKeysOf,
} from '../../db/command-signatures.ts';
import type { Database } from '../../db/database.ts';
import { CertificateError, certificatesIn, certificateText } from '../../db/key-certificates.ts';
import type { TimelineEvent } from '../../domain/case/event.ts';

const root = generateKeyPairSync('ed25519').privateKey;
const otherRoot = generateKeyPairSync('ed25519').privateKey;
const secret = 'a secret of the test, as long as it must be';
const env = {
  INAYA_SECRET: secret,
  COMMAND_KEYS: [{ id: '2027a', secret: 'a key of the test, as long as it must be' }],
};
const [from, to] = ['2027-01-01T00:00:00Z', '2028-01-01T00:00:00Z'];
const inTime = '2027-06-01T12:00:00Z';

/** What a root says of all keys of these settings. */
const certified = (by: KeyObject, keys: CommandKeys = commandKeysOf(env, 'api'), dates = { from, to }) =>
  keysToCertify(keys)
    .map((one) => certificateText(by, { ...one, ...dates }))
    .join('\n');

/** The settings of a process that has those certificates. */
const having = (text: string, purpose: 'api' | 'worker' = 'api', change = {}) =>
  commandKeysOf({ ...env, ...change, KEY_CERTIFICATES: text }, purpose);

const of = { organisation: 'sandbox', number: 'SB-C-00000-000000' };

/** The first event of a case: by whom its command was signed, when it was taken and written down, and which root it pins. */
function event(
  by: CommandKeys,
  { at = inTime, recordedAt = at, commandId = 'one', ...change }: Partial<TimelineEvent> = {},
) {
  const signature = signCommand(by, { ...of, commandId, at, by: 'sandbox.agent.1', content: 'f'.repeat(64) });
  const who = { sequence: 1, by: 'sandbox.agent.1', roles: ['agent'], commandId, recordedAt, signature };
  return { ...who, rootKey: rootToPin(by), ...change } as TimelineEvent;
}

const databaseOf = (since: object, first: object | null = null) =>
  ({
    schemas: { findById: () => ({ lean: async () => since }) },
    caseEvents: { findById: () => ({ lean: async () => first }) },
  }) as unknown as Database;

const fault = async (one: TimelineEvent, by: CommandKeys, database = databaseOf({}), pinned: object = {}) =>
  (await signatureFaults({ ...by, database }, { ...of, ...pinned }, [one])).get(one.sequence) ?? null;

test('a certificate that its root has not signed is refused, and so is one that was changed', () => {
  const [first = ''] = certified(root).split('\n');
  const [says = '', signature = ''] = first.split('.');
  expect(certificatesIn(first)).toMatchObject([{ key: '2027a', purpose: 'api', from, to }]);
  const later = JSON.stringify({
    ...JSON.parse(Buffer.from(says, 'base64url').toString()),
    to: '2099-01-01T00:00:00Z',
  });
  for (const text of [
    `${Buffer.from(later).toString('base64url')}.${signature}`,
    says,
    'x.y',
    certified(root).slice(1),
  ])
    expect(() => certificatesIn(text)).toThrow(CertificateError);
});

describe('a command in a case that has pinned a root key', () => {
  const keys = having(certified(root));

  test('is proven if that root has certified its key for its instant', async () => {
    expect(await fault(event(keys), keys)).toBeNull();
  });

  test.each([
    ['before the first instant', { at: '2026-12-31T23:59:59Z' }],
    ['after the last one', { at: '2028-01-01T00:00:01Z' }],
    ['dated back, after the last one', { recordedAt: '2028-01-01T00:00:01Z' }],
  ])('is not proven %s of the certificate', async (_, when) => {
    expect(await fault(event(keys, when), keys)).toBe('not-certified');
  });

  test('stays proven without the secret of its key, and by a process that has only the certificates', async () => {
    const without = having(certified(root), 'api', {
      INAYA_SECRET: 'another secret, as long as it must be',
      COMMAND_KEYS: [],
    });
    expect(await fault(event(keys), without)).toBeNull();
  });

  test('is not proven by a ring that was exchanged, nor by another root that its certificates bring', async () => {
    const exchanged = { ...env, COMMAND_KEYS: [{ id: '2027a', secret: 'a key of a stranger, long enough' }] };
    const strange = commandKeysOf(exchanged, 'api');
    const both = having(`${certified(otherRoot, strange)}\n${certified(root)}`, 'api', exchanged);
    expect(await fault(event(both, { rootKey: rootToPin(keys) }), both)).toBe('wrong');
    const alone = having(certified(otherRoot, strange), 'api', exchanged);
    expect(await fault(event(alone, { rootKey: rootToPin(keys) }), alone)).toBe('unknown-key');
    // A stranger may open a case under a root of their own. This installation does not trust that root.
    expect(await fault(event(alone), keys)).toBe('unknown-key');
  });

  test('is proven by a later root for cases that pin it, while earlier cases keep theirs', async () => {
    const after = having(`${certified(otherRoot)}\n${certified(root)}`);
    expect(rootToPin(after)).not.toBe(rootToPin(keys));
    expect(await fault(event(after), after)).toBeNull();
    expect(await fault(event(after, { rootKey: rootToPin(keys) }), after)).toBeNull();
  });

  test('is proven by a worker’s key if it opens a case, and in nothing else', async () => {
    const worker = having(certified(root), 'worker');
    expect(await fault(event(worker, { commandId: 'open/sandbox/SB-C-00000-000000' }), keys)).toBeNull();
    expect(await fault(event(worker), keys)).toBe('unknown-key');
  });

  test('is proven by the root that its later steps are told of, without the first event', async () => {
    const { rootKey, ...second } = event(keys, { sequence: 2 });
    expect(await fault(second as TimelineEvent, keys, databaseOf({}), { rootKey })).toBeNull();
    expect(await fault(second as TimelineEvent, keys, databaseOf({}))).toBe('no-root');
  });
});

test('without certificates the root of the product’s secret certifies every key of the settings', async () => {
  const keys = signingKeysOf(env, 'api');
  expect(await fault(event(keys), keys)).toBeNull();
  // Those cases keep it once another root certifies.
  expect(await fault(event(keys), having(certified(root)))).toBeNull();
});

test('a case without a root key is believed if it was opened before cases had one, by the workflow’s own clock', async () => {
  const keys = commandKeysOf(env, 'api');
  const { rootKey: _, ...bare } = event(keys);
  const old = databaseOf({ pinnedFrom: '2027-06-01T12:00:01Z' });
  const young = databaseOf({ pinnedFrom: inTime });
  expect(await fault(bare as TimelineEvent, keys, old)).toBeNull();
  expect(await fault(bare as TimelineEvent, keys, young)).toBe('no-root');
  expect(await fault(bare as TimelineEvent, keys)).toBe('no-root');
  const later = { ...bare, sequence: 7 } as TimelineEvent;
  const opened = (recordedAt: string) => databaseOf({ pinnedFrom: inTime }, { recordedAt });
  expect(await fault(later, keys, opened('2027-06-01T11:59:59Z'))).toBeNull();
  expect(await fault(later, keys, opened('2027-06-01T12:00:01Z'))).toBe('no-root');
});

test('a process whose key is not certified now does not start, and says which key it is', () => {
  const ended = certified(root, commandKeysOf(env, 'api'), {
    from: '2020-01-01T00:00:00Z',
    to: '2021-01-01T00:00:00Z',
  });
  for (const text of [ended, certified(root, commandKeysOf({ INAYA_SECRET: secret }, 'api'))])
    expect(() => signingKeysOf({ ...env, KEY_CERTIFICATES: text }, 'worker')).toThrow(
      /no certificate of the key 2027a\/worker/,
    );
});

test('the command lists the keys of a server and certifies them elsewhere, without its settings', () => {
  const folder = mkdtempSync(join(tmpdir(), 'inaya-certify-'));
  const run = (args: string[], given: NodeJS.ProcessEnv, input = '') =>
    execFileSync(process.execPath, ['--import', 'tsx', 'migrations/keys-certify.ts', ...args], {
      ...{ env: { PATH: process.env.PATH, ...given }, input, encoding: 'utf8' },
    });
  try {
    const file = join(folder, 'root.pem');
    writeFileSync(file, root.export({ type: 'pkcs8', format: 'pem' }));
    const servers = {
      TEMPORAL_ADDRESS: '127.0.0.1:1',
      MONGODB_URI: 'mongodb://127.0.0.1:1/none',
      INAYA_SECRET: secret,
    };
    const masterKeys = `one:${Buffer.alloc(32).toString('base64')}`;
    const keys = run([], { ...servers, INAYA_MASTER_KEYS: masterKeys, INAYA_DATA_DIR: folder });
    expect(keys.split('\n')[0]).toMatch(/^root api [\w-]{43}$/);
    const text = run(['--root', file, '--from', '2026-01-01', '--to', '2999-01-01'], {}, keys);
    const settings = { INAYA_SECRET: secret, KEY_CERTIFICATES: text };
    expect(rootToPin(signingKeysOf(settings, 'api'))).toBe(rootToPin(signingKeysOf(settings, 'worker')));
    expect(rootToPin(signingKeysOf(settings, 'api'))).not.toBe(
      rootToPin(commandKeysOf({ INAYA_SECRET: secret }, 'api')),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});
