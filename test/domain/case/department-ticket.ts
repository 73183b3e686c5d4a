import { describe, expect, test } from '@jest/globals';
import { agent, staff, supervisor } from '../../support/samples/sample-policy.ts';
import { wednesday } from '../../support/stories/complaint-story.ts';
import { operator, TicketFamily } from '../../support/stories/ticket-family.ts';

const ticket = 'SA-D-00000-00001';
const second = 'SA-D-00000-00002';

function withTicket(): TicketFamily {
  return new TicketFamily().act('accept', wednesday).act('open-department-ticket', wednesday);
}

describe('a ticket to another department (C-06, N-14)', () => {
  test('runs by its own clock and carries the number of the complaint where there is no shipment', () => {
    const { record } = withTicket().told(ticket);
    expect(record.state).toMatchObject({
      parent: 'SA-C-00000-00001',
      trackingNumber: 'SA-C-00000-00001',
      status: 'open',
    });
    expect(record.state.clocks[0]).toMatchObject({ id: 'resolve', state: 'running', startedAt: wednesday });
  });

  test('carries the shipment’s number where the complaint is about one', () => {
    const family = new TicketFamily({ details: { trackingNumber: 'TN-290001' } });
    family.act('accept', wednesday).act('open-department-ticket', wednesday);
    expect(family.told(ticket).record.state.trackingNumber).toBe('TN-290001');
  });

  test('S13g: by the third reading carries the token of that number, and the complaint’s own number', () => {
    const family = new TicketFamily({ details: { trackingToken: 'token-of-290001' } });
    family.act('accept', wednesday).act('open-department-ticket', wednesday);
    const { trackingNumber, trackingToken } = family.told(ticket).record.state;
    expect([trackingNumber, trackingToken]).toEqual(['SA-C-00000-00001', 'token-of-290001']);
  });

  test('is not for the complaint’s own department', () => {
    const { parent } = new TicketFamily().act('accept', wednesday);
    const answer = parent.attempt('open-department-ticket', wednesday, { body: { department: 'customers' } });
    expect(answer).toMatchObject({ refusal: 'Incomplete' });
  });

  test('keeps the complaint from its final answer, whose refusal names every open one', () => {
    const family = withTicket().act('open-department-ticket', wednesday, { body: { ticket: second } });
    const refusal = family.parent.refusal('answer', wednesday);
    expect(refusal).toMatchObject({ refusal: 'NotAllowedNow' });
    expect(refusal.detail).toContain(ticket);
    expect(refusal.detail).toContain(second);
    expect(refusal.allowed).not.toContain('answer');
  });

  test('a result that is not accepted yet still keeps it from the answer; an accepted one does not', () => {
    const family = withTicket().actOn(ticket, 'resolve', wednesday);
    expect(family.parent.refusal('answer', wednesday).detail).toContain(ticket);
    family.actOn(ticket, 'accept', wednesday, supervisor).act('answer', wednesday);
    expect(family.parent.state.status).toBe('answered');
  });

  test('tells the complaint of each step', () => {
    const family = withTicket();
    family.actOn(ticket, 'assign', wednesday).actOn(ticket, 'note', wednesday).actOn(ticket, 'resolve', wednesday);
    family.actOn(ticket, 'return', wednesday, supervisor).actOn(ticket, 'resolve', wednesday);
    family.actOn(ticket, 'accept', wednesday, supervisor);
    const steps = family.parent.types().filter((type) => type.startsWith('ticket'));
    expect(steps).toEqual([
      ...['ticketOpened', 'ticketAssigned', 'ticketNoted', 'ticketResolved', 'ticketReturned', 'ticketResolved'],
      'ticketAccepted',
    ]);
  });

  test('is sent back once with a reason, and not a second time', () => {
    const family = withTicket().actOn(ticket, 'resolve', wednesday).actOn(ticket, 'return', wednesday, supervisor);
    expect(family.told(ticket).record.state).toMatchObject({ status: 'open', round: 2, returns: 1 });
    family.actOn(ticket, 'resolve', wednesday);
    expect(family.attemptOn(ticket, 'return', wednesday, supervisor)).toMatchObject({ refusal: 'ReturnsExhausted' });
  });

  test('a new round of it has a clock of its own', () => {
    const family = withTicket().actOn(ticket, 'resolve', wednesday).actOn(ticket, 'return', wednesday, supervisor);
    const clocks = family.told(ticket).record.state.clocks.map(({ id, state }) => [id, state]);
    expect(clocks).toEqual([
      ['resolve', 'met'],
      ['review', 'met'],
      ['resolve-2', 'running'],
    ]);
  });

  test('is judged by the side of the complaint, and never by anyone who did the work', () => {
    const family = withTicket();
    const both = { ...operator, groups: ['operations', 'care'], departments: ['operations', 'customers'] };
    family.actOn(ticket, 'resolve', wednesday, both);
    expect(family.attemptOn(ticket, 'accept', wednesday, both)).toMatchObject({ refusal: 'SamePerson' });
    const colleague = { ...operator, id: 'operator-2' };
    expect(family.attemptOn(ticket, 'accept', wednesday, colleague)).toMatchObject({ refusal: 'Forbidden' });
    expect(family.attemptOn(ticket, 'accept', wednesday, agent)).not.toHaveProperty('refusal');
  });

  test('is resolved by its owner or by anyone who leads the department', () => {
    const family = withTicket();
    const worker = { ...staff('agent', 'worker-1'), groups: ['operations'], departments: ['operations'] };
    expect(family.attemptOn(ticket, 'resolve', wednesday, worker)).toMatchObject({ refusal: 'NotYourCase' });
  });

  test('that is late is told to the complaint, for its owner and for quality', () => {
    const family = withTicket().reach('2026-03-30T00:00:00Z');
    expect(family.told(ticket).record.state.clocks[0]?.breachedAt).toBe('2026-03-15T13:00:00Z');
    expect(family.parent.event('ticketBreached').at).toBe('2026-03-15T13:00:00Z');
  });

  test('is withdrawn with its complaint, whatever it stands at', () => {
    const family = withTicket().act('open-department-ticket', wednesday, { body: { ticket: second } });
    family.actOn(second, 'resolve', wednesday).act('withdraw', wednesday);
    expect(family.told(ticket).record.state.status).toBe('withdrawn');
    expect(family.told(second).record.state.status).toBe('withdrawn');
  });

  test('only the complaint withdraws it, and only a ticket tells the complaint of a step', () => {
    const family = withTicket();
    expect(family.attemptOn(ticket, 'withdraw' as never, wednesday, supervisor)).toMatchObject({
      refusal: 'Forbidden',
    });
    const answer = family.parent.attempt('ticket-step' as never, wednesday, { by: supervisor });
    expect(answer).toMatchObject({ refusal: 'Forbidden' });
  });
});
