import { expect, test } from '@jest/globals';
import type { StepRule } from '../../../domain/procedure/policy.ts';
import { person, standingIn } from '../../support/samples/people.ts';
import { ProcedureStory } from '../../support/stories/procedure-story.ts';

const quality = person('quality', 'quality');
const manager = person('manager', 'manager');
const centres = person('centres', 'centres-manager');
const secretary = person('secretary', 'council-secretary');
const at = '2026-03-12T05:00:00Z';
const raised = { recommendations: [{ id: '1-1', owner: 'officer', dueOn: '2026-06-01' }] };

test('the monthly report goes through its steps: prepared, reviewed by both, decided, archived (N-17)', () => {
  const story = new ProcedureStory();
  expect(story.statuses).toEqual({
    ...{ report: 'open', 'weak-points': 'waiting', reason: 'waiting', decision: 'waiting', archive: 'waiting' },
  });
  story.act('submit', quality, at).act('review', manager, at, raised);
  expect(story.step('weak-points').status).toBe('open');
  story.act('review', centres, at);
  expect(story.statuses).toMatchObject({ 'weak-points': 'done', reason: 'skipped', decision: 'open' });
  story.act('decide', secretary, at).act('archive', quality, at);
  expect(story.state.status).toBe('finished');
  expect(story.state.closedAt).toBe(at);
});

test('why something was not carried out is looked into only if a manager found that it was not (N-17)', () => {
  const found = { findings: ['not-carried-out'] };
  const story = new ProcedureStory()
    .act('submit', quality, at)
    .act('review', manager, at, found)
    .act('review', centres, at);
  expect(story.statuses).toMatchObject({ reason: 'open', decision: 'waiting' });
  story.act('carry-out', quality, at);
  // Nobody has recommended anything: there is nothing to decide.
  expect(story.statuses).toMatchObject({ reason: 'done', decision: 'skipped', archive: 'open' });
});

test('a finding that the policy does not know is refused', () => {
  const story = new ProcedureStory().act('submit', quality, at);
  expect(story.refusalOf('review', manager, at, { findings: ['lazy'] })).toBe('Incomplete');
});

/** A request on which a controller answers; if not as was wished, a second person decides. */
const request: StepRule[] = [
  { id: 'request', do: 'prepare', roles: ['agent'], after: [] },
  {
    ...{ id: 'answer', do: 'carry-out', roles: ['manager'], after: ['request'] },
    ...{ findings: ['yes', 'no', 'unsure'], findsOne: true },
  },
  {
    ...{ id: 'decision', do: 'carry-out', roles: ['council-secretary'], after: ['answer'] },
    ...{ onlyIf: { step: 'answer', found: 'unsure' } },
  },
  {
    ...{ id: 'entry', do: 'archive', roles: ['manager'], after: ['decision'] },
    onlyIf: [
      { step: 'answer', found: 'yes' },
      { step: 'answer', found: 'unsure' },
    ],
  },
];

test.each([
  ['yes', { decision: 'skipped', entry: 'open' }],
  ['unsure', { decision: 'open', entry: 'waiting' }],
  ['no', { decision: 'skipped', entry: 'skipped' }],
])('a step with several conditions begins if one of them was found: %s (N-01)', (found, statuses) => {
  const story = new ProcedureStory({ steps: request }).act('submit', person('agent', 'agent'), at);
  story.act('carry-out', manager, at, { findings: [found] });
  expect(story.statuses).toMatchObject(statuses);
  expect(story.isOver).toBe(found === 'no');
});

test.each([[[]], [['yes', 'no']]])('who answers a question gives exactly one answer, not %j', (findings) => {
  const story = new ProcedureStory({ steps: request }).act('submit', person('agent', 'agent'), at);
  expect(story.refusalOf('carry-out', manager, at, { findings })).toBe('Incomplete');
  expect(story.refusalOf('carry-out', manager, at, { findings: ['no'] })).toBe('taken');
});

test('each step has the time of its own clock from when it begins, and its breach is told once', () => {
  const story = new ProcedureStory();
  expect(story.clock('report').state).toBe('running');
  expect(story.clock('weak-points').state).toBe('notStarted');
  story.act('submit', quality, at);
  expect([story.clock('report').state, story.clock('weak-points').state]).toEqual(['met', 'running']);
  story.reach('2026-03-20T05:00:00Z');
  expect(story.types('weak-points')).toEqual(['clockStarted', 'warned', 'breached', 'escalated']);
});

