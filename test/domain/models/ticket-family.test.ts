// Asked thousands of times, `expect` takes longer than what it asks about.
import { deepEqual, equal, ok } from 'node:assert/strict';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Clock, isLive } from '../../../domain/case/clocks/clock.ts';
import { type Actor, namesOf } from '../../../domain/case/command.ts';
import { chainHolds, type TimelineEvent } from '../../../domain/case/event.ts';
import { waitingClaim } from '../../../domain/complaint/aspects/claims.ts';
import type { ComplaintCommandName } from '../../../domain/complaint/commands.ts';
import { complaint } from '../../../domain/complaint/kind.ts';
import { instantText } from '../../../domain/deadline/instants-and-dates.ts';
import type { TicketCommandName } from '../../../domain/department-ticket/commands.ts';
import { departmentTicket } from '../../../domain/department-ticket/kind.ts';
import { propertyRuns } from '../../support/jest/property-runs.ts';
import { staff } from '../../support/samples/sample-policy.ts';
import { retold } from '../../support/stories/complaint-life.ts';
import { bodies, wednesday } from '../../support/stories/complaint-story.ts';
import { operator, TicketFamily, ticketBodies } from '../../support/stories/ticket-family.ts';

const most = 3;
const numbers = Array.from({ length: most }, (_, index) => `SA-D-00000-0000${index + 1}`);
const hour = 3_600_000;

type Happening =
  | { what: 'time'; hours: number }
  | { what: 'mail'; pick: number }
  | { what: 'complaint'; pick: number; any: ComplaintCommandName | null; by: Actor; body: object }
  | { what: 'ticket'; which: number; name: TicketCommandName; by: Actor };

/** Away for good: a stand-in who acts for them counts under both names. */
const forTheFirstManager = {
  ...{ for: 'manager-1', from: '2020-01-01T00:00:00Z', to: '2099-01-01T00:00:00Z', scope: 'everything' as const },
  ...{ roles: ['manager'], groups: ['care'], departments: ['customers'], through: [] },
};
const everywhere = { groups: ['care', 'operations'], departments: ['customers', 'operations'] };
const people: Actor[] = [
  staff('manager'),
  staff('manager', 'manager-3'),
  { ...staff('manager', 'manager-2'), standIns: [{ ...forTheFirstManager, by: 'manager-2' }] },
  { ...staff('supervisor', 'deputy-1'), standIns: [{ ...forTheFirstManager, by: 'deputy-1' }] },
  staff('supervisor'),
  staff('agent'),
  operator,
  { ...staff('supervisor', 'both-sides-1'), ...everywhere },
];
const by = fc.constantFrom(...people);

const ofComplaint: fc.Arbitrary<Happening> = fc.record({
  what: fc.constant('complaint' as const),
  pick: fc.nat(100),
  any: fc.oneof(
    { weight: 3, arbitrary: fc.constant(null) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        ...(['answer', 'open-department-ticket', 'withdraw', 'prepare-claim', 'amend-claim'] as const),
        ...(['approve-claim', 'approve-claim', 'approve-claim', 'approve-claim', 'assign', 'name-staff'] as const),
      ),
    },
  ),
  by,
  body: fc.record({
    helped: fc.boolean(),
    solved: fc.boolean(),
    amount: fc.constantFrom('350', '2000'),
    to: fc.constantFrom('agent-1', 'manager-1', 'manager-3'),
  }),
});

const ofTicket: fc.Arbitrary<Happening> = fc.record({
  what: fc.constant('ticket' as const),
  which: fc.nat(most - 1),
  name: fc.constantFrom(...(Object.keys(ticketBodies) as TicketCommandName[])),
  by,
});

const command = fc.oneof({ weight: 5, arbitrary: ofComplaint }, { weight: 6, arbitrary: ofTicket });

