import { expect, test } from '@jest/globals';
import type { Actor } from '../../../domain/case/command.ts';
import { person } from '../../support/samples/people.ts';
import { ProcedureStory } from '../../support/stories/procedure-story.ts';
import { policyOf } from './policy-of.ts';

const officer = person('officer', 'agent');
const manager = person('manager', 'manager', 'manual-controller');
const centres = person('centres', 'centres-manager');
const secretary = person('secretary', 'council-secretary');
const at = '2026-04-01T05:00:00Z';
const finds = (...findings: string[]) => ({ findings });

function begun(id: string): ProcedureStory {
  return new ProcedureStory({ at, policy: policyOf('neighbourhood-centres', id) });
}

/** Lets all time pass that anything waits for, and says when that was. */
function lateNow(story: ProcedureStory): string {
  let now = story.events.at(-1)?.at ?? at;
  for (let next = story.nextInstant; next !== null; next = story.nextInstant) {
    story.reach(next);
    now = next;
  }
  return now;
}

test('N-17: in a month in which everybody is late once, each rung of each step is told once, in its time', () => {
  const story = begun('monthly-performance');
  story.hears('settle-report', at, { step: 'report', report: { id: 'made', digest: 'f'.repeat(64) } });
  const recommends = { recommendations: [{ id: '1-1', owner: 'officer', dueOn: '2026-09-01' }] };
  const both = (name: 'review', body: object) => {
    const now = lateNow(story);
    story.act(name, centres, now, body).act(name, manager, now);
  };
  story.act('submit', officer, lateNow(story), recommends);
  both('review', {});
  both('review', finds('not-carried-out'));
  story.act('carry-out', centres, lateNow(story));
  const now = lateNow(story);
  story.act('review', secretary, now).act('decide', secretary, now);
  story.act('archive', officer, lateNow(story));
  expect(story.state.status).toBe('finished');
  // Each step began when all rungs of the one before it had been told. Fridays and Saturdays are closed.
  expect(story.state.clocks.map(({ id, state, dueAt }) => [id, state, dueAt])).toEqual([
    ['report', 'breached', '2026-04-02T13:00:00Z'],
    ['weak-points', 'breached', '2026-04-12T13:00:00Z'],
    ['earlier-recommendations', 'breached', '2026-04-16T13:00:00Z'],
    ['reasons', 'breached', '2026-04-21T13:00:00Z'],
    ['secretary', 'breached', '2026-04-27T13:00:00Z'],
    ['decision', 'breached', '2026-04-27T13:00:00Z'],
    ['filing', 'breached', '2026-04-29T13:00:00Z'],
  ]);
  for (const { id } of story.state.clocks) {
    expect([id, story.types(id)]).toEqual([
      id,
      ['clockStarted', 'warned', 'breached', 'escalated', 'escalated', 'clockStoppedLate'],
    ]);
  }
});

function asked(): ProcedureStory {
  return begun('manual-change').act('submit', officer, at);
}

/** A version that the controller proposes. */
const proposal = {
  ...{ version: 4, digest: 'd'.repeat(64), base: 3, baseHash: 'b'.repeat(64) },
  ...{ from: null, until: null, replaces: null },
};

test('N-01, N-03: what the controller approves becomes a version, which the secretary puts in force', () => {
  const story = asked().act('review', manager, at, finds('approved'));
  expect(story.statuses).toMatchObject({ reply: 'skipped', decision: 'skipped', place: 'open' });
  story.act('carry-out', manager, at, finds('rules')).act('submit', manager, at, { proposal });
  expect(story.statuses).toMatchObject({ adoption: 'open', entry: 'waiting' });
  expect(story.refusalOf('approve', manager, at)).toBe('Forbidden');
  story.act('approve', secretary, at);
  expect(story.errands.map(({ errand }) => errand)).toMatchObject([{ do: 'publish-version', by: 'secretary' }]);
  const published = { version: 4, hash: 'h'.repeat(64), from: at, until: null, replaced: [] };
  story.hears('settle-publication', at, { step: 'adoption', outcome: 'published', ...published });
  expect([story.state.status, story.statuses.entry]).toEqual(['finished', 'skipped']);
});