test('a review sends it back: it is done again under a clock of its own, and what was signed is void', () => {
  const story = new ProcedureStory().act('submit', quality, at).act('review', manager, at, raised);
  const seen = story.step('weak-points').approval?.digest;
  story.act('return', centres, at);
  expect(story.statuses).toMatchObject({ report: 'open', 'weak-points': 'waiting' });
  expect(story.state.recommendations).toEqual([]);
  expect([story.clock('report').state, story.clock('report-2').state]).toEqual(['met', 'running']);
  story.act('submit', quality, at);
  expect(story.step('weak-points').approval?.decisions).toEqual([]);
  expect(story.refusalOf('review', manager, at, { digest: seen })).toBe('PreconditionFailed');
  expect(story.clock('weak-points-2').state).toBe('running');
});

test('who prepared it does not review it, under no name', () => {
  const both = person('both', 'quality', 'manager');
  const story = new ProcedureStory().act('submit', both, at);
  expect(story.refusalOf('review', both, at)).toBe('SamePerson');
  expect(story.refusalOf('review', standingIn(person('other', 'manager'), both), at)).toBe('SamePerson');
  expect(story.refusalOf('review', manager, at)).toBe('taken');
});

test('one manager of two does not review it twice', () => {
  const story = new ProcedureStory().act('submit', quality, at).act('review', manager, at);
  expect(story.refusalOf('review', person('another', 'manager'), at)).toBe('NotAllowedNow');
  expect(story.refusalOf('review', manager, at)).toBe('NotAllowedNow');
});

test('who raised a recommendation does not decide on it (N-15)', () => {
  const all = person('all', 'manager', 'council-secretary');
  const story = new ProcedureStory()
    .act('submit', quality, at)
    .act('review', all, at, raised)
    .act('review', centres, at);
  expect(story.refusalOf('decide', all, at)).toBe('SamePerson');
  expect(story.refusalOf('decide', secretary, at)).toBe('taken');
});

test('what is accepted becomes a followed item with its owner and date; what is rejected or deferred does not (N-15)', () => {
  const three = ['1-1', '1-2', '1-3'].map((id) => ({ id, owner: 'officer', dueOn: '2026-06-01' }));
  const story = new ProcedureStory().act('submit', quality, at, { recommendations: three });
  story.act('review', manager, at).act('review', centres, at);
  const verdict = (id: string, how: 'accepted' | 'rejected' | 'deferred') => ({
    ...{ recommendation: id, verdict: how, owner: null, dueOn: null },
    ...(how === 'accepted' ? { item: 'NC-A-00000-000001' } : {}),
  });
  story.act('decide', secretary, at, { decisions: [verdict('1-1', 'accepted')] });
  expect(story.errands.map(({ errand }) => errand)).toEqual([
    expect.objectContaining({
      ...{ do: 'open', kind: 'followedItem', number: 'NC-A-00000-000001' },
      details: expect.objectContaining({
        ...{ owner: 'officer', dueOn: '2026-06-01', askedBy: 'secretary' },
        source: { kind: 'procedure', number: story.state.number, part: '1-1' },
      }),
    }),
  ]);
  expect(story.step('decision').status).toBe('open');
  story.act('decide', secretary, at, { decisions: [verdict('1-2', 'rejected'), verdict('1-3', 'deferred')] });
  expect(story.errands).toEqual([]);
  expect(story.step('decision').status).toBe('done');
});

test('nothing is recommended if no later step decides on it', () => {
  const story = new ProcedureStory({ steps: [{ id: 'only', do: 'prepare', roles: ['quality'], after: [] }] });
  expect(story.refusalOf('submit', quality, at, raised)).toBe('NotAllowedNow');
});

test('a step is taken by its own roles alone, whatever else a role may do', () => {
  const story = new ProcedureStory();
  expect(story.refusalOf('submit', manager, at)).toBe('Forbidden');
  expect(story.refusalOf('archive', quality, at)).toBe('NotAllowedNow');
});
