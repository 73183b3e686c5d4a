import { describe, expect, test } from '@jest/globals';
import { type Actor, customerActor, systemActor } from '../../../domain/case/command.ts';
import { report } from '../../../domain/case/machine.ts';
import { complaint } from '../../../domain/complaint/kind.ts';
import { riyadhOpened } from '../../support/samples/sample-calendar.ts';
import { agent, fromReceipt, staff, supervisor } from '../../support/samples/sample-policy.ts';
import { Story, wednesday } from '../../support/stories/complaint-story.ts';

const later = '2026-03-12T06:00:00Z';

describe('a refused command', () => {
  test('changes nothing, also where time had passed before it', () => {
    const story = new Story({ policy: { clocks: [fromReceipt] } });
    const before = structuredClone(story.record);
    story.refusal('answer', '2026-03-30T06:00:00Z');
    expect(story.record).toEqual(before);
  });

  test('leaves the deadline that passed before it to fire at its own instant', () => {
    const story = new Story({ policy: { clocks: [fromReceipt] } });
    story.refusal('answer', '2026-03-24T14:00:00Z');
    expect(story.reach('2026-03-24T13:00:00Z').event('breached').at).toBe('2026-03-24T13:00:00Z');
  });

  test('says what the case is by then', () => {
    const story = new Story().act('return-for-completion', wednesday);
    const refusal = story.refusal('complete', '2026-03-26T06:00:00Z');
    expect(refusal).toMatchObject({ status: 'declined', allowed: expect.arrayContaining(['object']) });
    expect(refusal.allowed).not.toContain('complete');
  });
});

test('what else is possible is told to each as far as he may do it: nothing of the inside to a customer (F-15)', () => {
  const story = new Story().act('accept', wednesday, { by: agent });
  const possibleFor = (by: Actor) => / Possible now: (.*)\.$/.exec(story.refusal('confirm', later, { by }).detail)?.[1];
  expect(possibleFor(customerActor)?.split(', ').sort()).toEqual([
    'attach',
    'book-appointment',
    'correct-contact',
    'withdraw',
  ]);
  const [toAgent, toSupervisor] = [possibleFor(agent), possibleFor(supervisor)];
  expect(toAgent).toContain('answer');
  expect(toAgent).not.toContain('merge');
  expect(toSupervisor).toContain('merge');
});

describe('a person whom the complaint names', () => {
  const about = (id: string) => new Story({ details: { about: [id] } });

  test('may not act on it, whatever his role', () => {
    const named = staff('manager', 'manager-9');
    const refusal = about('manager-9').refusal('accept', later, { by: named });
    expect(refusal).toMatchObject({ refusal: 'NamedInCase', status: 'received', allowed: [] });
  });

  test('may not act for the customer on it either', () => {
    const named = { ...staff('agent', 'agent-9'), onBehalfOf: 'customer' as const };
    expect(about('agent-9').refusal('withdraw', later, { by: named })).toMatchObject({ refusal: 'NamedInCase' });
  });

  test('is not found out by an agent who tries: he is told that he assigns to himself only', () => {
    const refusal = about('agent-9').refusal('assign', later, { by: agent, body: { to: 'agent-9' } });
    expect(refusal).toMatchObject({ refusal: 'Forbidden' });
    expect(refusal.detail).toBe(new Story().refusal('assign', later, { by: agent, body: { to: 'agent-9' } }).detail);
  });

  test('may not be given the case', () => {
    const refusal = about('agent-9').refusal('assign', later, { by: supervisor, body: { to: 'agent-9' } });
    expect(refusal).toMatchObject({ refusal: 'NamedInCase', status: 'received' });
  });
});

describe('an assignment', () => {
  test('by an agent to himself is done', () => {
    expect(new Story().act('assign', later, { by: agent, body: { to: agent.id } }).state.owner).toBe(agent.id);
  });

  test('by an agent to another is refused', () => {
    const refusal = new Story().refusal('assign', later, { by: agent, body: { to: 'agent-2' } });
    expect(refusal).toMatchObject({ refusal: 'Forbidden', status: 'received' });
  });

  test('by a supervisor to anybody keeps who had the case before', () => {
    const story = new Story().act('assign', later, { by: agent, body: { to: agent.id } });
    story.act('assign', later, { by: supervisor, body: { to: 'agent-2' } });
    expect(story.state.owner).toBe('agent-2');
    expect(story.events.filter(({ type }) => type === 'assigned').at(-1)?.data).toEqual({
      to: 'agent-2',
      from: agent.id,
    });
  });
});

test('an answer by an agent who does not own the case is refused', () => {
  const story = new Story().act('accept', later, { by: agent });
  expect(story.refusal('answer', later, { by: staff('agent', 'agent-2') })).toMatchObject({ refusal: 'NotYourCase' });
  expect(story.act('answer', later, { by: agent }).state.status).toBe('answered');
});

test('what the runner reports stands in the timeline and changes nothing else in the case', () => {
  const story = new Story();
  const facts = ['commandRefused', 'noticeFailed', 'effectFailed'].map((type) => ({ type, data: { key: 'some-key' } }));
  const step = report(complaint, story.record, facts, 'some-key', riyadhOpened, later);
  expect(step.record.state).toEqual(story.state);
  expect(step.events).toMatchObject(
    facts.map(({ type }) => ({ type, by: systemActor.id, at: wednesday, recordedAt: later })),
  );
});

test('who was told of a rung is kept with the rung, each person once', () => {
  const story = new Story({ policy: { clocks: [fromReceipt] } });
  const told = (staffIds: string[]) => ({ type: 'told', data: { clock: 'answer', rung: 1, staff: staffIds } });
  const facts = [told(['supervisor-1']), told(['supervisor-1', 'supervisor-2'])];
  const { record } = report(complaint, story.record, facts, 'some-key', riyadhOpened, later);
  expect(record.state.clocks[0]?.rungs[1]?.told).toEqual(['supervisor-1', 'supervisor-2']);
});
