import { describe, expect, test } from '@jest/globals';
import type { ClockRule, NoticeRule } from '../../../domain/policy.ts';
import { Story, wednesday } from '../../support/complaint-story.ts';
import { agent, manager, words } from '../../support/sample-policy.ts';
import { operator, TicketFamily } from '../../support/ticket-family.ts';

const owned = () => new Story().act('accept', wednesday, { by: agent });

describe('abuse of staff (G-11)', () => {
  const toSupervisor: NoticeRule = {
    rule: 'G-11',
    on: 'abuseReported',
    to: 'role:supervisor',
    channels: ['email'],
    template: 'abuse-reported',
    urgent: false,
  };

  test('is recorded, told as the pack says, and changes nothing of the complaint', () => {
    const story = new Story({ policy: { notices: [toSupervisor] } }).act('accept', wednesday, { by: agent });
    const { words: before, ...rest } = story.state;
    story.act('report-abuse', wednesday, { by: agent });
    const { words: after, ...same } = story.state;
    expect(same).toEqual(rest);
    expect(after).toEqual([...before, words('abuse')]);
    expect(story.notices.map(({ to, template }) => [to, template])).toEqual([['role:supervisor', 'abuse-reported']]);
  });
});

describe('a member of staff whom a complaint turns out to be about (F-10)', () => {
  test('acts on it no longer and is not given it', () => {
    const story = owned().act('name-staff', wednesday, {
      body: { staff: [manager.id] },
      by: { ...manager, id: 'other' },
    });
    expect(story.refusal('decline', wednesday, { by: manager })).toMatchObject({ refusal: 'NamedInCase' });
    const given = story.refusal('assign', wednesday, { body: { to: manager.id }, by: { ...manager, id: 'other' } });
    expect(given).toMatchObject({ refusal: 'NamedInCase' });
  });

  test('loses it where he owns it, and somebody hears that nobody does', () => {
    const story = owned().act('name-staff', wednesday, { body: { staff: [agent.id] } });
    expect(story.state).toMatchObject({ owner: null, about: [agent.id] });
    expect(story.types().slice(-2)).toEqual(['staffNamed', 'ownerLost']);
  });

  test('leaves the owner in place where he is somebody else', () => {
    const story = owned().act('name-staff', wednesday, { body: { staff: ['agent-9'] } });
    expect(story.state.owner).toBe(agent.id);
    expect(story.types()).not.toContain('ownerLost');
  });

  test('is named once', () => {
    const story = owned().act('name-staff', wednesday);
    expect(story.refusal('name-staff', wednesday)).toMatchObject({ refusal: 'NotAllowedNow' });
  });

  test('loses the tickets of departments as well', () => {
    const ticket = 'SA-D-00000-00001';
    const family = new TicketFamily().act('accept', wednesday).act('open-department-ticket', wednesday);
    family.actOn(ticket, 'assign', wednesday).act('name-staff', wednesday, { body: { staff: [operator.id] } });
    expect(family.told(ticket).record.state).toMatchObject({ owner: null, about: [operator.id] });
    expect(family.attemptOn(ticket, 'resolve', wednesday)).toMatchObject({ refusal: 'NamedInCase' });
  });
});

describe('a telephone call or an e-mail to a department (C-01, C-06)', () => {
  test('stands in the timeline with its words and is no contact with the customer', () => {
    const contact: ClockRule = {
      rule: 'B-06',
      id: 'contact',
      due: { workingHours: 4 },
      start: { on: ['accepted'], from: 'event' },
      stop: { on: ['contactLogged'], need: 'any' },
      ladder: [],
    };
    const policy = { clocks: [contact] };
    const story = new Story({ policy }).act('accept', wednesday);
    story.act('log-contact', wednesday, { body: { department: 'operations', words: words('call') } });
    expect(story.event('departmentContacted').data).toEqual({
      channel: 'phone',
      reached: true,
      department: 'operations',
      words: words('call'),
    });
    expect(story.clock('contact').state).toBe('running');
    expect(story.act('log-contact', wednesday).clock('contact').state).toBe('met');
  });
});
