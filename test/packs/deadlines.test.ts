import { expect, test } from '@jest/globals';
import { pinPolicy } from '../../packs/kinds/complaint/pinned-policy.ts';
import type { CaseTraits } from '../../packs/kinds/pinned-policy.ts';
import { fiveOrganisations, ownPack } from '../support/samples/policies-on-disk.ts';

function clockOf(organisation: string, id: string, traits: Partial<CaseTraits> = {}) {
  const slice = pinPolicy(ownPack(organisation), { category: 'complaint', channel: 'web', ...traits });
  return slice.clocks.find((clock) => clock.id === id);
}

const received = { on: ['received', 'roundOpened'], from: 'event' };

test('F-07: the fund has a complaint solved in 11 working days, once accepted and from when it was complete', () => {
  expect(clockOf('development-fund', 'answer')).toMatchObject({
    rule: 'F-07',
    due: { workingDays: 11 },
    start: { on: ['accepted', 'roundOpened'], from: 'complete' },
    stop: { on: ['solved'], need: 'any' },
    overall: true,
  });
  expect(clockOf('development-fund', 'round')).toMatchObject({ source: 'ours', due: { workingDays: 11 } });
});

test.each(['enquiry', 'remark'])('F-14: the fund answers an %s within 24 elapsed hours of receipt', (category) => {
  expect(clockOf('development-fund', 'answer', { category })).toMatchObject({
    rule: 'F-14',
    due: { elapsed: 'PT24H' },
    start: received,
  });
});

test('F-03: a problem of the CRM’s own users is theirs to raise, and runs until it is solved, in days that are ours', () => {
  const pack = ownPack('development-fund');
  expect(pack.kinds.complaint.categories['system-problem']?.openedBy).toBe('staff');
  expect(clockOf('development-fund', 'answer', { category: 'system-problem' })).toMatchObject({
    source: 'ours',
    stop: { on: ['answered', 'solved'], need: 'all' },
  });
});

const courierTickets = ['complaint', 'service-failure', 'address-change', 'claim', 'pre-alert-request'];

test.each(courierTickets)('C-03: the courier finds a solution to a %s within 7 working days of receipt', (category) => {
  expect(clockOf('courier', 'answer', { category })).toMatchObject({
    rule: 'C-03',
    due: { workingDays: 7 },
    start: received,
    stop: { on: ['solved'], need: 'any' },
    overall: true,
  });
  expect(clockOf('courier', 'round', { category })).toMatchObject({ source: 'ours', due: { workingDays: 7 } });
});

test('N-12: who can help is found within a working day, which accepting does not do', () => {
  const { stop, ...clock } = clockOf('neighbourhood-centres', 'party') ?? {};
  expect(clock).toMatchObject({ rule: 'N-12', due: { workingDays: 1 } });
  expect(stop?.on).toContain('partyFound');
  expect(stop?.on).not.toContain('accepted');
  expect(clockOf('neighbourhood-centres', 'triage')).toMatchObject({ source: 'ours' });
});

test.each(['neighbourhood-centres', 'government-services'])(
  '%s answers in five working days, which no document says',
  (organisation) => {
    expect(clockOf(organisation, 'answer')).toMatchObject({ source: 'ours', due: { workingDays: 5 }, start: received });
  },
);

test.each(['complaint', 'service-delay'])(
  'B-08: the society has a %s solved, and the customer told, within 3 working days, over all rounds',
  (category) => {
    const both = { due: { workingDays: 3 }, stop: { on: ['solved', 'customerTold'], need: 'all' } };
    expect(clockOf('beneficiary-society', 'answer', { category })).toMatchObject({
      ...both,
      rule: 'B-08',
      overall: true,
    });
    expect(clockOf('beneficiary-society', 'round', { category })).toMatchObject({
      ...both,
      source: 'ours',
      start: { on: ['roundOpened'] },
    });
  },
);

test('B-06: the complainant is contacted within 4 working hours, which are ours, and an answer is no contact', () => {
  expect(clockOf('beneficiary-society', 'contact')).toMatchObject({
    source: 'ours',
    due: { workingHours: 4 },
    stop: { on: ['complainantContacted'], need: 'any' },
  });
});

test.each(['email', 'phone', 'sms', 'social-media'])(
  'B-03: an enquiry by %s is answered within 20 minutes, as the clause has it under answering enquiries',
  (channel) => {
    const enquiry = { category: 'enquiry', channel };
    expect(clockOf('beneficiary-society', 'serving', enquiry)).toMatchObject({
      rule: 'B-03',
      due: { workingMinutes: 20 },
    });
    expect(clockOf('beneficiary-society', 'visit', enquiry)).toBeUndefined();
  },
);

test('B-03: the minutes of a visit are ours', () => {
  const enquiry = { category: 'enquiry', channel: 'visit' };
  expect(clockOf('beneficiary-society', 'visit', enquiry)).toMatchObject({
    source: 'ours',
    due: { workingMinutes: 20 },
  });
  expect(clockOf('beneficiary-society', 'serving', enquiry)).toBeUndefined();
});

test('G-05: an e-mail to the government gets a reply within 24 hours, a visit has no such clock', () => {
  expect(clockOf('government-services', 'email-reply', { channel: 'email' })).toMatchObject({
    rule: 'G-05',
    due: { elapsed: 'PT24H' },
  });
  expect(clockOf('government-services', 'email-reply', { channel: 'visit' })).toBeUndefined();
});

test.each(fiveOrganisations)(
  '%s: triage takes a working day, the answer’s ladder warns, and climbs from supervisor to manager',
  (organisation) => {
    expect(clockOf(organisation, 'triage')?.due).toEqual({ workingDays: 1 });
    const ladder = clockOf(organisation, 'answer')?.ladder ?? [];
    expect(ladder.slice(0, 3)).toMatchObject([
      { rung: { before: { workingDays: 1 } }, tell: ['owner'] },
      { rung: 'at', tell: ['role:supervisor'] },
      { rung: { after: { workingDays: 1 } }, tell: ['role:manager'] },
    ]);
  },
);

test.each(fiveOrganisations)(
  '%s: follow-up lasts 7, reopening 30, completion 14 calendar days, disowning 3 working days',
  (organisation) => {
    const slice = pinPolicy(ownPack(organisation), { category: 'complaint', channel: 'web' });
    expect(slice.windows).toEqual({
      followUp: { calendarDays: 7 },
      reopen: { calendarDays: 30 },
      completion: { calendarDays: 14 },
      disown: { workingDays: 3 },
    });
    expect(slice.maxReturns).toBe(2);
  },
);

test.each(fiveOrganisations)('%s: no clock can be paused or extended, for no document allows it', (organisation) => {
  const slice = pinPolicy(ownPack(organisation), { category: 'complaint', channel: 'web' });
  expect(slice.switchedOff).toEqual(['pause', 'resume', 'extend']);
});

test('the sandbox runs in seconds, and pauses and extends', () => {
  const slice = pinPolicy(ownPack('sandbox'), { category: 'complaint', channel: 'web' });
  expect(slice.switchedOff).toEqual([]);
  expect(clockOf('sandbox', 'triage')?.due).toEqual({ elapsed: 'PT10S' });
  expect(clockOf('sandbox', 'answer')).toMatchObject({
    due: { elapsed: 'PT20S' },
    start: received,
    ladder: [
      { rung: { before: { elapsed: 'PT5S' } } },
      { rung: 'at', tell: ['role:supervisor'] },
      { rung: { after: { elapsed: 'PT5S' } }, tell: ['role:manager'] },
    ],
  });
});
