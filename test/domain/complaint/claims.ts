import { describe, expect, test } from '@jest/globals';
import type { Actor } from '../../../domain/case/command.ts';
import { evolve } from '../../../domain/case/step.ts';
import { type Claim, waitingClaim } from '../../../domain/complaint/aspects/claims.ts';
import { complaint } from '../../../domain/complaint/kind.ts';
import { amountText } from '../../../domain/money.ts';
import { agent, dayLadder, fromReceipt, staff, words } from '../../support/samples/sample-policy.ts';
import { Story, wednesday } from '../../support/stories/complaint-story.ts';

const [anna, ben, carl] = ['anna', 'ben', 'carl'].map((id) => staff('manager', id)) as [Actor, Actor, Actor];
const clock = {
  source: 'ours' as const,
  id: 'claim',
  due: { workingDays: 2 },
  start: { on: ['claimPrepared', 'goodwillProposed'], from: 'event' as const },
  stop: { on: ['claimApproved', 'claimRejected', 'goodwillApproved', 'goodwillRefused'], need: 'any' as const },
  ladder: dayLadder,
};

/** An accepted complaint of the agent's, with a claim that they have prepared. */
function claimed(amount: string): Story {
  const policy = { clocks: [fromReceipt, clock], handOverWithin: { workingHours: 2 } };
  const story = new Story({ policy }).act('accept', wednesday, { by: agent });
  return story.act('prepare-claim', wednesday, { by: agent, body: { amount } });
}

function claimOf(story: Story): Claim {
  const claim = story.state.claims.at(-1);
  if (!claim) throw new Error('there is no claim');
  return claim;
}

const approve = (story: Story, by: Actor) =>
  story.act('approve-claim', wednesday, { by, body: { digest: claimOf(story).digest } });
const refusalOf = (story: Story, by: Actor, digest = claimOf(story).digest) =>
  story.refusal('approve-claim', wednesday, { by, body: { digest } });

