import { describe, expect, test } from '@jest/globals';
import { leastLoaded } from '../../../activities/cases/choose-owner.ts';
import { type Actor, systemActor } from '../../../domain/case/command.ts';
import type { PendingErrand } from '../../../domain/case/errand.ts';
import { defaultRights } from '../../../packs/rights/default-rights.ts';
import { agent, staff, supervisor } from '../../support/samples/sample-policy.ts';
import { Story, type StoryOptions, wednesday } from '../../support/stories/complaint-story.ts';

const onAccepted = { assignment: { on: 'accepted' as const, among: 'agent' } };
const later = '2026-03-12T06:00:00Z';

/** What a complaint asks for at one step. */
function asked(story: Story, ...act: Parameters<Story['act']>): PendingErrand['errand'][] {
  const step = story.attempt(...act);
  if ('refusal' in step) throw new Error(step.detail);
  story.take(step);
  return step.errands.map(({ errand }) => errand);
}

const answered = (story: Story, to: string | null) =>
  story.attempt('assign-automatically' as never, later, { by: systemActor, body: { to } as never });

describe('an owner by itself', () => {
  test('is asked for once the complaint is accepted for the group, without those whom it names', () => {
    const story = new Story({ policy: onAccepted, details: { about: ['agent-9'] } });
    expect(asked(story, 'accept', wednesday, { by: supervisor })).toEqual([
      { do: 'choose-owner', role: 'agent', group: 'care', skip: ['agent-9'], command: 'assign-automatically' },
    ]);
  });

  test('is not asked for where an agent accepts, who owns it then, or where the policy says nothing', () => {
    expect(asked(new Story({ policy: onAccepted }), 'accept', wednesday, { by: agent })).toEqual([]);
    expect(asked(new Story(), 'accept', wednesday, { by: supervisor })).toEqual([]);
  });

  test('is asked for at receipt where the policy says so', () => {
    const options: StoryOptions = { policy: { assignment: { on: 'received', among: 'agent' } } };
    expect(asked(new Story(options), 'accept', wednesday, { by: supervisor })).toEqual([]);
    expect(new Story(options).firstErrands.map(({ errand }) => errand.do)).toEqual(['choose-owner']);
  });

  test('is asked for anew where an objection leaves nobody, without anyone who answered', () => {
    const story = new Story({ policy: onAccepted }).act('accept', wednesday, { by: agent });
    story.act('answer', wednesday, { by: agent });
    expect(asked(story, 'object', later)).toMatchObject([{ skip: ['agent-1'] }]);
  });

  test('is assigned by the system, as the directory answers', () => {
    const story = new Story({ policy: onAccepted }).act('accept', wednesday, { by: supervisor });
    story.take(answered(story, 'agent-2') as never);
    expect(story.state.owner).toBe('agent-2');
    expect(story.event('assigned')).toMatchObject({ by: 'system', data: { to: 'agent-2', from: null } });
  });

  test('is left alone where somebody was quicker', () => {
    const story = new Story({ policy: onAccepted }).act('accept', wednesday, { by: supervisor });
    story.act('assign', wednesday, { body: { to: 'agent-3' } });
    expect(answered(story, 'agent-2')).toMatchObject({ events: [] });
  });

  test('is a fact of its own where nobody is there', () => {
    const story = new Story({ policy: onAccepted }).act('accept', wednesday, { by: supervisor });
    story.take(answered(story, null) as never);
    expect(story.event('nobodyToAssign').data).toEqual({ role: 'agent' });
    expect(story.state.owner).toBeNull();
  });

  test('is given by nobody but the case itself', () => {
    const story = new Story({ policy: onAccepted });
    const answer = story.attempt('assign-automatically' as never, later, { by: supervisor });
    expect(answer).toMatchObject({ refusal: 'Forbidden' });
  });
});

describe('of those who are there', () => {
  const load = (staffId: string, open: number, lastTurn: string | null = null) => ({ staffId, open, lastTurn });

  test('the one with the least to do is chosen', () => {
    expect(leastLoaded([load('a', 3), load('b', 1), load('c', 2)])).toBe('b');
  });

  test('among equals the one whose turn is the longest ago, first of all who never had one', () => {
    const [early, late] = ['2026-03-11T07:00:00Z', '2026-03-11T07:00:00.5Z'];
    expect(leastLoaded([load('a', 1, late), load('b', 1, early)])).toBe('b');
    expect(leastLoaded([load('a', 1, late), load('b', 1, early), load('c', 1)])).toBe('c');
  });

  test('it is never left to chance, and nobody is chosen of nobody', () => {
    expect(leastLoaded([load('b', 1), load('a', 1)])).toBe('a');
    expect(leastLoaded([])).toBeNull();
  });
});

describe('a delegate (B-06)', () => {
  const agentRights = { ...defaultRights.agent.commands, 'log-contact': 'delegate' as const };
  const rights = { ...defaultRights, agent: { ...defaultRights.agent, commands: agentRights } };
  const accepted = (by: Actor) => new Story({ policy: { rights } }).act('accept', wednesday, { by });
  const mayContact = (story: Story) => !('refusal' in story.attempt('log-contact', wednesday, { by: agent }));

  test('is an owner whom somebody else has assigned the complaint', () => {
    const story = accepted(agent);
    expect(story.refusal('log-contact', wednesday, { by: agent })).toMatchObject({ refusal: 'NotYourCase' });
    story.act('assign', wednesday, { by: agent, body: { to: agent.id } });
    expect(mayContact(story)).toBe(false);
    expect(mayContact(story.act('assign', wednesday, { by: supervisor, body: { to: agent.id } }))).toBe(true);
    expect(mayContact(story.act('answer', wednesday, { by: agent }).act('object', wednesday))).toBe(false);
  });

  test('is nobody whom the system chose, nor who owns it no longer, nor who took it himself since', () => {
    const bySystem = new Story({ policy: { rights, ...onAccepted } }).act('accept', wednesday, { by: supervisor });
    bySystem.take(answered(bySystem, agent.id) as never);
    expect(bySystem.state.owner).toBe(agent.id);
    expect(mayContact(bySystem)).toBe(false);
    const delegated = accepted(supervisor).act('assign', wednesday, { by: supervisor, body: { to: agent.id } });
    const taken = delegated.act('assign', wednesday, { by: supervisor, body: { to: 'agent-2' } });
    expect(mayContact(taken)).toBe(false);
    const back = { by: staff('agent', 'agent-1'), body: { to: agent.id } };
    expect(taken.refusal('assign', wednesday, back)).toMatchObject({ refusal: 'NotYourCase' });
    const own = accepted(supervisor).act('assign', wednesday, { by: supervisor, body: { to: agent.id } });
    expect(mayContact(own.act('assign', wednesday, { by: agent, body: { to: agent.id } }))).toBe(false);
  });
});
