import { expect, test } from '@jest/globals';
import type { CaseView } from '../../domain/case/view.ts';
import { type Letter, toldAt } from '../../reports/register/told-at.ts';
import { ownPack } from '../support/samples/policies-on-disk.ts';

const pack = ownPack('neighbourhood-centres');
const answeredAt = '2026-03-11T10:00:00Z';
const found = (status: string, lastAt = answeredAt) =>
  ({ status, detail: { answeredAt, contact: { lastAt } } }) as unknown as CaseView;
const letter = (sentAt: string, change: Partial<Letter> = {}): Letter => ({
  ...{ template: 'answered', channel: 'sms', sentAt },
  ...change,
});
const receipt = (status: 'delivered' | 'failed', at: string) => ({ receipt: { status, at } });

test('N-13: told is told: an answer that was typed and has reached nobody has no such date', () => {
  expect(toldAt(found('answered'), [], pack)).toBeNull();
  const failed = letter('2026-03-11T10:00:05Z', receipt('failed', '2026-03-11T10:01:00Z'));
  const others = [letter('2026-03-11T10:00:05Z', { template: 'received' }), letter('2026-03-10T10:00:00Z')];
  expect(toldAt(found('answered'), [failed, ...others], pack)).toBeNull();
});

test('N-13: told is when the first message with the answer was delivered, or accepted where no receipt comes', () => {
  const delivered = letter('2026-03-11T10:00:05Z', receipt('delivered', '2026-03-11T10:02:00Z'));
  expect(toldAt(found('answered'), [delivered], pack)).toBe('2026-03-11T10:02:00Z');
  const accepted = letter('2026-03-11T10:00:07Z', { channel: 'email' });
  expect(toldAt(found('answered'), [delivered, accepted], pack)).toBe('2026-03-11T10:00:07Z');
});

test('N-13: told is also when a call after the answer reached the customer; a later round’s contact is none', () => {
  const call = '2026-03-11T12:00:00Z';
  expect(toldAt(found('answered', call), [], pack)).toBe(call);
  expect(toldAt(found('closed', call), [letter('2026-03-11T13:00:00Z')], pack)).toBe(call);
  expect(toldAt(found('open', call), [], pack)).toBeNull();
});
