import { expect, test } from '@jest/globals';
import type { ProcedurePolicy } from '../../../domain/procedure/policy.ts';
import type { DeferredRecommendation } from '../../../domain/procedure/state.ts';
import { person } from '../../support/samples/people.ts';
import { words } from '../../support/samples/sample-policy.ts';
import { sampleProcedurePolicy } from '../../support/samples/sample-procedure-policy.ts';
import { ProcedureStory } from '../../support/stories/procedure-story.ts';

const quality = person('quality', 'quality');
const manager = person('manager', 'manager');
const centres = person('centres', 'centres-manager');
const secretary = person('secretary', 'council-secretary');
const at = '2026-03-12T05:00:00Z';
const from = { number: 'NC-T-00000-000000', id: '1-2' };
const deferred: DeferredRecommendation[] = [
  { owner: 'officer', dueOn: '2026-06-01', by: ['manager'], words: words('said-before'), from },
];

const reviewed = () =>
  new ProcedureStory({ deferred }).act('submit', quality, at).act('review', manager, at).act('review', centres, at);

test('what was deferred stands in the next occurrence from its beginning, with where it comes from and its words (N-15)', () => {
  const story = new ProcedureStory({ deferred });
  expect(story.state.recommendations).toEqual([{ ...deferred[0], id: '0-1', step: null, decision: null }]);
  expect(story.state.words).toContainEqual(words('said-before'));
  expect(story.events[0]).toMatchObject({ type: 'started', data: { deferred } });
});

test('it is decided although nobody recommends anything new, and is followed as what was raised before (N-17)', () => {
  const story = reviewed();
  expect(story.step('decision').status).toBe('open');
  const decisions = [{ recommendation: '0-1', verdict: 'accepted' as const, owner: null, dueOn: null, item: 'NC-A-1' }];
  story.act('decide', secretary, at, { decisions });
  expect(story.errands.map(({ errand }) => errand)).toContainEqual(
    expect.objectContaining({
      ...{ do: 'open', kind: 'followedItem', number: 'NC-A-1' },
      details: expect.objectContaining({
        source: { kind: 'procedure', number: from.number, part: from.id },
        words: words('said-before'),
      }),
    }),
  );
  expect(story.step('decision').status).toBe('done');
});

test('who raised it does not decide on it in the next one either', () => {
  const both = person('manager', 'council-secretary');
  expect(reviewed().refusalOf('decide', both, at)).toBe('SamePerson');
});

test('a step that is sent back does not lose it', () => {
  const story = new ProcedureStory({ deferred }).act('submit', quality, at).act('return', manager, at);
  expect(story.state.recommendations.map(({ id }) => id)).toEqual(['0-1']);
});

test('nothing is deferred in a procedure that never comes again by calendar: it would be lost', () => {
  const decided = (policy: ProcedurePolicy, verdict: 'deferred' | 'rejected') => {
    const recommendations = [{ id: '1-1', owner: 'officer', dueOn: '2026-06-01' }];
    const story = new ProcedureStory({ policy }).act('submit', quality, at, { recommendations });
    story.act('review', manager, at).act('review', centres, at);
    const decisions = [{ recommendation: '1-1', verdict, owner: null, dueOn: null }];
    return story.refusalOf('decide', secretary, at, { decisions });
  };
  const policy = sampleProcedurePolicy();
  const once = { ...policy, defers: false as const };
  expect(decided(once, 'deferred')).toBe('NotAllowedNow');
  expect(decided(once, 'rejected')).toBe('taken');
  // An occurrence that began under an earlier version keeps what that allowed.
  expect(decided(policy, 'deferred')).toBe('taken');
});

test('a procedure that begins with the decision does so only if something was deferred', () => {
  const steps = [{ id: 'decision', do: 'decide' as const, roles: ['council-secretary'], after: [] }];
  expect(new ProcedureStory({ steps, deferred }).statuses).toEqual({ decision: 'open' });
  expect(new ProcedureStory({ steps }).isOver).toBe(true);
});
