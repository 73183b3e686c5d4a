import { expect, test } from '@jest/globals';
import {
  closed,
  donor,
  type LeadStory,
  manager,
  officer,
  payments,
  received,
  wednesday,
} from '../../support/stories/lead-story.ts';

/** The end of 15 April and of 15 June in Riyadh. */
const firstDay = '2026-04-15T21:00:00Z';
const secondDay = '2026-06-15T21:00:00Z';
const errands = (story: LeadStory) => story.errands.map(({ errand }) => errand);
const arrears = (story: LeadStory) =>
  story.state.clocks.filter(({ rule, startedAt }) => rule === 'arrears' && startedAt);

/** The manager reviews every week until then, so that only the pledge is late. */
function reviewedUntil(story: LeadStory, instant: string): LeadStory {
  const end = Date.parse(instant);
  for (let at = Date.parse('2026-03-16T07:00:00Z'); at < end; at += 7 * 86_400_000) {
    story.act('review', manager, new Date(at).toISOString());
  }
  return story.reach(instant);
}

test('at the end of a payment’s day the contributions are asked, not before', () => {
  const story = reviewedUntil(closed(), '2026-04-15T13:00:00Z');
  expect(story.ofType('paymentDue')).toEqual([]);
  story.reach(firstDay);
  expect(story.ofType('paymentDue')).toMatchObject([{ at: firstDay, data: { payment: '1', dueOn: '2026-04-15' } }]);
  expect(errands(story)).toEqual([
    {
      ...{ do: 'match-funding', programme: 'club', donor, upTo: '1000.00', since: '2026-03-11T07:00:00Z' },
      ...{ payment: '1', command: 'settle-funding' },
    },
  ]);
});

test('a payment that has come by its day is no matter; what is due is counted over all payments', () => {
  const story = reviewedUntil(closed(), firstDay).hears('settle-funding', firstDay, received('400.00', '1'));
  expect(story.ofType('pledgeMissed')).toEqual([]);
  reviewedUntilSecond(story).hears('settle-funding', secondDay, received('999.00', '2'));
  expect(story.ofType('pledgeMissed')).toMatchObject([{ data: { payment: '2', due: '1000.00', received: '999.00' } }]);
});

const reviewedUntilSecond = (story: LeadStory) => {
  for (let at = Date.parse('2026-04-20T07:00:00Z'); at < Date.parse(secondDay); at += 7 * 86_400_000) {
    story.act('review', manager, new Date(at).toISOString());
  }
  return story.reach(secondDay);
};

test('a payment that has not come is a fact, is told and escalates, and opens an urgent complaint of ours (N-25)', () => {
  const story = reviewedUntil(closed(), firstDay).hears('settle-funding', firstDay, received('399.99', '1'));
  expect(story.ofType('pledgeMissed')).toMatchObject([
    {
      data: { payment: '1', dueOn: '2026-04-15', due: '400.00', received: '399.99', complaint: payments[0]?.complaint },
    },
  ]);
  expect(story.notices).toMatchObject([{ to: 'role:manager', template: 'lead-pledge-missed', urgent: true }]);
  expect(errands(story)).toMatchObject([
    {
      ...{ do: 'open', kind: 'complaint', number: payments[0]?.complaint },
      traits: { category: 'relation-problem', customerClass: 'donor' },
      details: {
        ...{ category: 'relation-problem', priority: 'urgent', internal: true },
        linkedTo: { number: 'NC-L-00000-000001', relation: 'caused-by' },
      },
    },
  ]);
  expect(arrears(story)).toMatchObject([{ state: 'running' }]);
  story.reach(arrears(story)[0]?.dueAt ?? '');
  const rungs = story.notices.filter(({ escalation }) => escalation?.clock === 'arrears');
  expect(rungs.map(({ to }) => to)).toEqual(['owner', 'role:manager', 'role:manager']);
});

