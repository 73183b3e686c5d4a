import { describe, expect, test } from '@jest/globals';
import type { ClockRule, NoticeRule } from '../../../domain/case/policy.ts';
import { agent, manager, supervisor, words } from '../../support/samples/sample-policy.ts';
import { Story, wednesday } from '../../support/stories/complaint-story.ts';
import { operator, TicketFamily } from '../../support/stories/ticket-family.ts';

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

  const ticket = 'SA-D-00000-00001';
  const mail = { channel: 'email', department: 'operations', words: words('what-it-asks') };

  test('C-06: an e-mail that asks a department is a ticket: it holds the answer, is late like one, and ends like one', () => {
    const family = new TicketFamily().act('accept', wednesday);
    family.act('log-contact', wednesday, { body: { ...mail, ticket } });
    expect(family.parent.event('departmentContacted').data).toMatchObject({ channel: 'email', words: null });
    expect(family.parent.refusal('answer', wednesday).detail).toContain(ticket);
    expect(family.told(ticket).record.state).toMatchObject({ status: 'open', words: [words('what-it-asks')] });
    expect(family.told(ticket).record.state.clocks[0]).toMatchObject({ id: 'resolve', state: 'running' });
    family.actOn(ticket, 'resolve', wednesday).actOn(ticket, 'accept', wednesday, supervisor).act('answer', wednesday);
    expect(family.parent.state.status).toBe('answered');
  });

  test('C-06: an e-mail that asks nothing, one to the own department and a call open no ticket', () => {
    const story = new Story().act('accept', wednesday);
    for (const body of [
      { ...mail, asksNothing: true as const },
      { ...mail, department: 'customers' },
      { ...mail, channel: 'phone' },
    ]) {
      story.act('log-contact', wednesday, { body });
    }
    expect(story.state.tickets).toEqual([]);
    expect(story.types().filter((type) => type === 'departmentContacted')).toHaveLength(3);
  });

  test('C-06: a department is asked by e-mail only while the complaint is worked on, and asked something', () => {
    expect(new Story().refusal('log-contact', wednesday, { body: { ...mail, ticket } }).detail).toContain('accept it');
    const story = new Story().act('accept', wednesday);
    expect(story.refusal('log-contact', wednesday, { body: mail })).toMatchObject({ refusal: 'Incomplete' });
    const silent = { ...mail, ticket, words: null };
    expect(story.refusal('log-contact', wednesday, { body: silent })).toMatchObject({ refusal: 'Incomplete' });
  });

  test('C-06: by an earlier reading an e-mail to a department is only noted', () => {
    const story = new Story({ policy: { reading: 2 } }).act('accept', wednesday);
    story.act('log-contact', wednesday, { body: { ...mail, ticket } });
    expect(story.state.tickets).toEqual([]);
    expect(story.event('departmentContacted').data).toMatchObject({ words: words('what-it-asks') });
  });
});
