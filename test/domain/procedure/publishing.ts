import { expect, test } from '@jest/globals';
import type { StepRule } from '../../../domain/procedure/policy.ts';
import type { Proposal, PublicationOutcome } from '../../../domain/procedure/proposal.ts';
import { person, standingIn } from '../../support/samples/people.ts';
import { ProcedureStory } from '../../support/stories/procedure-story.ts';

const at = '2026-03-12T05:00:00Z';
const later = '2026-03-12T06:00:00Z';
const quality = person('quality', 'quality');
const manager = person('manager', 'manager');
const secretary = person('secretary', 'council-secretary');

/** Somebody asks for it, somebody writes it, and two sign for it: the second one puts it in force. */
const change: StepRule[] = [
  { id: 'version', do: 'prepare', roles: ['quality', 'council-secretary'], after: [], proposes: 'version' },
  {
    ...{ id: 'approval', do: 'approve', roles: ['manager'], after: ['version'], returnsTo: 'version' },
    approval: { anyOf: [{ role: 'manager' }] },
  },
  {
    ...{ id: 'adoption', do: 'approve', roles: ['council-secretary'], after: ['approval'], returnsTo: 'version' },
    ...{ approval: { anyOf: [{ role: 'council-secretary' }] }, publishes: true },
  },
  { id: 'filing', do: 'archive', roles: ['quality'], after: ['adoption'] },
];
const memo: StepRule[] = [
  {
    ...{ id: 'memo', do: 'prepare', roles: ['quality'], after: [] },
    proposes: { memo: { longestDays: 30, remindDays: 7 } },
  },
  {
    ...{ id: 'issue', do: 'approve', roles: ['manager'], after: ['memo'], returnsTo: 'memo' },
    ...{ approval: { anyOf: [{ role: 'manager' }] }, publishes: true },
  },
];

const proposal: Proposal = {
  ...{ version: 4, digest: 'd'.repeat(64), base: 3, baseHash: 'b'.repeat(64) },
  ...{ from: null, until: null, replaces: null },
};
const until = '2026-04-01T21:00:00Z';
const ofMemo: Proposal = { ...proposal, until };
const published: PublicationOutcome = {
  ...{ outcome: 'published', version: 4, hash: 'h'.repeat(64), from: later, until: null, replaced: [] },
};
const stale: PublicationOutcome = { outcome: 'refused', problem: 'StaleBase', detail: 'version 4 has come since' };

function approved(): ProcedureStory {
  const story = new ProcedureStory({ steps: change }).act('submit', quality, at, { proposal });
  return story.act('approve', manager, at).act('approve', secretary, later);
}

const issued = (over: Partial<PublicationOutcome> = {}): ProcedureStory =>
  new ProcedureStory({ steps: memo })
    .act('submit', quality, at, { proposal: ofMemo })
    .act('approve', manager, later)
    .hears('settle-publication', later, { step: 'issue', ...published, until, ...over } as never);

test('the last approval asks for publishing, and nothing else happens until that is done (N-03)', () => {
  const before = new ProcedureStory({ steps: change }).act('submit', quality, at, { proposal });
  expect(before.act('approve', manager, at).errands).toEqual([]);
  const story = approved();
  expect(story.errands.map(({ errand }) => errand)).toEqual([
    {
      ...{ do: 'publish-version', step: 'adoption', proposal, command: 'settle-publication' },
      ...{ words: story.step('version').contributions[0]?.words, by: 'secretary', at: later },
    },
  ]);
  expect(story.statuses).toMatchObject({ adoption: 'open', filing: 'waiting' });
  for (const command of ['approve', 'return', 'reject', 'withdraw'] as const)
    expect([command, story.refusalOf(command, secretary, later)]).toEqual([command, 'NotAllowedNow']);
  story.hears('settle-publication', later, { step: 'adoption', ...published });
  expect(story.statuses).toMatchObject({ adoption: 'done', filing: 'open' });
  expect(story.state.published).toMatchObject({ version: 4, hash: 'h'.repeat(64), from: later, until: null });
  expect(story.clock('adoption').state).toBe('met');
});

