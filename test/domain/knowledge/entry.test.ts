import { describe, expect, test } from '@jest/globals';
import {
  approved,
  declined,
  type KnowledgeEntry,
  latestVersion,
  proposed,
  retired,
} from '../../../domain/knowledge/entry.ts';

const content = (answer: string) => ({
  ...{ categories: [], question: { ar: 'متى؟', en: 'When?' } },
  answer: { ar: answer, en: answer },
});
const at = '2026-03-01T08:00:00Z';
const dates = { approvedOn: '2026-03-01', nextReviewOn: '2027-03-01' };
const write = (entry: KnowledgeEntry | null, answer: string, by = 'writer') =>
  proposed(entry, { id: 'when', content: content(answer), source: null, by, at });
const digestOf = ({ proposal }: KnowledgeEntry) => proposal?.digest ?? '';

function published(answer: string): KnowledgeEntry {
  const entry = write(null, answer);
  const next = approved(entry, { seen: digestOf(entry), by: 'approver', names: ['approver'], at, ...dates });
  if ('no' in next) throw new Error(next.detail);
  return next;
}

describe('N-16: an answer is approved by another person than the one who wrote it', () => {
  test('N-16: never by the writer, nor by a person who stands in for the writer', () => {
    const entry = write(null, 'soon');
    for (const names of [['writer'], ['deputy', 'writer']]) {
      const decision = { seen: digestOf(entry), by: names[0] ?? '', names, at, ...dates };
      expect(approved(entry, decision)).toMatchObject({ no: 'SamePerson' });
    }
    const other = { seen: digestOf(entry), by: 'approver', names: ['approver'], at, ...dates };
    expect(approved(entry, other)).toMatchObject({ published: { version: 1, decidedBy: 'approver', ...dates } });
  });

  test('N-16: a change is a new version that waits again, while the approved one stays', () => {
    const entry = write(published('soon'), 'within a day');
    expect(entry.published?.content.answer.en).toBe('soon');
    expect(entry.proposal).toMatchObject({ version: 2, state: 'proposed', decidedBy: null });
    const next = approved(entry, { seen: digestOf(entry), by: 'approver', names: ['approver'], at, ...dates });
    expect(next).toMatchObject({
      ...{ published: { version: 2 }, proposal: null, revision: 4 },
      earlier: [{ version: 1, state: 'replaced', decidedBy: 'approver' }],
    });
  });

  test('N-16: what is approved is what was read', () => {
    const entry = write(write(null, 'soon'), 'never', 'somebody else');
    const seen = digestOf(write(null, 'soon'));
    const decision = { seen, by: 'approver', names: ['approver'], at };
    expect(approved(entry, { ...decision, ...dates })).toMatchObject({ no: 'PreconditionFailed' });
    expect(declined(entry, { ...decision, reason: 'no' })).toMatchObject({ no: 'PreconditionFailed' });
    expect(entry.earlier).toMatchObject([{ version: 1, state: 'replaced', content: { answer: { en: 'soon' } } }]);
  });
});

test('N-16: nothing that was written is lost, whatever becomes of it', () => {
  let entry = write(published('soon'), 'later');
  const gone = declined(entry, { seen: digestOf(entry), by: 'approver', at, reason: 'says too little' });
  if ('no' in gone) throw new Error(gone.detail);
  expect(gone).toMatchObject({
    proposal: null,
    published: { version: 1 },
    earlier: [{ version: 2, state: 'declined' }],
  });
  const away = retired(gone, { by: 'manager', at, reason: 'the service has ended' });
  if ('no' in away) throw new Error(away.detail);
  expect(away.earlier.map(({ version, state }) => [version, state])).toEqual([
    [2, 'declined'],
    [1, 'retired'],
  ]);
  entry = write(away, 'again');
  expect([latestVersion(entry), entry.published]).toEqual([3, null]);
});

test('each change repeated changes nothing, and where nothing waits or stands it is refused', () => {
  const entry = write(null, 'soon');
  expect(write(entry, 'soon')).toBe(entry);
  const done = published('soon');
  const decision = { seen: digestOf(entry), by: 'approver', names: ['approver'], at };
  expect(approved(done, { ...decision, ...dates })).toBe(done);
  expect(approved(done, { ...decision, by: 'another', ...dates })).toMatchObject({ no: 'NotAllowedNow' });
  const gone = declined(entry, { ...decision, reason: 'no' }) as KnowledgeEntry;
  expect(declined(gone, { ...decision, reason: 'no' })).toBe(gone);
  expect(declined(done, { ...decision, reason: 'no' })).toMatchObject({ no: 'NotAllowedNow' });
  const away = retired(done, { by: 'manager', at, reason: 'over' }) as KnowledgeEntry;
  expect(retired(away, { by: 'manager', at, reason: 'over' })).toBe(away);
  expect(retired(entry, { by: 'manager', at, reason: 'over' })).toMatchObject({ no: 'NotAllowedNow' });
});
