import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isLive } from '../../domain/clock.ts';
import type { Actor } from '../../domain/command.ts';
import type { ComplaintCommandName } from '../../domain/complaint/commands.ts';
import { complaint } from '../../domain/complaint/kind.ts';
import { instantText } from '../../domain/deadline/instant.ts';
import type { TicketCommandName } from '../../domain/department-ticket/commands.ts';
import { departmentTicket } from '../../domain/department-ticket/kind.ts';
import { chainHolds, type TimelineEvent } from '../../domain/event.ts';
import { bodies, wednesday } from '../support/complaint-story.ts';
import { propertyRuns } from '../support/property-runs.ts';
import { staff } from '../support/sample-policy.ts';
import { operator, TicketFamily, ticketBodies } from '../support/ticket-family.ts';

const most = 3;
const numbers = Array.from({ length: most }, (_, index) => `SA-D-00000-0000${index + 1}`);
const hour = 3_600_000;

type Happening =
  | { what: 'time'; hours: number }
  | { what: 'mail'; pick: number }
  | { what: 'complaint'; pick: number; any: ComplaintCommandName | null; by: Actor; body: object }
  | { what: 'ticket'; which: number; name: TicketCommandName; by: Actor };

const everywhere = { groups: ['care', 'operations'], departments: ['customers', 'operations'] };
const people: Actor[] = [
  staff('manager'),
  staff('manager', 'manager-2'),
  staff('supervisor'),
  staff('agent'),
  operator,
  { ...staff('supervisor', 'both-sides-1'), ...everywhere },
];
const by = fc.constantFrom(...people);

const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({ what: fc.constant('time' as const), hours: fc.constantFrom(0, 1, 5, 24, 72, 400) }),
  },
  { weight: 4, arbitrary: fc.record({ what: fc.constant('mail' as const), pick: fc.nat(5) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      what: fc.constant('complaint' as const),
      pick: fc.nat(100),
      any: fc.oneof(
        { weight: 3, arbitrary: fc.constant(null) },
        {
          weight: 1,
          arbitrary: fc.constantFrom('answer' as const, 'open-department-ticket' as const, 'withdraw' as const),
        },
      ),
      by,
      body: fc.record({ helped: fc.boolean(), solved: fc.boolean() }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      what: fc.constant('ticket' as const),
      which: fc.nat(most - 1),
      name: fc.constantFrom(...(Object.keys(ticketBodies) as TicketCommandName[])),
      by,
    }),
  },
);

const life = fc.array(happening, { minLength: 60, maxLength: 60 });

/** Lives one family; after every happening the promises that hold at any time are checked. */
function lived(happenings: Happening[]): TicketFamily {
  const family = new TicketFamily({ slowMail: true }).act('accept', wednesday);
  let now = wednesday;
  for (const one of happenings) {
    if (one.what === 'time') now = instantText(Date.parse(now) + one.hours * hour);
    if (one.what === 'time') family.reach(now);
    if (one.what === 'mail') family.deliver(one.pick);
    if (one.what === 'complaint') giveComplaint(family, one, now);
    if (one.what === 'ticket') giveTicket(family, one, now);
    noAnswerBesideOpenTickets(family);
  }
  return family;
}

function giveComplaint(family: TicketFamily, one: Extract<Happening, { what: 'complaint' }>, now: string): void {
  const allowed = complaint.commands[family.parent.state.status] ?? [];
  const name = (one.any ?? allowed[one.pick % Math.max(1, allowed.length)]) as ComplaintCommandName | undefined;
  if (!name) return;
  const next = numbers[family.parent.state.tickets.length];
  if (name === 'open-department-ticket' && !next) return;
  const body = name === 'open-department-ticket' ? { ticket: next } : { ...bodies[name], ...one.body };
  family.tries(name, now, one.by, body);
}

function giveTicket(family: TicketFamily, one: Extract<Happening, { what: 'ticket' }>, now: string): void {
  const number = numbers[one.which] ?? '';
  if (family.tickets.has(number)) family.triesOn(number, one.name, now, one.by);
}

/** C-06: whatever is still on its way, a complaint that is answered or closed has no ticket that is not done. */
function noAnswerBesideOpenTickets({ parent, tickets }: TicketFamily): void {
  if (!['answered', 'closed'].includes(parent.state.status)) return;
  for (const { number } of parent.state.tickets) expect(tickets.get(number)?.record.state.status).toBe('closed');
}

const told = ['warned', 'breached', 'escalated'];

function eachOnce(events: TimelineEvent[]): void {
  const fired = events
    .filter(({ type }) => told.includes(type))
    .map(({ data }) => JSON.stringify({ ...data, dueAt: '' }));
  expect(fired).toEqual([...new Set(fired)]);
  expect(chainHolds(events)).toBe(true);
}

function isOverOrWaits(timelines: { over: boolean; live: boolean }[]): void {
  for (const { over, live } of timelines) expect(over || live).toBe(true);
}

const seen = new Set<string>();

test('no family of a complaint and its tickets breaks a promise of the design', () => {
  fc.assert(
    fc.property(life, (happenings) => {
      const family = lived(happenings);
      while (family.deliver());
      noAnswerBesideOpenTickets(family);
      const { parent, tickets } = family;
      const all = [parent, ...[...tickets.values()]];
      for (const { events } of all) eachOnce(events);
      for (const { type } of all.flatMap(({ events }) => events)) seen.add(type);

      // Every ticket that was asked for exists, unless its complaint was withdrawn; and none is left behind.
      for (const { number } of parent.state.tickets) expect(tickets.has(number)).toBe(true);
      for (const { record } of tickets.values()) {
        if (parent.state.status === 'withdrawn') expect(departmentTicket.isOver(record.state)).toBe(true);
      }
      isOverOrWaits([
        { over: complaint.isOver(parent.state), live: parent.state.clocks.some(isLive) || parent.nextInstant !== null },
        ...[...tickets.values()].map(({ record: { state } }) => ({
          over: departmentTicket.isOver(state),
          live: state.clocks.some(isLive),
        })),
      ]);
      breachesStay(family);
      stepsAreTold(family);
    }),
    propertyRuns('ticket family model'),
  );
  const everything = ['ticketResolved', 'ticketReturned', 'ticketAccepted', 'ticketBreached', 'answered', 'closed'];
  expect(everything.filter((type) => !seen.has(type))).toEqual([]);
}, 600_000);

/** Each breach that a timeline tells of stands on its clock for ever. */
function breachesStay({ parent, tickets }: TicketFamily): void {
  for (const { events, record } of [parent, ...tickets.values()]) {
    for (const { type, data } of events) {
      if (type !== 'breached') continue;
      const { clock: id, dueAt } = data as { clock: string; dueAt: string };
      expect(record.state.clocks.find((clock) => clock.id === id)?.breachedAt).toBe(dueAt);
    }
  }
}

/** The complaint was told of every step of every ticket, in its order, up to its own end. */
function stepsAreTold({ parent, tickets }: TicketFamily): void {
  for (const [number, { events }] of tickets) {
    const steps = events.map(({ type }) => type).filter((type) => departmentSteps.includes(type));
    const known = parent.events
      .filter(({ type, data }) => type !== 'ticketOpened' && 'ticket' in data && data.ticket === number)
      .map(({ type }) => type.replace('ticket', '').toLowerCase());
    if (complaint.isOver(parent.state)) expect(steps.slice(0, known.length)).toEqual(known);
    else expect(known).toEqual(steps);
  }
}

const departmentSteps = ['assigned', 'noted', 'resolved', 'returned', 'accepted', 'breached'];
