import { expect, test } from '@jest/globals';
import { policyDifferences } from '../../../packs/proposals/differences.ts';
import { publishedSoFar, sound } from '../../support/samples/published-so-far.ts';

const centres = publishedSoFar('neighbourhood-centres');
const newest = centres.versions.at(-1)?.pack ?? {};

function differences(changes: string) {
  return policyDifferences(newest, sound(`amends: 3\nversion: 4\n${changes}`, centres).pack);
}

test('nothing differs but the number', () => {
  expect(differences('')).toEqual([]);
});

test('each place that differs stands by its rule, with the clause and the nearest title; what is ours comes last', () => {
  const found = differences(`
kinds:
  procedure:
    manual-change: { steps: { answer: { due: { workingDays: 4 } } } }
    deviation-memo: { title: { en: "Memo" } }
clauses:
  N-02: { clause: "1.8" }
`);
  expect(found.map(({ rule, changes }) => [rule, changes.map(({ path }) => path)])).toEqual([
    ['N-02', ['clauses.N-02.clause', 'kinds.procedure.deviation-memo.title.en']],
    [null, ['kinds.procedure.manual-change.steps.answer.due.workingDays']],
  ]);
  expect(found[0]?.clause?.clause).toBe('1.8');
  expect(found[1]?.changes[0]).toMatchObject({
    kind: 'changed',
    title: { ar: 'رد مراقب الدليل على الطلب' },
    before: 5,
    after: 4,
  });
});

test('a part that is new or gone is said as a whole', () => {
  const changes = differences(`
customerClasses:
  friend: { source: ours, title: { ar: "صديق", en: "Friend" } }
absences: null
`).flatMap((one) => one.changes);
  expect(changes).toEqual([
    { path: 'absences', kind: 'removed', title: null, before: { source: 'ours', atMostDays: 60 }, after: null },
    {
      ...{ path: 'customerClasses.friend', kind: 'added', title: { ar: 'صديق', en: 'Friend' }, before: null },
      after: { source: 'ours', title: { ar: 'صديق', en: 'Friend' } },
    },
  ]);
});
