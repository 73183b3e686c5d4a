import { describe, expect, test } from '@jest/globals';
import { customerActor } from '../../../domain/case/command.ts';
import { agent, fromReceipt, manager, staff, supervisor, triage } from '../../support/samples/sample-policy.ts';
import { Story, wednesday } from '../../support/stories/complaint-story.ts';

const sunday = '2026-03-15T06:00:00Z';
const monday = '2026-03-16T06:00:00Z';
const byCustomer = { by: customerActor };

const declined = () => new Story().act('decline', wednesday, { by: supervisor });
const answeredBy = (by = agent) => new Story().act('accept', wednesday, { by }).act('answer', wednesday, { by });

describe('an objection to a decline', () => {
  test('opens a round in which triage looks at the complaint anew, with a clock of its own', () => {
    const story = declined().act('object', sunday, byCustomer);
    expect(story.state).toMatchObject({ status: 'received', round: 2, closedAt: null });
    expect(story.clock('answer-2')).toMatchObject({ state: 'running', startedAt: sunday, round: 2 });
    expect(story.event('objected')).toMatchObject({
      by: 'customer',
      data: { to: 'decline', barred: ['supervisor-1'] },
    });
  });

  test.each(['decline', 'answer'] as const)('is not decided by anyone who declined: he may not %s', (command) => {
    const story = declined().act('object', sunday, byCustomer);
    if (command === 'answer') story.act('accept', monday, { by: manager });
    expect(story.refusal(command, monday, { by: supervisor })).toMatchObject({ refusal: 'SamePerson' });
    expect(story.attempt(command, monday, { by: manager })).not.toHaveProperty('refusal');
  });

  test('is not given to anyone who declined', () => {
    const story = declined().act('object', sunday, byCustomer);
    expect(story.refusal('assign', monday, { body: { to: 'supervisor-1' } })).toMatchObject({ refusal: 'SamePerson' });
  });

  test('against a decline that the system made bars nobody', () => {
    const story = new Story().act('return-for-completion', wednesday).reach('2026-03-25T13:00:00Z');
    story.act('object', '2026-03-26T06:00:00Z', byCustomer);
    expect(story.state).toMatchObject({ status: 'received', barred: [], completeAt: '2026-03-26T06:00:00Z' });
  });
});

describe('an objection to an answer', () => {
  test('opens a round that belongs to nobody where the owner answered', () => {
    const story = answeredBy().act('object', sunday, byCustomer);
    expect(story.state).toMatchObject({ status: 'open', round: 2, owner: null, solved: false, barred: ['agent-1'] });
  });

  test('leaves the owner where somebody else answered', () => {
    const story = new Story().act('accept', wednesday, { by: agent }).act('answer', wednesday, { by: supervisor });
    expect(story.act('object', sunday, byCustomer).state).toMatchObject({ owner: 'agent-1', barred: ['supervisor-1'] });
  });

  test('is answered by somebody else, who may be objected to in turn', () => {
    const story = answeredBy().act('object', sunday, byCustomer);
    expect(story.refusal('answer', monday, { by: { ...supervisor, id: 'agent-1' } }).refusal).toBe('SamePerson');
    story.act('answer', monday, { by: supervisor }).act('object', monday, byCustomer);
    expect(story.state).toMatchObject({ round: 3, barred: ['supervisor-1'] });
    expect(story.attempt('assign', monday, { body: { to: 'agent-1' } })).not.toHaveProperty('refusal');
  });

  test('may be recorded by staff for the customer, also by anyone who answered', () => {
    const story = answeredBy().act('object', sunday, { by: { ...agent, onBehalfOf: 'customer' } });
    expect(story.event('objected')).toMatchObject({ by: 'agent-1', onBehalfOf: 'customer' });
  });

  test('is refused once the customer has let the window for it end', () => {
    const story = answeredBy().reach('2026-03-18T13:00:00Z');
    expect(story.refusal('object', '2026-03-19T06:00:00Z').allowed).toContain('reopen');
  });
});