test('the arrears are over once what is due has come, and a payment is missed once only', () => {
  const story = reviewedUntil(closed(), firstDay)
    .hears('settle-funding', firstDay, received('0.00', '1'))
    .hears('settle-funding', firstDay, received('0.00', '1'));
  expect(story.ofType('pledgeMissed')).toHaveLength(1);
  story.hears('settle-funding', firstDay, received('399.00'));
  expect(story.ofType('arrearsCleared')).toEqual([]);
  story.hears('settle-funding', firstDay, received('400.00'));
  expect(story.ofType('arrearsCleared')).toHaveLength(1);
  expect(arrears(story)).toMatchObject([{ state: 'met' }]);
});

test('a pledge that is taken back by a correction is not waited for any more', () => {
  const story = closed().act('correct', manager, '2026-03-12T08:00:00Z');
  const waits = (windows: string | null) => windows;
  expect(waits(story.nextInstant)).not.toBe(firstDay);
  reviewedUntil(story, firstDay);
  expect(story.ofType('paymentDue')).toEqual([]);
  // An answer that was still under way finds no pledge.
  story.hears('settle-funding', firstDay, received('0.00', '1'));
  expect(story.ofType('pledgeMissed', 'fundingMatched')).toEqual([]);
});

test('contributions that may have changed are asked anew while the lead is closed, and only then', () => {
  const story = closed();
  expect(errands(story)).toMatchObject([{ do: 'match-funding', payment: null }]);
  story.hears('match-funding', '2026-03-12T08:00:00Z', {});
  expect(errands(story)).toMatchObject([{ do: 'match-funding', payment: null }]);
  story.act('correct', manager, '2026-03-12T09:00:00Z').hears('match-funding', '2026-03-12T10:00:00Z', {});
  expect(errands(story)).toEqual([]);
  expect(story.attempt('succeed', officer, '2026-03-12T11:00:00Z')).toHaveProperty('refusal');
});

test('what a void pledge has counted is given back, and the leads hear of it that may count it instead (N-05)', () => {
  const at = '2026-03-12T08:00:00Z';
  const heard = { contributions: 2, leads: ['NC-L-00000-000002', 'NC-L-00000-000003'] };
  for (const name of ['correct', 'cancel'] as const) {
    const story = closed().act(name, manager, at, { frees: true });
    expect(errands(story)).toEqual([{ do: 'release-funding', command: 'settle-release' }]);
    story.hears('settle-release', at, heard);
    expect(story.ofType('fundingReleased')).toMatchObject([{ data: heard }]);
    expect(errands(story)).toMatchObject(
      heard.leads.map((number) => ({ do: 'tell', kind: 'lead', number, command: 'match-funding' })),
    );
  }
  const nothing = closed().act('cancel', manager, at, { frees: true });
  nothing.hears('settle-release', at, { contributions: 0, leads: [] });
  expect(nothing.ofType('fundingReleased')).toEqual([]);
  // What an earlier release was asked stays as it was done.
  expect(errands(closed().act('correct', manager, at))).toEqual([]);
});

test('N-05: a lead of a programme that is funded as a whole succeeds with what the programme needs, not with a tenth of it', () => {
  const funded = (needed: string | null, all: string) =>
    closed({ fundedBy: 'programme' }).hears('settle-funding', wednesday, {
      ...received('1000.00'),
      programme: { needed, received: all },
    });
  const refused = (story: LeadStory) => JSON.stringify(story.attempt('succeed', manager, wednesday));
  expect(refused(funded('10000.00', '1000.00'))).toContain('1000.00 of the 10000.00 SAR that club needs');
  expect(refused(funded(null, '1000.00'))).toContain('fundingNeeded');
  const done = funded('10000.00', '10000.00').act('succeed', manager, wednesday);
  expect(done.state.status).toBe('successful');
  // By a policy that asks for the pledge alone, and by an earlier reading, the pledge decides.
  const ofPledge = closed().hears('settle-funding', wednesday, {
    ...received('1000.00'),
    programme: { needed: '10000.00', received: '1000.00' },
  });
  expect(ofPledge.state).toMatchObject({ pledge: { funding: { received: '1000.00' } } });
  expect(ofPledge.act('succeed', manager, wednesday).state.status).toBe('successful');
  const earlier = closed({ fundedBy: 'programme', reading: 2 }).hears('settle-funding', wednesday, received('1000.00'));
  expect(earlier.act('succeed', manager, wednesday).state.status).toBe('successful');
});