/** What lies before a command: mostly nothing, else time or an errand that arrives. */
const meanwhile: fc.Arbitrary<Happening | null> = fc.oneof(
  { weight: 5, arbitrary: fc.constant(null) },
  {
    weight: 2,
    arbitrary: fc.record({ what: fc.constant('time' as const), hours: fc.constantFrom(0, 1, 5, 24, 72, 400) }),
  },
  { weight: 4, arbitrary: fc.record({ what: fc.constant('mail' as const), pick: fc.nat(5) }) },
);

/** Sixty commands, and whatever happens between them. */
const life = fc
  .array(fc.tuple(meanwhile, command), { minLength: 60, maxLength: 60 })
  .map((pairs) => pairs.flat().filter((one): one is Happening => one !== null));

/** Lives one family; after every happening the promises that hold at any time are checked. */
function lived(happenings: Happening[]): { family: TicketFamily; until: string } {
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
  return { family: family.settle(now), until: now };
}

function giveComplaint(family: TicketFamily, one: Extract<Happening, { what: 'complaint' }>, now: string): void {
  // Another complaint takes part in a merge: that is a model of its own.
  const allowed = (complaint.commands[family.parent.state.status] ?? []).filter((command) => command !== 'merge');
  const name = (one.any ?? allowed[one.pick % Math.max(1, allowed.length)]) as ComplaintCommandName | undefined;
  if (!name) return;
  const next = numbers[family.parent.state.tickets.length];
  if (name === 'open-department-ticket' && !next) return;
  family.tries(name, now, one.by, bodyOf(family, name, one.body, next));
}

function bodyOf(
  { parent }: TicketFamily,
  name: ComplaintCommandName,
  random: object,
  next: string | undefined,
): object {
  if (name === 'open-department-ticket') return { ticket: next };
  // A decider names what they have seen.
  if (name === 'approve-claim') return { digest: waitingClaim(parent.state)?.digest ?? '' };
  return { ...bodies[name], ...random };
}

function giveTicket(family: TicketFamily, one: Extract<Happening, { what: 'ticket' }>, now: string): void {
  const number = numbers[one.which] ?? '';
  if (family.tickets.has(number)) family.triesOn(number, one.name, now, one.by);
}

/** C-06: whatever is still on its way, a complaint that is answered or closed has no ticket that is not done. */
function noAnswerBesideOpenTickets({ parent, tickets }: TicketFamily): void {
  if (!['answered', 'closed'].includes(parent.state.status)) return;
  for (const { number } of parent.state.tickets) equal(tickets.get(number)?.record.state.status, 'closed');
}

const told = ['warned', 'breached', 'escalated'];

function eachOnce(events: TimelineEvent[]): void {
  const fired = events
    .filter(({ type }) => told.includes(type))
    .map(({ data }) => JSON.stringify({ ...data, dueAt: '' }));
  equal(new Set(fired).size, fired.length);
  ok(chainHolds(events));
}

/**
 * Decision 9: a case that is not over waits for an instant. If it waits for none, a clock of it rests. Then its breach has
 * been told on every rung, or somebody has paused it, or the calendar does not reach so far yet.
 */
function isOverOrWaitsOrRests(over: boolean, next: string | null, clocks: Clock[]): void {
  if (over || next !== null) return;
  const hasToldAll = ({ breachedAt, rungs }: Clock) =>
    breachedAt !== null && rungs.every(({ dueAt, firedAt }) => firedAt !== null || dueAt === null);
  const rests = clocks.filter((clock) => clock.state === 'paused' || clock.unarmed !== null || hasToldAll(clock));
  expect(rests.filter(isLive)).not.toEqual([]);
}

const seen = new Set<string>();