describe('a claim (C-05, C-12)', () => {
  test('up to the limit is approved by one manager, above it by two', () => {
    const small = approve(claimed('1000.00'), anna);
    expect(claimOf(small)).toMatchObject({ status: 'approved', needed: 1, amount: '1000.00', currency: 'SAR' });
    const large = approve(claimed('1000.01'), anna);
    expect(claimOf(large)).toMatchObject({ status: 'waiting', needed: 2 });
    expect(large.types()).not.toContain('claimApproved');
    expect(claimOf(approve(large, ben))).toMatchObject({
      status: 'approved',
      decisions: [
        { by: 'anna', standingInFor: null },
        { by: 'ben', standingInFor: null },
      ],
    });
    expect(large.types().filter((type) => type.startsWith('claim'))).toEqual([
      ...['claimPrepared', 'claimApprovalGiven', 'claimApprovalGiven', 'claimApproved'],
    ]);
  });

  test('is approved neither by who prepared it nor by the owner of the complaint', () => {
    const own = new Story().act('accept', wednesday).act('prepare-claim', wednesday, { by: anna });
    expect(refusalOf(own, anna)).toMatchObject({ refusal: 'SamePerson' });
    const owned = claimed('10').act('assign', wednesday, { body: { to: 'ben' } });
    expect(refusalOf(owned, ben)).toMatchObject({ refusal: 'SamePerson' });
    expect(claimOf(approve(owned, anna)).status).toBe('approved');
  });

  test('is not decided by anyone who has owned the complaint since it was prepared, not even once he has given it away', () => {
    const story = new Story().act('accept', wednesday).act('assign', wednesday, { body: { to: 'anna' } });
    story.act('prepare-claim', wednesday, { by: agent, body: { amount: '2000' } });
    story.act('assign', wednesday, { body: { to: 'carl' } }).act('assign', wednesday, { body: { to: agent.id } });
    expect([anna, carl].map((by) => refusalOf(story, by).refusal)).toEqual(['SamePerson', 'SamePerson']);
    // The owner before there was anything to approve has had no part in it.
    const before = new Story().act('accept', wednesday).act('assign', wednesday, { body: { to: 'anna' } });
    before.act('assign', wednesday, { body: { to: agent.id } }).act('prepare-claim', wednesday, { by: agent });
    expect(claimOf(approve(before, anna)).status).toBe('approved');
  });

  test('is not approved by somebody who came to own the complaint after his approval', () => {
    const story = approve(claimed('2000'), anna).act('assign', wednesday, { body: { to: 'anna' } });
    expect(claimOf(approve(story, ben))).toMatchObject({ status: 'waiting', decisions: [{ by: 'ben' }] });
    const taken = approve(claimed('2000'), anna).act('hand-over', wednesday, { by: agent, body: { receiver: 'anna' } });
    expect(claimOf(taken.act('take', wednesday, { by: anna })).decisions).toEqual([]);
  });

  test('is not approved by somebody whom the complaint turns out to be about, nor by a stand-in of his', () => {
    const deputy = staff('supervisor', 'deputy');
    const { roles, groups, departments } = anna;
    const carried = { for: 'anna', by: 'deputy', from: '2026-01-01T00:00:00Z', to: '2027-01-01T00:00:00Z' };
    const forAnna = { ...carried, scope: 'everything' as const, roles, groups, departments, through: [] };
    for (const by of [anna, { ...deputy, standIns: [forAnna] }]) {
      const story = approve(claimed('2000'), by);
      expect(claimOf(story).decisions).toHaveLength(1);
      story.act('name-staff', wednesday, { body: { staff: ['anna'] } });
      expect(claimOf(approve(story, ben))).toMatchObject({ status: 'waiting', decisions: [{ by: 'ben' }] });
      expect(claimOf(approve(story, carl)).status).toBe('approved');
    }
  });

  test('is approved by nobody twice', () => {
    expect(refusalOf(approve(claimed('2000'), anna), anna)).toMatchObject({ refusal: 'NotAllowedNow' });
  });

  test('that was amended has a new digest, and what was approved before counts no more', () => {
    const story = approve(claimed('2000'), anna);
    const before = claimOf(story).digest;
    story.act('amend-claim', wednesday, { by: ben, body: { amount: '3000' } });
    expect(claimOf(story)).toMatchObject({ amount: '3000.00', version: 2, decisions: [], evidence: words('evidence') });
    expect(refusalOf(story, carl, before)).toMatchObject({ refusal: 'PreconditionFailed' });
    // The author of the change has prepared it too.
    expect(refusalOf(story, ben)).toMatchObject({ refusal: 'SamePerson' });
    expect(claimOf(approve(approve(story, anna), carl)).status).toBe('approved');
  });

  test('that is amended back to what it said has a digest of its own all the same', () => {
    const story = claimed('2000');
    const digests = ['3000', '2000'].map(
      (amount) => claimOf(story.act('amend-claim', wednesday, { body: { amount } })).digest,
    );
    expect(digests).not.toContain(claimOf(claimed('2000')).digest);
    expect(new Set(digests).size).toBe(2);
  });

  test('is decided by a different table when an amendment brings it over the limit', () => {
    const story = claimed('500').act('amend-claim', wednesday, { body: { amount: '1500' } });
    expect(claimOf(story).needed).toBe(2);
  });

  test('is rejected by one, with the reason', () => {
    const story = approve(claimed('2000'), anna).act('reject-claim', wednesday, { by: ben });
    expect(claimOf(story)).toMatchObject({ status: 'rejected', decidedAt: wednesday });
    expect(claimOf(story).decisions.at(-1)).toMatchObject({ verdict: 'rejected', reason: words('why-not') });
    expect(story.state.words).toContainEqual(words('why-not'));
  });

  test('waits alone: a second one is prepared when the first is decided', () => {
    const story = claimed('10');
    const refusal = story.refusal('prepare-claim', wednesday);
    expect(refusal).toMatchObject({ refusal: 'NotAllowedNow', detail: expect.stringContaining('10.00 SAR') });
    approve(story, anna).act('prepare-claim', wednesday, { by: agent });
    expect(story.state.claims.map(({ claim, status }) => [claim, status])).toEqual([
      [1, 'approved'],
      [2, 'waiting'],
    ]);
  });

  test('that waits keeps the complaint from its final answer, and the refusal says what is missing', () => {
    const story = approve(claimed('2000'), anna);
    const { refusal, detail, allowed } = story.refusal('answer', wednesday);
    expect([refusal, allowed.includes('answer')]).toEqual(['NotAllowedNow', false]);
    expect(detail).toContain('claim 1 of 2000.00 SAR is not decided yet: it needs 1 more approval');
    expect(approve(story, ben).act('answer', wednesday).state.status).toBe('answered');
  });

  test('ends with the withdrawal of its complaint', () => {
    const story = claimed('10').act('withdraw', wednesday);
    expect(claimOf(story)).toMatchObject({ status: 'withdrawn', decidedAt: wednesday });
    expect(story.clock('claim').state).toBe('cancelled');
  });

  test('has a clock from its preparation to its decision, which an amendment does not start anew', () => {
    const story = claimed('10');
    const { dueAt } = story.clock('claim');
    expect(dueAt).toBe('2026-03-15T13:00:00Z');
    story.act('amend-claim', '2026-03-12T07:00:00Z', { body: { amount: '20' } });
    expect(story.clock('claim').dueAt).toBe(dueAt);
    expect(approve(story, anna).clock('claim').state).toBe('met');
  });

  test('of another one has a clock of its own', () => {
    const story = approve(claimed('10'), anna).act('prepare-claim', wednesday, { by: agent });
    expect(story.clock('claim-2').state).toBe('running');
  });

  test('that nobody decides is breached and climbs its ladder', () => {
    const story = claimed('10').reach('2026-03-16T13:00:00Z');
    expect(story.types('claim')).toEqual(['clockStarted', 'warned', 'breached', 'escalated', 'escalated']);
    expect(story.notices.map(({ to }) => to)).toContain('role:manager');
  });

  test.each(['0', '-5', '1.005', '1e3', '', 'ten', '1234567890'])('of %j is no claim', (amount) => {
    const story = new Story().act('accept', wednesday);
    expect(story.refusal('prepare-claim', wednesday, { body: { amount } })).toMatchObject({ refusal: 'Incomplete' });
  });

  test('without evidence is none either', () => {
    const story = new Story().act('accept', wednesday);
    const body = { words: null, attachments: [] };
    expect(story.refusal('prepare-claim', wednesday, { body })).toMatchObject({ refusal: 'Incomplete' });
  });
});

