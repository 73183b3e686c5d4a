import { describe, expect, test } from '@jest/globals';
import type { NoticeRule } from '../../../domain/case/policy.ts';
import type { MovedIn } from '../../../domain/complaint/aspects/moving-in.ts';
import {
  acknowledgement,
  fromReceipt,
  inRetrospect,
  samplePolicy,
  triage,
} from '../../support/samples/sample-policy.ts';
import { Story, wednesday } from '../../support/stories/complaint-story.ts';

const februaryFirst = '2026-02-01T06:00:00Z';
const notices: NoticeRule[] = [
  acknowledgement,
  { ...acknowledgement, on: 'assigned', to: 'owner', channels: ['email'] },
];
const moved = (movedIn: Partial<MovedIn> = {}, receivedAt = februaryFirst, clocks = [triage, fromReceipt]) =>
  new Story({
    policy: samplePolicy({ clocks, notices }),
    details: {
      receivedAt,
      movedIn: {
        ...{ moving: 'DF-M-00000-000000', proposedBy: 'manager-2', status: 'new', owner: null, tellsCustomer: false },
        ...movedIn,
      },
    },
  });
/** Lets every instant up to one come, one after the other, as its timer does. */
function until(story: Story, last: string): Story {
  for (let next = story.nextInstant; next !== null && next <= last; next = story.nextInstant) story.reach(next);
  return story;
}
const told = (story: Story) => story.notices.map(({ to, template }) => `${to} ${template}`);

describe('a complaint that is moved in from an old system', () => {
  test('counts from when it came there, has its owner, and has been accepted if it had been there', () => {
    const story = moved({ owner: 'agent-1', status: 'accepted' }, '2026-03-08T06:00:00Z', [triage, inRetrospect]);
    expect(story.state).toMatchObject({ status: 'open', owner: 'agent-1', openedAt: wednesday });
    expect(story.clock()).toMatchObject({ startedAt: '2026-03-08T06:00:00Z', state: 'running' });
    const types = story.events.map(({ type }) => type);
    expect(types.filter((type) => !type.startsWith('clock'))).toEqual(['received', 'assigned', 'accepted']);
  });

  test('of the time to accept it, nobody knows whether it was kept: it counts neither way', () => {
    const story = moved({ owner: 'agent-1', status: 'accepted' });
    expect(story.clock('triage')).toMatchObject({ state: 'cancelled', breachedAt: null });
    expect(moved({ owner: 'agent-1' }).clock('triage')).toMatchObject({ state: 'running' });
  });

  test('what was late already is a breach with its rungs, of which nobody is told one by one', () => {
    const story = until(moved({ owner: 'agent-1' }), '2026-03-11T07:00:01Z');
    const types = story.events.map(({ type }) => type);
    expect(types.filter((type) => type === 'breached')).toHaveLength(2);
    expect(types.filter((type) => type === 'escalated')).toHaveLength(3);
    expect(told(story)).toEqual([]);
  });

  test('what falls due afterwards is told as ever, and so is what happens then', () => {
    const story = moved({ owner: 'agent-1' }, '2026-03-03T06:00:00Z');
    until(story, '2026-03-12T20:00:00Z');
    expect(told(story)).toEqual(['owner deadline-near', 'role:supervisor deadline-missed']);
    story.act('assign', '2026-03-13T06:00:00Z', { body: { to: 'agent-2' } });
    expect(told(story)).toContain('owner received');
  });

  test('its customer hears of it if that was asked for, and else not', () => {
    expect(told(moved({ owner: 'agent-1', tellsCustomer: true }))).toEqual(['customer received']);
    expect(told(moved({ owner: 'agent-1' }))).toEqual([]);
  });
});