test('what is in force is not withdrawn, and is published once however often that is said', () => {
  const story = approved().hears('settle-publication', later, { step: 'adoption', ...published });
  expect(story.refusalOf('withdraw', secretary, later)).toBe('NotAllowedNow');
  const count = story.events.length;
  story.hears('settle-publication', later, { step: 'adoption', ...published });
  expect(story.events).toHaveLength(count);
});

test('a base that is no longer the newest sends it back to who proposed it, and both approvals are given anew', () => {
  const story = approved().hears('settle-publication', later, { step: 'adoption', ...stale });
  expect(story.statuses).toEqual({ version: 'open', approval: 'waiting', adoption: 'waiting', filing: 'waiting' });
  expect(story.step('version').proposal).toBeUndefined();
  expect(story.notices.map(({ to }) => to)).toEqual(['role:quality', 'role:council-secretary']);
  expect([story.clock('adoption').state, story.clock('version-2').state]).toEqual(['met', 'running']);
  story.act('submit', quality, later, { proposal: { ...proposal, version: 5, base: 4 } });
  expect(story.refusalOf('approve', secretary, later)).toBe('Forbidden');
  story.act('approve', manager, later).act('approve', secretary, later);
  expect(story.errands.map(({ errand }) => errand)).toMatchObject([
    { do: 'publish-version', proposal: { version: 5 } },
  ]);
});

test('who proposed it approves it under no name, and what is approved is the version that was seen', () => {
  const both = person('both', 'quality', 'council-secretary');
  const story = new ProcedureStory({ steps: change }).act('submit', both, at, { proposal });
  const seen = story.step('approval').approval?.digest;
  story.act('approve', manager, at);
  expect(story.refusalOf('approve', both, later)).toBe('SamePerson');
  expect(story.refusalOf('approve', standingIn(person('other', 'council-secretary'), both), later)).toBe('SamePerson');
  const other = new ProcedureStory({ steps: change }).act('submit', both, at, {
    proposal: { ...proposal, digest: 'e'.repeat(64) },
  });
  expect(other.refusalOf('approve', manager, at, { digest: seen })).toBe('PreconditionFailed');
});

test.each([
  ['no version at all', {}],
  ['a version with an end', { proposal: ofMemo }],
  ['a version that replaces a memo', { proposal: { ...proposal, replaces: 3 } }],
])('a step that proposes a version takes none of these: %s', (_, body) => {
  expect(new ProcedureStory({ steps: change }).refusalOf('submit', quality, at, body)).toBe('Incomplete');
});

/** The same two, and nothing after them, for a calendar. */
const holiday: StepRule[] = [
  { id: 'draft', do: 'prepare', roles: ['quality'], after: [], proposes: 'calendar' },
  {
    ...{ id: 'approval', do: 'approve', roles: ['manager'], after: ['draft'], returnsTo: 'draft' },
    ...{ approval: { anyOf: [{ role: 'manager' }] }, publishes: true },
  },
];
const ofCalendar: Proposal = { ...proposal, calendar: 'saudi-arabia', version: 2, base: 1 };

test('a calendar is published by the last approval, and the open cases are told of it', () => {
  const story = new ProcedureStory({ steps: holiday }).act('submit', quality, at, { proposal: ofCalendar });
  story.act('approve', manager, later);
  expect(story.errands.map(({ errand }) => errand)).toMatchObject([{ do: 'publish-version', proposal: ofCalendar }]);
  const outcome = { ...published, calendar: 'saudi-arabia', version: 2 };
  story.hears('settle-publication', later, { step: 'approval', ...outcome });
  expect(story.errands.map(({ errand }) => errand)).toEqual([
    { do: 'tell-calendar', calendar: 'saudi-arabia', version: 2 },
  ]);
  expect(story.state).toMatchObject({ status: 'finished', published: { calendar: 'saudi-arabia', version: 2 } });
});