test('no family of a complaint and its tickets breaks a promise of the design', () => {
  fc.assert(
    fc.property(life, (happenings) => {
      const { family, until } = lived(happenings);
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
      isOverOrWaitsOrRests(complaint.isOver(parent.state), parent.nextInstant, parent.state.clocks);
      for (const { isOver, nextInstant, state } of tickets.values()) {
        isOverOrWaitsOrRests(isOver, nextInstant, state.clocks);
      }
      breachesStay(family);
      for (const { record } of all) noBreachIsLost(record.state.clocks, until);
      nobodyApprovesHisOwnNorTwice(family);
      stepsAreTold(family);
    }),
    propertyRuns('ticket family model'),
  );
  const everything = ['ticketResolved', 'ticketReturned', 'ticketAccepted', 'ticketBreached', 'answered', 'closed'];
  everything.push('claimPrepared', 'claimAmended', 'claimApprovalGiven', 'claimApproved', 'breached');
  expect(everything.filter((type) => !seen.has(type))).toEqual([]);
}, 600_000);

/** What opens a request that others decide on: a claim, or a benefit above what staff may grant themselves. */
const asksForMoney = ['claimPrepared', 'goodwillProposed'];

/**
 * C-12: others approve a claim than its preparer, its owners since, and the staff whom it is about. Each counts once, under
 * every name.
 */
function nobodyApprovesHisOwnNorTwice({ parent }: TicketFamily): void {
  let makers: string[] = [];
  let approvers: string[] = [];
  let owners: (string | null)[] = [];
  for (const { event, before } of retold(parent)) {
    const used = [event.by, ...(event.standingInFor ? [event.standingInFor] : [])];
    if (asksForMoney.includes(event.type)) [makers, owners] = [[], []];
    owners.push(before.owner);
    if ([...asksForMoney, 'claimAmended'].includes(event.type)) {
      makers.push(...used);
      approvers = [];
    }
    if (event.type === 'claimApproved') {
      const { claim: approved } = event.data as { claim: number };
      const decisions = before.claims.find(({ claim }) => claim === approved)?.decisions ?? [];
      const signed = decisions.flatMap(({ by: own, standingInFor }) => [own, standingInFor ?? own]);
      for (const name of signed) ok(![...owners, ...before.about].includes(name), `${name} has signed`);
    }
    if (event.type !== 'claimApprovalGiven') continue;
    const actor = people.find(({ id }) => id === event.by);
    const allNames = actor ? namesOf(actor) : used;
    for (const name of allNames) ok(![...makers, ...owners].includes(name), `${name} approves his own`);
    for (const name of used) ok(!approvers.includes(name), `${name} approves twice`);
    approvers.push(...used);
  }
  for (const { status, needed, decisions } of parent.state.claims) {
    if (status === 'approved') ok(decisions.length >= needed);
  }
}

/** Each breach that a timeline tells of stands on its clock for ever. */
function breachesStay({ parent, tickets }: TicketFamily): void {
  for (const { events, record } of [parent, ...tickets.values()]) {
    for (const { type, data } of events) {
      if (type !== 'breached') continue;
      const { clock: id, dueAt } = data as { clock: string; dueAt: string };
      equal(record.state.clocks.find((clock) => clock.id === id)?.breachedAt, dueAt);
    }
  }
}

/** Whatever was due and had not stopped by then is breached, for ever. */
function noBreachIsLost(clocks: Clock[], until: string): void {
  for (const { dueAt, stoppedAt, breachedAt } of clocks) {
    const late = dueAt !== null && Date.parse(dueAt) < Date.parse(stoppedAt ?? until);
    if (late) equal(breachedAt, dueAt);
  }
}

/** The complaint was told of every step of every ticket, in its order, up to its own end. */
function stepsAreTold({ parent, tickets }: TicketFamily): void {
  for (const [number, { events }] of tickets) {
    const steps = events.map(({ type }) => type).filter((type) => departmentSteps.includes(type));
    const known = parent.events
      .filter(({ type, data }) => type !== 'ticketOpened' && 'ticket' in data && data.ticket === number)
      .map(({ type }) => type.replace('ticket', '').toLowerCase());
    if (complaint.isOver(parent.state)) deepEqual(steps.slice(0, known.length), known);
    else deepEqual(known, steps);
  }
}

const departmentSteps = ['assigned', 'noted', 'resolved', 'returned', 'accepted', 'breached'];
