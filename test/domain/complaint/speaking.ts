import { describe, expect, test } from '@jest/globals';
import { customerActor } from '../../../domain/case/command.ts';
import { firstRights } from '../../../packs/rights/first-rights.ts';
import { agent, manager, staff, supervisor, words } from '../../support/samples/sample-policy.ts';
import { Story, type StoryOptions, wednesday } from '../../support/stories/complaint-story.ts';

const thursday = '2026-03-12T06:00:00Z';
const nextWeek = '2026-03-18T06:00:00Z';
const nextMonth = '2026-04-20T06:00:00Z';
const stranger = staff('agent', 'agent-2');
const said = { channel: 'phone', at: wednesday, words: words('call'), attachment: null, reachable: true };

const notices = ['spokenFor', 'withdrawalClaimed'].map((on) => ({
  source: 'ours' as const,
  on,
  to: 'customer' as const,
  channels: ['sms' as const, 'email' as const],
  template: on,
  urgent: true,
}));

/** Owned by `agent-1`; the customer is told what staff record, and has until the fourth calendar day. */
function owned(options: StoryOptions = {}): Story {
  const windows = {
    ...{ followUp: { calendarDays: 7 }, reopen: { calendarDays: 30 }, completion: { calendarDays: 14 } },
    disown: { calendarDays: 4 },
  };
  const policy = { notices, windows, ...options.policy };
  return new Story({ ...options, policy }).act('accept', wednesday, { by: agent });
}

const answered = (options: StoryOptions = {}) => owned(options).act('answer', wednesday);

describe('F-10: staff only record what the customer wants', () => {
  test.each(['withdraw', 'confirm', 'object'] as const)(
    'F-10: an agent who does not own the case may not %s it',
    (name) => {
      const story = name === 'withdraw' ? owned() : answered();
      expect(story.refusal(name, thursday, { by: stranger })).toMatchObject({ refusal: 'NotYourCase' });
      expect(story.attempt(name, thursday, { by: agent })).toHaveProperty('events');
      expect(story.attempt(name, thursday, { by: supervisor })).toHaveProperty('events');
    },
  );

  test('F-10: anyone who is named in the case speaks for nobody in it', () => {
    const story = owned().act('name-staff', wednesday, { body: { staff: ['supervisor-1'] } });
    expect(story.refusal('withdraw', thursday, { by: supervisor })).toMatchObject({ refusal: 'NamedInCase' });
  });

  test('F-10: anyone who decided what the customer objects to speaks for nobody in that round', () => {
    const story = answered().act('object', thursday, { by: customerActor });
    expect(story.refusal('withdraw', thursday, { by: manager })).toMatchObject({ refusal: 'SamePerson' });
    expect(story.attempt('withdraw', thursday, { by: supervisor })).toHaveProperty('events');
  });

  test.each([
    ['nothing that shows it', { said: { ...said, words: null } }],
    ['a document that the case has not', { said: { ...said, words: null, attachment: 'document-9' } }],
    ['a time that has not come', { said: { ...said, at: nextWeek } }],
  ])('C-01: a record with %s is refused', (_what, body) => {
    expect(owned().refusal('withdraw', thursday, { by: agent, body })).toMatchObject({ refusal: 'Incomplete' });
  });

  test('C-01: a record without how and when the customer said so is refused', () => {
    const body = { said: undefined } as never;
    expect(owned().refusal('withdraw', thursday, { by: agent, body })).toMatchObject({ refusal: 'Incomplete' });
  });

  test('F-10: an older reading of the rules decides as before', () => {
    const story = new Story({ policy: { reading: 2, rights: firstRights } }).act('withdraw', wednesday, {
      by: stranger,
    });
    expect(story.state.status).toBe('withdrawn');
    expect(story.types()).not.toContain('withdrawalClaimed');
    expect(story.state).not.toHaveProperty('withdrawnBy');
  });
});

