import { describe, expect, test } from '@jest/globals';
import type { NoticeRule } from '../../../domain/case/policy.ts';
import { Story, wednesday } from '../../support/stories/complaint-story.ts';

/** Monday 16 March, 10:00 in Riyadh; an hour before and an hour after it are opening time. */
const at = '2026-03-16T07:00:00Z';
const [reminder, overdue] = ['2026-03-16T06:00:00Z', '2026-03-16T08:00:00Z'];
const booked = (options = {}) => new Story(options).act('accept', wednesday).act('book-appointment', wednesday);
const types = (story: Story) => story.types().filter((type) => type.startsWith('appointment'));
const first = (story: Story) => story.state.appointments[0];

describe('an appointment', () => {
  test('stands in the case with its time, its kind and who keeps it', () => {
    expect(first(booked())).toEqual({
      ...{ id: '1', kind: 'call-back', at, with: 'agent-1', bookedAt: wednesday, status: 'booked' },
      ...{ remindAt: reminder, overdueAt: overdue, missedAt: null, absent: null },
    });
  });

  test('is reminded of once and missed once where nobody says what came of it', () => {
    const story = booked().reach('2026-03-17T06:00:00Z');
    expect(types(story)).toEqual(['appointmentBooked', 'appointmentReminded', 'appointmentMissed']);
    expect([story.event('appointmentReminded').at, story.event('appointmentMissed').at]).toEqual([reminder, overdue]);
    expect(first(story)).toMatchObject({ status: 'missed', missedAt: overdue });
  });

  test('is kept up to the last instant of the grace, and anyone who kept it has contacted the customer', () => {
    const story = booked().act('keep-appointment', overdue).reach('2026-03-17T06:00:00Z');
    expect(types(story)).toEqual(['appointmentBooked', 'appointmentReminded', 'appointmentKept']);
    expect(first(story)).toMatchObject({ status: 'kept', missedAt: null });
    expect(story.event('contactLogged').data).toMatchObject({ channel: 'call-back', reached: true });
  });

  test('that the customer did not keep is no contact', () => {
    const story = booked().act('keep-appointment', overdue, { body: { kept: false, absent: 'customer' } });
    expect(first(story)).toMatchObject({ status: 'not-kept', absent: 'customer' });
    expect(story.types()).not.toContain('contactLogged');
  });

  test('that was missed stays missed, whatever is said of it later', () => {
    const story = booked().reach(overdue).act('keep-appointment', '2026-03-16T09:00:00Z');
    expect(first(story)).toMatchObject({ status: 'kept', missedAt: overdue });
  });

  test('that was cancelled is neither reminded of nor missed', () => {
    const story = booked().act('cancel-appointment', '2026-03-12T06:00:00Z').reach('2026-03-17T06:00:00Z');
    expect(types(story)).toEqual(['appointmentBooked', 'appointmentCancelled']);
  });

  test('lapses with the end of the case', () => {
    const story = booked().act('withdraw', '2026-03-12T06:00:00Z').reach('2026-03-17T06:00:00Z');
    expect(types(story)).toEqual(['appointmentBooked']);
    expect(first(story)).toMatchObject({ status: 'lapsed' });
  });

  test('so near that there is no time to remind of it is missed all the same', () => {
    const story = new Story().act('book-appointment', wednesday, { body: { at: '2026-03-11T07:30:00Z' } });
    expect(types(story.reach('2026-03-12T06:00:00Z'))).toEqual(['appointmentBooked', 'appointmentMissed']);
  });

  test('beyond the end of the calendar is missed at its own time', () => {
    const distant = '2031-01-01T07:00:00Z';
    const story = new Story().act('book-appointment', wednesday, { body: { at: distant } });
    expect(first(story)).toMatchObject({ remindAt: null, overdueAt: distant });
  });
});

describe('what is not possible', () => {
  test('an appointment with somebody whom the complaint names (F-10)', () => {
    const story = new Story({ details: { about: ['agent-1'] } });
    expect(story.refusal('book-appointment', wednesday)).toMatchObject({ refusal: 'NamedInCase' });
  });

  test.each(['keep-appointment', 'cancel-appointment'] as const)('%s where none is booked, or another one', (name) => {
    expect(new Story().refusal(name, wednesday)).toMatchObject({ refusal: 'NotAllowedNow' });
    const other = booked().refusal(name, wednesday, { body: { appointment: '2' } });
    expect(other).toMatchObject({ refusal: 'Incomplete' });
  });

  test('booking under a policy that has no appointments', () => {
    const story = new Story({ policy: { appointments: undefined as never } });
    expect(story.refusal('book-appointment', wednesday)).toMatchObject({ refusal: 'NotAllowedNow' });
  });
});

test('the member of staff and the customer are told of the appointment’s own time', () => {
  const rule = (on: string, to: NoticeRule['to']): NoticeRule => ({
    ...{ source: 'ours', on, to, channels: ['email'], template: on, urgent: false },
  });
  const notices = [
    rule('appointmentBooked', 'customer'),
    rule('appointmentReminded', 'appointee'),
    rule('appointmentMissed', 'role:supervisor'),
  ];
  const story = booked({ policy: { notices } }).reach(overdue);
  expect(story.notices.map(({ to, instant }) => [to, instant])).toEqual([
    ['customer', at],
    ['staff:agent-1', at],
    ['role:supervisor', at],
  ]);
});

test('G-07: nobody is booked for a night or a day off; by an earlier reading it is as it was', () => {
  // 02:00 on a Saturday, and 20:00 on a Monday, in Riyadh.
  for (const at of ['2026-03-13T23:00:00Z', '2026-03-16T17:00:00Z']) {
    const refused = new Story().refusal('book-appointment', wednesday, { body: { at } });
    expect([refused.refusal, refused.detail]).toEqual(['Incomplete', expect.stringContaining('opening time')]);
    new Story({ policy: { reading: 2 } }).act('book-appointment', wednesday, { body: { at } });
  }
});
