import { expect, test } from '@jest/globals';
import { toldAt } from '../../application/reports/register-told.ts';
import type { NoticeDocument } from '../../db/cases/notices.ts';
import type { RegisteredCase } from '../../db/cases/register.ts';
import { ownPack } from '../support/samples/policies-on-disk.ts';

const pack = ownPack('neighbourhood-centres');
const answeredAt = '2026-03-11T10:00:00Z';
const found = (status: string, lastAt = answeredAt) =>
  ({
    view: {
      ...{ organisation: pack.id, policyVersion: pack.version, status },
      detail: { answeredAt, contact: { lastAt } },
    },
  }) as unknown as RegisteredCase;
const letter = (sentAt: string, change: Partial<NoticeDocument> = {}): NoticeDocument => ({
  ...{ _id: sentAt, organisation: pack.id, number: 'NC-C-00000-000001', template: 'answered', to: 'customer' },
  ...{ channel: 'sms', sentAt, ...change },
});
const receipt = (status: 'delivered' | 'failed', at: string) => ({ receipt: { status, reason: null, at } });

test('N-13: told is told: an answer that was typed and has reached nobody has no such date', () => {
  expect(toldAt(found('answered'), [], [pack])).toBeNull();
  const failed = letter('2026-03-11T10:00:05Z', receipt('failed', '2026-03-11T10:01:00Z'));
  const others = [letter('2026-03-11T10:00:05Z', { template: 'received' }), letter('2026-03-10T10:00:00Z')];
  expect(toldAt(found('answered'), [failed, ...others], [pack])).toBeNull();
});

test('N-13: told is when the first message with the answer was delivered, or accepted where no receipt comes', () => {
  const delivered = letter('2026-03-11T10:00:05Z', receipt('delivered', '2026-03-11T10:02:00Z'));
  expect(toldAt(found('answered'), [delivered], [pack])).toBe('2026-03-11T10:02:00Z');
  const accepted = letter('2026-03-11T10:00:07Z', { channel: 'email' });
  expect(toldAt(found('answered'), [delivered, accepted], [pack])).toBe('2026-03-11T10:00:07Z');
});

test('N-13: told is also when a call after the answer reached the customer; a later round’s contact is none', () => {
  const call = '2026-03-11T12:00:00Z';
  expect(toldAt(found('answered', call), [], [pack])).toBe(call);
  expect(toldAt(found('closed', call), [letter('2026-03-11T13:00:00Z')], [pack])).toBe(call);
  expect(toldAt(found('open', call), [], [pack])).toBeNull();
});