describe('an agent whose decision is objected to', () => {
  test('may not take the complaint by accepting it, another one may', () => {
    const rights = structuredClone(new Story().state.policy.rights);
    if (rights.agent) rights.agent.commands.decline = 'yes';
    const story = new Story({ policy: { rights } }).act('decline', wednesday, { by: agent });
    story.act('object', sunday, byCustomer);
    expect(story.refusal('accept', monday, { by: agent })).toMatchObject({ refusal: 'SamePerson' });
    expect(story.act('accept', monday, { by: staff('agent', 'agent-2') }).state.owner).toBe('agent-2');
  });

  test('is free again once the customer merely says that it did not help', () => {
    const story = answeredBy().act('object', sunday, byCustomer).act('answer', sunday, { by: supervisor });
    story.act('confirm', monday, { ...byCustomer, body: { helped: false } });
    expect(story.attempt('assign', monday, { body: { to: 'supervisor-1' } })).not.toHaveProperty('refusal');
  });
});

describe('a reopening', () => {
  const closed = () => answeredBy().act('confirm', sunday, byCustomer);

  test('opens a round with a clock of its own, and anyone who answered may answer again', () => {
    const story = closed().act('reopen', monday, byCustomer);
    expect(story.state).toMatchObject({ status: 'open', round: 2, closedAt: null, owner: 'agent-1' });
    expect(story.clock('answer-2')).toMatchObject({ state: 'running', startedAt: monday });
    expect(story.act('answer', monday, { by: agent }).state.status).toBe('answered');
  });

  test('leaves the first breach where it is, whatever the second round comes to', () => {
    const story = new Story({ policy: { clocks: [fromReceipt, triage] } }).act('accept', wednesday);
    story.act('answer', '2026-03-29T06:00:00Z').act('confirm', '2026-03-29T06:00:00Z');
    story.act('reopen', '2026-03-30T06:00:00Z').act('answer', '2026-03-31T06:00:00Z');
    expect(story.clock()).toMatchObject({ state: 'breached', breachedAt: '2026-03-24T13:00:00Z' });
    expect(story.clock('answer-2')).toMatchObject({ state: 'met', breachedAt: null });
  });

  test('comes with a survey of its own: the customer has the whole window again', () => {
    const story = closed().act('reopen', monday, byCustomer).act('answer', '2026-03-29T06:00:00Z', { by: agent });
    expect(story.state).toMatchObject({ status: 'answered', followUpUntil: '2026-04-05T13:00:00Z' });
  });

  test('is possible at the very end of the window, and after it a new complaint is named as the way', () => {
    const until = '2026-04-14T13:00:00Z';
    expect(closed().act('reopen', until, byCustomer).state.round).toBe(2);
    const refusal = closed().refusal('reopen', '2026-04-14T13:00:01Z', byCustomer);
    expect(refusal).toMatchObject({ refusal: 'NotAllowedNow', allowed: [] });
    expect(refusal.detail).toContain('a new complaint that follows this one');
  });
});

describe('more rounds than the policy calls usual', () => {
  test('are opened all the same, and each is told to anyone who leads', () => {
    const story = answeredBy().act('confirm', sunday, byCustomer);
    const limited = new Story({ policy: { usualRounds: 2 } }).act('accept', wednesday);
    for (let round = 1; round <= 3; round += 1) {
      limited.act('answer', sunday).act('confirm', sunday, { body: { helped: false } });
    }
    expect(limited.state).toMatchObject({ status: 'open', round: 4 });
    const exceeded = limited.events.filter(({ type }) => type === 'roundsExceeded').map(({ data }) => data);
    expect(exceeded).toEqual([
      { round: 3, usual: 2 },
      { round: 4, usual: 2 },
    ]);
    expect(story.types()).not.toContain('roundsExceeded');
  });
});