describe('F-10: a withdrawal that staff record is only claimed', () => {
  const claimed = (options: StoryOptions = {}) => owned(options).act('withdraw', thursday, { by: agent });

  test('F-10: the customer is told at once, until when it can be disowned', () => {
    const story = claimed();
    expect(story.state).toMatchObject({ status: 'withdrawal-claimed', closedAt: null });
    const { until } = story.event('withdrawalClaimed').data as { until: string };
    expect(story.notices).toEqual([
      expect.objectContaining({ to: 'customer', instant: until, spoken: { id: 1, what: 'withdraw' } }),
    ]);
  });

  test('F-10: nobody disowns it: it is withdrawn at the end of the window, and counted as recorded by staff', () => {
    const story = claimed().reach(nextMonth);
    expect(story.types()).toEqual(expect.arrayContaining(['statementStood', 'withdrawn']));
    expect(story.state).toMatchObject({ status: 'withdrawn', withdrawnBy: 'staff' });
    expect(story.nextInstant).toBeNull();
  });

  test('F-10: the customer’s own withdrawal is immediate, also while one is claimed', () => {
    expect(owned().act('withdraw', thursday, { by: customerActor }).state).toMatchObject({
      ...{ status: 'withdrawn', withdrawnBy: 'customer' },
    });
    const confirmed = claimed().act('withdraw', nextWeek.replace('18', '13'), { by: customerActor });
    expect(confirmed.state).toMatchObject({ status: 'withdrawn', withdrawnBy: 'customer' });
  });

  test('F-10: disowned, the case is back where it stood, with its clock as it was', () => {
    const story = claimed();
    const { dueAt } = story.clock();
    story.act('disown', thursday, { by: customerActor });
    expect(story.state).toMatchObject({ status: 'open', acceptedAt: wednesday, owner: 'agent-1' });
    expect(story.clock()).toMatchObject({ dueAt, state: 'running' });
    expect(story.reach('2026-03-17T06:00:00Z').state.status).toBe('open');
  });

  test('F-10: a customer who has to complete it gets the whole time for it again', () => {
    const story = new Story().act('return-for-completion', wednesday).act('withdraw', thursday, { by: manager });
    story.act('disown', nextWeek.replace('18', '15'), { by: customerActor });
    const { status, completeUntil } = story.state as { status: string; completeUntil: string };
    expect(status).toBe('returned');
    expect(Date.parse(completeUntil)).toBeGreaterThan(Date.parse('2026-03-28T00:00:00Z'));
  });

  test('F-10: clocks run until the window ends: a deadline that passes is a breach, and stays one', () => {
    const policy = {
      windows: {
        followUp: { calendarDays: 7 },
        reopen: { calendarDays: 30 },
        completion: { calendarDays: 14 },
        disown: { calendarDays: 20 },
      },
    };
    const story = claimed({ policy }).reach('2026-03-30T06:00:00Z');
    expect(story.state.status).toBe('withdrawal-claimed');
    expect(story.clock()).toMatchObject({ state: 'breached' });
    story.reach(nextMonth);
    expect(story.state.status).toBe('withdrawn');
    expect(story.clock()).toMatchObject({ state: 'breached' });
    expect(story.clock().breachedAt).not.toBeNull();
  });

  test('F-10: departments go on until the window ends, and are told then', () => {
    const story = owned().act('open-department-ticket', wednesday).act('withdraw', thursday, { by: agent });
    expect(story.errands).toEqual([]);
    story.reach(nextWeek);
    expect(story.errands).toEqual([
      expect.objectContaining({ errand: expect.objectContaining({ kind: 'departmentTicket', command: 'withdraw' }) }),
    ]);
  });

  test('F-10: it is void once its author turns out to be concerned', () => {
    const story = claimed().act('name-staff', thursday, { body: { staff: ['agent-1'] } });
    expect(story.types()).toContain('withdrawalVoid');
    expect(story.state).toMatchObject({ status: 'open', owner: null, about: ['agent-1'] });
  });

  test('F-10: a customer whom no message reaches is withdrawn by a supervisor with evidence, and by nobody else', () => {
    const body = { said: { ...said, reachable: false } };
    expect(owned().refusal('withdraw', thursday, { by: agent, body })).toMatchObject({ refusal: 'Forbidden' });
    const story = owned().act('withdraw', thursday, { by: supervisor, body });
    expect(story.state).toMatchObject({ status: 'withdrawn', withdrawnBy: 'staff' });
    expect(story.event('withdrawn').data).toMatchObject({ words: said.words, evidence: { channel: 'phone' } });
  });

  test('F-10: only the latest claim counts, and staff cannot claim it twice', () => {
    expect(claimed().refusal('withdraw', thursday, { by: manager })).toMatchObject({ refusal: 'NotAllowedNow' });
  });
});