test('a calendar that is no longer built on the newest one goes back, and nobody is told of it', () => {
  const story = new ProcedureStory({ steps: holiday }).act('submit', quality, at, { proposal: ofCalendar });
  story.act('approve', manager, later).hears('settle-publication', later, { step: 'approval', ...stale });
  expect([story.errands, story.statuses]).toEqual([[], { draft: 'open', approval: 'waiting' }]);
});

test.each([
  ['a calendar', 'a version of the policy', change, ofCalendar],
  ['a version of the policy', 'a calendar', holiday, proposal],
  ['a calendar', 'a memo', memo, { ...ofCalendar, until }],
  ['nothing', 'a calendar', holiday, undefined],
])('%s is not handed in to a step that proposes %s', (_, __, steps, given) => {
  const body = given ? { proposal: given } : {};
  expect(new ProcedureStory({ steps }).refusalOf('submit', quality, at, body)).toBe('Incomplete');
});

test('a step that proposes nothing takes no version', () => {
  expect(new ProcedureStory().refusalOf('submit', quality, at, { proposal })).toBe('Incomplete');
});

test.each([
  ['without an end', null],
  ['that has ended', '2026-03-12T04:00:00Z'],
  ['that is longer than the policy allows', '2026-04-12T21:00:00Z'],
])('a memo %s is refused (N-02)', (_, end) => {
  const story = new ProcedureStory({ steps: memo });
  expect(story.refusalOf('submit', quality, at, { proposal: { ...ofMemo, until: end } })).toBe('Incomplete');
});

test('a memo of the longest time is taken (N-02)', () => {
  const story = new ProcedureStory({ steps: memo });
  expect(story.refusalOf('submit', quality, at, { proposal: { ...ofMemo, until: '2026-04-10T21:00:00Z' } })).toBe(
    'taken',
  );
});

test('a memo lapses by itself at its end, which is told seven days before (N-02)', () => {
  const story = issued();
  expect([story.isOver, story.statuses]).toEqual([false, { memo: 'done', issue: 'done' }]);
  expect(story.refusalOf('withdraw', manager, later)).toBe('NotAllowedNow');
  story.reach('2026-03-25T21:00:00Z');
  expect(story.types()).toContain('memoEndsSoon');
  expect(story.types()).not.toContain('memoLapsed');
  story.reach(until);
  expect(story.types().slice(-2)).toEqual(['memoLapsed', 'finished']);
  expect(story.state).toMatchObject({ status: 'finished', closedAt: until, published: { endedAt: until } });
});

test('a memo that another one replaces ends with it, and is told by that one (N-02)', () => {
  const story = issued({ replaced: ['NC-T-00000-000009'] });
  expect(story.errands.map(({ errand }) => errand)).toEqual([
    {
      ...{ do: 'tell', kind: 'procedure', number: 'NC-T-00000-000009', command: 'settle-memo' },
      body: { by: story.state.number, version: 4 },
    },
  ]);
  const first = issued().hears('settle-memo', later, { by: 'NC-T-00000-000010', version: 5 });
  expect(first.types().slice(-2)).toEqual(['memoReplaced', 'finished']);
  first.reach(until);
  expect(first.types()).not.toContain('memoLapsed');
});

test('only who asked says what they think of the answer, or who stands in for them (N-01)', () => {
  const steps: StepRule[] = [
    { id: 'request', do: 'prepare', roles: ['quality'], after: [] },
    { id: 'reply', do: 'carry-out', roles: ['quality'], after: ['request'], by: 'request' },
  ];
  const story = new ProcedureStory({ steps }).act('submit', quality, at);
  expect(story.notices.map(({ to }) => to)).toEqual(['staff:quality']);
  const colleague = person('colleague', 'quality');
  expect(story.refusalOf('carry-out', colleague, at)).toBe('Forbidden');
  expect(story.refusalOf('carry-out', standingIn(colleague, quality), at)).toBe('taken');
  expect(story.refusalOf('carry-out', quality, at)).toBe('taken');
});