describe('goodwill (B-08)', () => {
  const opened = () => new Story({ policy: { clocks: [fromReceipt, clock] } }).act('accept', wednesday, { by: agent });
  const record = (story: Story, amount: string) =>
    story.act('record-goodwill', wednesday, { by: agent, body: { amount } });

  test('an apology alone is recorded', () => {
    const story = opened().act('record-goodwill', wednesday, { by: agent, body: { benefit: null, amount: null } });
    expect(story.state).toMatchObject({ apologisedAt: wednesday, claims: [] });
    expect(story.refusal('record-goodwill', wednesday, { body: { apology: false, benefit: null } })).toMatchObject({
      refusal: 'Incomplete',
    });
  });

  test('a benefit up to the limit is granted at once', () => {
    const story = record(opened(), '50');
    expect(story.types().slice(-2)).toEqual(['goodwillRecorded', 'goodwillGranted']);
    expect(claimOf(story)).toMatchObject({ type: 'goodwill', benefit: 'voucher', status: 'approved', needed: 0 });
    expect(story.act('answer', wednesday).state.status).toBe('answered');
  });

  test('a benefit within the limit leaves the clock of a claim that waits', () => {
    const story = record(claimed('1500'), '25');
    expect(story.types()).toContain('goodwillGranted');
    expect(story.clock('claim').state).toBe('running');
    expect(story.reach('2026-03-16T13:00:00Z').types('claim')).toContain('breached');
  });

  test('the customer and the staff are told the amount of the claim that the event is about', () => {
    const told = { source: 'ours' as const, channels: ['email' as const], template: 'a-template', urgent: false };
    const notices = ['claimPrepared', 'claimApproved', 'goodwillGranted', 'goodwillProposed'].map((on) => ({
      ...told,
      ...{ on, to: 'customer' as const },
    }));
    const story = new Story({ policy: { notices } }).act('accept', wednesday, { by: agent });
    story.act('prepare-claim', wednesday, { by: agent, body: { amount: '900' } });
    record(story, '20');
    const claim = waitingClaim(story.state);
    story.act('approve-claim', wednesday, { by: anna, body: { digest: claim?.digest ?? '' } });
    record(story, '51');
    expect(story.notices.map(({ amount }) => amount)).toEqual(['900.00 SAR', '20.00 SAR', '900.00 SAR', '51.00 SAR']);
  });

  test('benefits of one round count together: what brings them over the limit waits for approval', () => {
    const story = record(record(opened(), '30'), '20');
    expect(story.state.claims.map(({ status }) => status)).toEqual(['approved', 'approved']);
    expect(claimOf(record(story, '0.01'))).toMatchObject({ status: 'waiting', amount: '0.01' });
    expect(story.types()).toContain('goodwillProposed');
    // One that somebody approved, and those of an earlier round, leave the limit as it is.
    const approved = approve(record(opened(), '60'), anna);
    expect(claimOf(record(approved, '50')).status).toBe('approved');
    const again = record(opened(), '50')
      .act('answer', wednesday)
      .act('confirm', wednesday, { body: { helped: false } });
    expect(claimOf(record(again, '50')).status).toBe('approved');
  });

  test('one above it waits for somebody else’s approval, as a claim does', () => {
    const story = record(opened(), '50.01');
    expect(story.types()).toContain('goodwillProposed');
    expect(story.clock('claim').state).toBe('running');
    expect(story.refusal('answer', wednesday).detail).toContain('goodwill 1 of 50.01 SAR');
    expect(waitingClaim(approve(story, anna).state)).toBeUndefined();
    expect(story.types().slice(-3)).toEqual(['goodwillApproved', 'clockMet', 'goodwillGranted']);
  });

  test('one that is refused is not granted', () => {
    const story = record(opened(), '60').act('reject-claim', wednesday, { by: anna });
    expect(claimOf(story).status).toBe('rejected');
    expect(story.types()).toContain('goodwillRefused');
    expect(story.types()).not.toContain('goodwillGranted');
  });

  test('one above the limit does not wait beside a claim', () => {
    const story = opened().act('prepare-claim', wednesday, { by: agent });
    expect(story.refusal('record-goodwill', wednesday, { by: agent, body: { amount: '60' } })).toMatchObject({
      refusal: 'NotAllowedNow',
    });
    expect(record(story, '20').state.claims).toHaveLength(2);
  });
});