test('N-01: a change of the manual’s words alone is entered in the log by hand', () => {
  const story = asked().act('review', manager, at, finds('approved')).act('carry-out', manager, at, finds('words'));
  expect(story.statuses).toMatchObject({ version: 'skipped', adoption: 'skipped', entry: 'open' });
  story.act('carry-out', manager, at);
  expect(story.state.status).toBe('finished');
});

test('N-01: a rejection that is accepted changes nothing', () => {
  const story = asked().act('review', manager, at, finds('rejected')).act('carry-out', officer, at, finds('accepted'));
  expect(story.statuses).toMatchObject({
    decision: 'skipped',
    place: 'skipped',
    adoption: 'skipped',
    entry: 'skipped',
  });
  expect(story.state.status).toBe('finished');
});

test('N-01: only who asked says that a rejection is disputed', () => {
  const story = asked().act('review', manager, at, finds('rejected'));
  const other = person('other', 'agent', 'supervisor');
  expect(story.refusalOf('carry-out', other, at, finds('disputed'))).toBe('Forbidden');
  expect(story.refusalOf('carry-out', officer, at, finds('disputed'))).toBe('taken');
});

test('N-01: a rejection that is disputed goes to the secretary, who decides either way', () => {
  const disputed = () =>
    asked().act('review', manager, at, finds('rejected')).act('carry-out', officer, at, finds('disputed'));
  expect(disputed().refusalOf('approve', manager, at)).toBe('Forbidden');
  const approved = disputed().act('approve', secretary, at);
  expect(approved.statuses).toMatchObject({ decision: 'done', place: 'open' });
  const rejected = disputed().act('reject', secretary, at);
  expect([rejected.state.status, rejected.statuses.place]).toEqual(['rejected', 'waiting']);
});

test('N-01: if opinions differ from the outset the controller leaves it to the secretary', () => {
  const story = asked().act('review', manager, at, finds('disputed'));
  expect(story.statuses).toMatchObject({ reply: 'skipped', decision: 'open' });
  expect(story.act('approve', secretary, at).statuses.place).toBe('open');
});

test('N-02: a memo has an end, is instructed by the manager, issued by the controller, and lapses by itself', () => {
  const asks = () => begun('deviation-memo').act('submit', officer, at).act('approve', manager, at);
  const supervisor = person('supervisor', 'supervisor');
  const of = (until: string | null) => ({ proposal: { ...proposal, until } });
  expect(asks().refusalOf('submit', supervisor, at, of(null))).toBe('Incomplete');
  expect(asks().refusalOf('submit', supervisor, at, of('2026-12-31T21:00:00Z'))).toBe('Incomplete');
  const until = '2026-06-30T21:00:00Z';
  const story = asks().act('submit', supervisor, at, of(until)).act('approve', manager, at);
  const published = { version: 4, hash: 'h'.repeat(64), from: at, until, replaced: [] };
  story.hears('settle-publication', at, { step: 'issue', outcome: 'published', ...published });
  story.reach('2026-06-16T21:00:00Z');
  expect(story.notices).toMatchObject([{ to: 'role:manager', template: 'memo-ends-soon', instant: until }]);
  story.reach(until);
  expect(story.types().slice(-2)).toEqual(['memoLapsed', 'finished']);
});

test('N-03: a review that changes something is in force with the secretary’s approval', () => {
  const story = begun('manual-review').act('submit', manager, at, finds('changed'));
  story.act('submit', manager, at, { proposal }).act('approve', person('affairs', 'administrative-affairs'), at);
  story.act('approve', secretary, at);
  expect(story.errands.map(({ errand }) => errand)).toMatchObject([{ do: 'publish-version', proposal }]);
  const unchanged = begun('manual-review').act('submit', manager, at, finds('unchanged'));
  unchanged.act('approve', person('affairs', 'administrative-affairs'), at);
  expect([unchanged.state.status, unchanged.statuses.adoption]).toEqual(['finished', 'skipped']);
});

test.each([[[]], [['approved', 'rejected']]])('N-01: the controller answers once, not with %j', (findings) => {
  expect(asked().refusalOf('review', manager, at, { findings })).toBe('Incomplete');
});