describe('F-16: a verdict that staff record is the customer’s to disown', () => {
  test('F-16: a yes closes the case, and the customer’s no to it opens the next round', () => {
    const story = answered().act('confirm', thursday, { by: agent });
    expect(story.types().slice(-6)).toEqual(expect.arrayContaining(['spokenFor', 'confirmed', 'closed']));
    expect(story.notices.at(-1)).toMatchObject({ template: 'spokenFor', spoken: { id: 1, what: 'confirm' } });
    expect(story.state.status).toBe('closed');
    story.act('disown', nextWeek.replace('18', '13'), { by: customerActor });
    expect(story.state).toMatchObject({ status: 'open', round: 2 });
    expect(story.state.verdicts).toEqual([expect.objectContaining({ round: 1, helped: false })]);
    expect(story.state.verdicts[0]).not.toHaveProperty('by');
  });

  test('F-16: a no by the follow-up link does the same, with its scores', () => {
    const story = answered().act('confirm', thursday, { by: agent });
    story.act('rate', thursday, { by: customerActor, body: { helped: false, expected: 4, perceived: 1 } });
    expect(story.state).toMatchObject({ status: 'open', round: 2 });
    expect(story.state.verdicts).toEqual([expect.objectContaining({ helped: false, perceived: 1 })]);
  });

  test('S13e: scores that staff typed in are marked, and the customer’s own take their place', () => {
    const story = answered().act('confirm', thursday, { by: agent, body: { expected: 5, perceived: 5 } });
    expect(story.state.verdicts).toEqual([expect.objectContaining({ perceived: 5, by: 'staff' })]);
    expect(story.refusal('rate', thursday, { by: agent })).toMatchObject({ refusal: 'NotAllowedNow' });
    story.act('rate', thursday, { by: customerActor, body: { helped: true, expected: 3, perceived: 2 } });
    expect(story.state.verdicts).toHaveLength(1);
    expect(story.state.verdicts[0]).toMatchObject({ perceived: 2, quality: 'poor' });
    expect(story.state.verdicts[0]).not.toHaveProperty('by');
    expect(story.refusal('rate', thursday, { by: customerActor })).toMatchObject({ refusal: 'NotAllowedNow' });
  });

  test('F-16: what nobody disowned in time stands, and can be disowned no more', () => {
    const story = answered().act('confirm', thursday, { by: agent }).reach('2026-03-25T06:00:00Z');
    expect(story.types()).toContain('statementStood');
    expect(story.state.status).toBe('closed');
    expect(story.refusal('disown', '2026-03-25T06:00:00Z', { by: customerActor })).toMatchObject({
      ...{ refusal: 'NotAllowedNow' },
    });
  });

  test('F-16: only the customer disowns a verdict', () => {
    const story = answered().act('confirm', thursday, { by: agent });
    expect(story.refusal('disown', thursday, { by: manager })).toMatchObject({ refusal: 'Forbidden' });
  });
});

describe('F-10: who is accused may step back', () => {
  test('F-10: the owner names himself, and then neither owns it nor acts on it', () => {
    const story = owned().act('name-staff', thursday, { by: agent, body: { staff: ['agent-1'] } });
    expect(story.state).toMatchObject({ owner: null, about: ['agent-1'] });
    expect(story.state.formerOwners).toEqual([{ staff: 'agent-1', until: thursday, why: 'named' }]);
    expect(story.refusal('accept', thursday, { by: agent })).toMatchObject({ refusal: 'NamedInCase' });
  });

  test('F-10: an agent names nobody but himself', () => {
    const answer = owned().refusal('name-staff', thursday, { by: agent, body: { staff: ['agent-2'] } });
    expect(answer).toMatchObject({ refusal: 'Forbidden' });
  });

  test('F-10: the owner gives the case back to the group, and it stays known who had it', () => {
    const story = owned().act('give-back', thursday, { by: agent });
    expect(story.state).toMatchObject({ status: 'open', owner: null });
    expect(story.state.formerOwners).toEqual([{ staff: 'agent-1', until: thursday, why: 'gave-back' }]);
    expect(story.refusal('give-back', thursday, { by: agent })).toMatchObject({ refusal: 'NotYourCase' });
  });

  test('F-10: nobody gives back what somebody else owns', () => {
    expect(owned().refusal('give-back', thursday, { by: stranger })).toMatchObject({ refusal: 'NotYourCase' });
  });
});

describe('C-05, C-06: what was written down wrongly is corrected on record', () => {
  test('C-06: messages go to the corrected contact, in the corrected language', () => {
    const story = owned().act('correct-contact', thursday, { by: agent, body: { language: 'en' } });
    expect(story.state).toMatchObject({ customerWords: words('who-the-customer-is'), language: 'en' });
    expect(story.event('contactCorrected').data).toMatchObject({ changed: ['phone'] });
    expect(story.state.formerContact).toMatchObject({ id: 'opening' });
  });

  test('F-10: anyone who corrected the contact does not speak for the customer, nor the other way round', () => {
    const corrected = owned().act('correct-contact', thursday, { by: agent });
    expect(corrected.refusal('withdraw', thursday, { by: agent })).toMatchObject({ refusal: 'SamePerson' });
    const claimed = owned().act('withdraw', thursday, { by: agent });
    expect(claimed.refusal('correct-contact', thursday, { by: agent })).toMatchObject({ refusal: 'SamePerson' });
  });

  test('C-06: the tracking number that tickets carry follows its correction', () => {
    const body = { trackingNumber: 'EXAMPLE-9' };
    expect(owned().act('correct-fields', thursday, { by: agent, body }).state.trackingNumber).toBe('EXAMPLE-9');
    expect(owned().act('correct-fields', thursday, { by: agent }).state.trackingNumber).toBeNull();
  });

  test('C-05: a claim is answered only once a claim has been decided', () => {
    const story = owned({ policy: { endsWithClaim: true } });
    expect(story.refusal('answer', thursday, { by: agent })).toMatchObject({ refusal: 'NotAllowedNow' });
    story.act('prepare-claim', thursday, { by: agent }).act('reject-claim', thursday, { by: manager });
    expect(story.act('answer', thursday, { by: agent }).state.status).toBe('answered');
  });
});
