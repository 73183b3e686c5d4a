import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import {
  amendmentMark,
  commandKeySeed,
  contentDigest,
  derived,
  derivedCode,
  derivedFromText,
  derivedText,
  fileDigest,
  rootKeySeed,
  sendingMark,
  sessionKey,
  workerKeySeed,
} from '../../db/derivations.ts';

const secret = 'a secret of the test, as long as it must be';
const start = (bytes: Buffer) => bytes.toString('base64url').slice(0, 22);

/** Worked out apart from the product. A value that changes would break links, numbers and tokens that people have. */
const golden = {
  'case-number': '9M9Wv-a_9AbHjPy0DtmROH',
  command: 'WAU8Z1x2AbS4anAp7PXiMx',
  'contact-code-id': 'EGDREYJg4gAj14wwdnqN1D',
  erasure: 'qjpg6w0Ywf4gdO5OVl8vyo',
  'match-funding': 'S-A1gOYVIihLRQcLd2whGh',
  'staff-fact': 'K92uP_QqhNwoRMY28XU6NN',
  'turned-away': 'Z4tZ1HCNjCPTBmmj4m3lJf',
  act: 'l59taoYPNkHexqFln3NaWl',
  'case-secret': 'F_Kp2nRzcPHEc8M6QVSzM6',
  'follow-up': 'i0X-vgPaf-tculVs3bzKfK',
  grant: 'Q4pQVr0G5_fQIWdqYK5PY5',
  'recovery-code': 'jkR67WEk9kF8ABqngmdsmO',
  representative: 'ujPvRePQtAwzxigqSMT_OW',
  'staff-entry': '5z1X050gR4Gv6GWNRCFD1t',
  statement: 'F2sb2g6MuVdc12Xf7T1yCk',
  survey: 'Qkwg9qppsjLUpCUpz5buyG',
  'survey-invitee': 'JswnA-Ca5ke4WuqaoyGy7e',
  track: 'dgWN1SZA-XgsNmAM49hEP9',
  'contact-code': 'm0RCwAca4Q4utFgQv8CEc9',
  'contact-code-hash': 'OInbKIz1fm0Ojc_pQP1u5q',
  'registration-code': '65tYNnKOsUUVUGXU0FrOzv',
  'registration-code-hash': 'VczZCrQtiUwbQDqawrkc0C',
  'second-factor': '8ZJ62SwbTzorDYM_iVpoDL',
  count: 'hKOXrgNHxYfHekCfyxt3Ey',
  nobody: 'CgLlPRBMD_n0o8TqCyQKfU',
  receiver: 'PJbKsKqhRMacagM4xon1K1',
} as const satisfies Record<Parameters<typeof derived>[1], string>;

test.each(Object.entries(golden))('what the secret makes for the purpose %s never changes', (purpose, value) => {
  const one = purpose as keyof typeof golden;
  expect(start(derived(secret, one, 'one', 2))).toBe(value);
  expect(derivedText(secret, one, 'one', 2).slice(0, 22)).toBe(value);
});

test('what is made without a list of parts never changes either', () => {
  expect(start(derivedFromText(secret, 'person', 'text'))).toBe('GVPLdv8FwMRM3BE8Se6Vu0');
  expect(start(derivedFromText(secret, 'search', 'text'))).toBe('FKdZL_quxeWKsAnPJq3ISQ');
  expect(start(derivedFromText(secret, 'timeline-seal', 'text'))).toBe('xIOZsqtaUfb_RG9QjYZGFh');
  expect(start(sessionKey(secret))).toBe('2HQUSi0JNBXh5jx3BRDtMw');
  expect(start(commandKeySeed(secret))).toBe('Gyh2MEdZKJTe7M4hpBE7cj');
  expect(start(workerKeySeed(secret))).toBe('HIodMCkEwbkSWkNlZPaoqz');
  expect(start(rootKeySeed(secret))).toBe('nIzgD0IzqWO3b9TZVfBq_t');
  expect(start(contentDigest(secret, { b: [2, 'x'], a: 1 }))).toBe('bMjtzwVnYgOx15g4h9uS4W');
  expect(start(fileDigest(secret, Buffer.from('bytes'), null))).toBe('dCQsDqjgotCYMcGXbXCURa');
  const reading = { defaultClass: 'donor', columns: {} };
  expect(start(fileDigest(secret, Buffer.from('bytes'), reading))).toBe('bQEKMqNlsyM7BPTGP2wN_D');
  expect(start(amendmentMark(secret, 'DF-R-1', 'agent', 'key'))).toBe('QTC45vg-cAgOyMwF3SXavp');
  expect(start(sendingMark(secret, 'agent', 'key'))).toBe('QdGTlY72Z9ZoTS2am5_vc5');
  expect(derivedCode(secret, 'contact-code', 'one', 2)).toBe('942016');
});

test('nothing else in the product derives anything from a secret', () => {
  const rooms = ['activities', 'api', 'application', 'db', 'domain', 'packs', 'temporal', 'worker', 'workflows'];
  const files = rooms.flatMap((room) =>
    readdirSync(room, { recursive: true, encoding: 'utf8' }).map((name) => join(room, name)),
  );
  const deriving = files.filter((file) => file.endsWith('.ts') && readFileSync(file, 'utf8').includes('createHmac'));
  expect(deriving).toEqual([join('db', 'derivations.ts')]);
});
