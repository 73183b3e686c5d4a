import { expect, test } from '@jest/globals';
import type { Actor } from '../../../domain/case/command.ts';
import { projectionOf } from '../../../domain/case/view.ts';
import type { StepRule } from '../../../domain/procedure/policy.ts';
import { hasStepOf } from '../../../domain/procedure/takers.ts';
import { person, standingIn } from '../../support/samples/people.ts';
import { ProcedureStory } from '../../support/stories/procedure-story.ts';

const at = '2026-03-12T05:00:00Z';
const doer = person('doer', 'quality');
const judge = person('judge', 'manager');
const colleague = person('colleague', 'quality', 'manager');
const parties = [
  { party: 'doer', staff: 'doer' },
  { party: 'judge', staff: 'judge' },
];
const steps: StepRule[] = [
  { id: 'task', do: 'carry-out', roles: ['quality'], after: [], party: 'doer' },
  {
    ...{ id: 'review', do: 'review', roles: ['manager'], after: ['task'], party: 'judge' },
    approval: { anyOf: [{ role: 'manager' }] },
  },
];
const told = () => new ProcedureStory({ steps, parties });
/** For whom the step waits. */
const waitsFor = ({ kind, record }: ProcedureStory) => projectionOf(kind, record).waitsFor.map((one) => one.for);

test('a step of a party is taken by the person who was named, or by who stands in for them, and by nobody else of the role', () => {
  const story = told();
  expect(story.notices.map(({ to }) => to)).toEqual(['staff:doer']);
  expect(waitsFor(story)).toEqual([['person:doer']]);
  const taken = (actor: Actor) => story.refusalOf('carry-out', actor, at);
  expect([colleague, standingIn(colleague, doer), doer].map(taken)).toEqual(['Forbidden', 'taken', 'taken']);
});

test('what a party signs nobody else of its role signs, and it waits for that person alone', () => {
  const story = told().act('carry-out', doer, at);
  expect(story.notices.map(({ to }) => to)).toEqual(['staff:judge']);
  expect(waitsFor(story)).toEqual([['person:judge']]);
  const signed = (actor: Actor) => story.refusalOf('review', actor, at);
  expect([colleague, standingIn(colleague, judge), judge].map(signed)).toEqual(['Forbidden', 'taken', 'taken']);
});

test('who leaves is shown to have a step as long as it is not done', () => {
  const story = told();
  const has = () => ['doer', 'judge', 'colleague'].filter((id) => hasStepOf(story.state, id));
  expect(has()).toEqual(['doer', 'judge']);
  story.act('carry-out', doer, at);
  expect(has()).toEqual(['judge']);
});