test.each<[string, Actor]>([
  ['an officer', officer],
  ['the secretary', secretary],
])('N-01: %s does not answer in the controller’s place', (_, actor) => {
  expect(asked().refusalOf('review', actor, at, finds('approved'))).toBe('Forbidden');
});

test('N-15: what both managers recommend in a week the secretary decides on within a month, and what is accepted is followed', () => {
  const story = begun('register-review');
  expect(story.refusalOf('submit', officer, at)).toBe('Forbidden');
  const recommends = (id: string) => ({ recommendations: [{ id, owner: 'officer', dueOn: '2026-06-01' }] });
  story.act('submit', centres, at, { step: 'centre-affairs', ...recommends('1-1') });
  expect(story.statuses).toMatchObject({ 'customer-relations': 'open', decision: 'waiting' });
  story.act('submit', manager, at, recommends('1-2'));
  // A month from the first of April is a Friday: the working day after it.
  expect(story.clock('decision').dueAt).toBe('2026-05-03T13:00:00Z');
  const verdict = { owner: null, dueOn: null };
  story.act('decide', secretary, '2026-04-20T06:00:00Z', {
    decisions: [
      { ...verdict, recommendation: '1-1', verdict: 'accepted', item: 'NC-A-00000-000001' },
      { ...verdict, recommendation: '1-2', verdict: 'rejected' },
    ],
  });
  expect(story.errands.map(({ errand }) => errand)).toEqual([
    expect.objectContaining({
      ...{ do: 'open', kind: 'followedItem', number: 'NC-A-00000-000001' },
      details: expect.objectContaining({ owner: 'officer', dueOn: '2026-06-01', askedBy: 'secretary' }),
    }),
  ]);
  expect([story.state.status, story.clock('decision').state]).toEqual(['finished', 'met']);
});

test('N-15: a week in which nothing is recommended asks the secretary nothing', () => {
  const story = begun('register-review').act('submit', centres, at).act('submit', manager, at);
  expect([story.state.status, story.statuses.decision]).toEqual(['finished', 'skipped']);
});

const spring = { budget: '25000', startsOn: '2026-05-03', endsOn: '2026-06-30' };
const audience = { channels: 'text-messages,billboards', segment: 'jeddah-districts,donors' };

/** The answer to what is handed in without each of its values in turn, and to all of them. */
function answersWithout(story: ProcedureStory, values: Record<string, string>): string[] {
  const partly = Object.keys(values).map((left) =>
    Object.fromEntries(Object.entries(values).filter(([name]) => name !== left)),
  );
  return [...partly, values].map((given) => story.refusalOf('submit', manager, at, { values: given }));
}

test('N-04: the yearly plan has budget, timing, channels and segment, and is approved as it stands', () => {
  const story = begun('campaign-plan');
  const none = Array<string>(5).fill('Incomplete');
  expect(answersWithout(story, { ...spring, ...audience })).toEqual([...none, 'taken']);
  for (const faulty of [{ endsOn: '2026-05-02' }, { channels: 'television' }, { segment: '' }, { budget: 'much' }])
    expect([faulty, answersWithout(story, { ...spring, ...audience, ...faulty }).at(-1)]).toEqual([
      faulty,
      'Incomplete',
    ]);
});

test('N-04: a campaign has channels, segment, budget and timing, and is watched until the day on which it ends', () => {
  const story = begun('campaign');
  expect(answersWithout(story, audience)).toEqual(['Incomplete', 'Incomplete', 'taken']);
  story.act('submit', manager, at, { values: audience }).act('approve', secretary, at).act('carry-out', manager, at);
  story.act('receive', manager, at).act('submit', manager, at, finds('enough'));
  expect(answersWithout(story, spring)).toEqual([...Array<string>(3).fill('Incomplete'), 'taken']);
  expect(answersWithout(story, { ...spring, startsOn: '2026-03-01', endsOn: '2026-03-31' }).at(-1)).toBe('Incomplete');
  story.act('submit', manager, at, { values: spring }).act('approve', secretary, at).act('carry-out', manager, at);
  expect(story.statuses).toMatchObject({ 'more-proposals': 'skipped', monitoring: 'open' });
  expect(story.clock('monitoring').dueAt).toBe('2026-06-30T21:00:00Z');
});