test('a complaint of an earlier release has no claims and takes none', () => {
  const story = new Story({ policy: { claims: undefined as never } }).act('accept', wednesday);
  expect(story.refusal('prepare-claim', wednesday)).toMatchObject({ refusal: 'NotAllowedNow' });
  const { claims: _, apologisedAt: __, ...earlier } = story.state;
  expect(complaint.upgraded(earlier as typeof story.state)).toMatchObject({ claims: [], apologisedAt: null });
});

test('a case that an earlier release opened goes on as it began: decisions, benefits and clocks count as they did (X-04)', () => {
  const stop = { ...clock.stop, on: ['claimApproved', 'claimRejected', 'goodwillGranted', 'goodwillRefused'] };
  const policy = { clocks: [fromReceipt, { ...clock, stop }], reading: undefined as never };
  const story = new Story({ policy }).act('accept', wednesday, { by: agent });
  for (const amount of ['50', '50']) story.act('record-goodwill', wednesday, { by: agent, body: { amount } });
  approve(story.act('prepare-claim', wednesday, { by: agent, body: { amount: '2000' } }), anna);
  story.act('assign', wednesday, { body: { to: 'anna' } }).act('name-staff', wednesday, { body: { staff: ['anna'] } });
  expect(claimOf(approve(story, ben)).status).toBe('approved');
  story.act('record-goodwill', wednesday, { by: carl, body: { amount: '60' } });
  expect(approve(story, ben).types().slice(-2)).toEqual(['goodwillGranted', 'clockMet']);
});

test('the events of a claim, read back from JSON, give the same state', () => {
  const story = approve(
    approve(claimed('2000').act('amend-claim', wednesday, { by: ben, body: { amount: '3000' } }), anna),
    carl,
  );
  const events = JSON.parse(JSON.stringify(story.events)) as typeof story.events;
  expect(events.reduce((state, event) => evolve(complaint, state, event), story.firstState)).toEqual(story.state);
});

test.each([
  ['12.5', 2, '12.50'],
  ['0.05', 2, '0.05'],
  ['007', 2, '7.00'],
  ['1.25', 3, '1.250'],
  ['15', 0, '15'],
])('%s with %i decimals is %s', (given, decimals, text) => {
  expect(amountText(given, { code: 'XXX', decimals })).toBe(text);
});
