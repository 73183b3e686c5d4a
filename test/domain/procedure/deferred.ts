import { expect, test } from '@jest/globals';
import { caseView } from '../../../domain/case/view.ts';
import { detailOf } from '../../../domain/details.ts';
import { deferredIn, followedAfterAll } from '../../../domain/procedure/deferred.ts';
import { procedure } from '../../../domain/procedure/kind.ts';
import type { DeferredRecommendation, ProcedureDecision } from '../../../domain/procedure/state.ts';
import { person } from '../../support/samples/people.ts';
import { ProcedureStory } from '../../support/stories/procedure-story.ts';

const quality = person('quality', 'quality');
const manager = person('manager', 'manager');
const centres = person('centres', 'centres-manager');
const secretary = person('secretary', 'council-secretary');
const at = '2026-03-12T05:00:00Z';
const recommendations = ['1-1', '1-2'].map((id) => ({ id, owner: 'officer', dueOn: '2026-06-01' }));

type Verdict = ProcedureDecision['verdict'];

/** An occurrence as it is listed, with the verdicts on what it raised or took over; without them it waits for a decision. */
function occurrence(
  number: string,
  told: { deferred?: DeferredRecommendation[]; verdicts?: Verdict[]; ends?: boolean },
) {
  const { deferred, verdicts, ends = false } = told;
  const story = new ProcedureStory(deferred ? { deferred } : {}).act('submit', quality, at);
  story.act('review', manager, at, deferred ? {} : { recommendations }).act('review', centres, at);
  if (verdicts) {
    const ids = story.state.recommendations.map(({ id }) => id);
    const decisions = verdicts.map((verdict, place) => ({
      ...{ recommendation: ids[place] ?? '', verdict, owner: null, dueOn: place === 0 ? null : '2026-09-01' },
    }));
    story.act('decide', secretary, at, { decisions });
  }
  if (ends) story.act('withdraw', secretary, at);
  return { ...caseView(procedure, story.record), number };
}

const first = occurrence('NC-T-1', { verdicts: ['rejected', 'deferred'] });
const deferred = deferredIn([first]);

test('what is deferred is taken over with its origin, the date that it was deferred to, and who raised it', () => {
  expect(deferred).toEqual([
    {
      ...{ owner: 'officer', dueOn: '2026-09-01', by: ['manager'], from: { number: 'NC-T-1', id: '1-2' } },
      words: detailOf(first, 'procedure').recommendations[1]?.words,
    },
  ]);
});

test.each([
  ['waits in one that is open', {}, 0],
  ['has been accepted', { verdicts: ['accepted'] }, 0],
  ['has been rejected', { verdicts: ['rejected'] }, 0],
  ['has been deferred again', { verdicts: ['deferred'] }, 1],
  ['stood in one that was ended without a result', { ends: true }, 1],
] as [string, { verdicts?: Verdict[]; ends?: boolean }, number][])('a deferred one that %s', (_, told, left) => {
  const later = deferredIn([occurrence('NC-T-2', { deferred, ...told }), first]);
  expect(later.map(({ from }) => from)).toEqual(Array.from({ length: left }, () => ({ number: 'NC-T-1', id: '1-2' })));
});

test('what was raised and never decided on ends with its occurrence', () => {
  expect(deferredIn([occurrence('NC-T-1', { ends: true })])).toEqual([]);
});

test('if it is accepted after all, owner and date are as they were proposed, unless others are named', () => {
  const { recommendations: raised } = detailOf(occurrence('NC-T-2', { deferred }), 'procedure');
  const decision = (verdict: Verdict, named: { owner?: string; dueOn?: string } = {}) => ({
    ...{ recommendation: '0-1', verdict, text: 'why' },
    ...named,
  });
  const given = [
    decision('rejected'),
    decision('accepted'),
    decision('accepted', { owner: 'another' }),
    decision('accepted', { dueOn: '2026-12-01' }),
  ];
  expect(followedAfterAll(raised, given)).toEqual([
    decision('rejected'),
    decision('accepted', { owner: 'officer', dueOn: '2026-09-01' }),
    decision('accepted', { owner: 'another', dueOn: '2026-09-01' }),
    decision('accepted', { owner: 'officer', dueOn: '2026-12-01' }),
  ]);
  const { recommendations: own } = detailOf(occurrence('NC-T-1', {}), 'procedure');
  const first = { ...decision('accepted'), recommendation: '1-1' };
  expect(followedAfterAll(own, [first])).toEqual([first]);
});
