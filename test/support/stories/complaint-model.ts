/** Random lives of a complaint: policies, calendars, and what happens to it, for the property tests. */
import fc from 'fast-check';
import type { CalendarSnapshot } from '../../../domain/case/case.ts';
import { type Actor, customerActor } from '../../../domain/case/command.ts';
import type { ClockRule } from '../../../domain/case/policy.ts';
import type { ComplaintCommandName, ComplaintCommands } from '../../../domain/complaint/commands.ts';
import type { ComplaintPolicy } from '../../../domain/complaint/policy.ts';
import type { Overlay } from '../../../domain/deadline/calendar.ts';
import { instantText } from '../../../domain/deadline/instants-and-dates.ts';
import { alwaysOpen, calendarVersion } from '../samples/sample-calendar.ts';
import {
  fromReceipt,
  inRetrospect,
  inSeconds,
  solvedAndAnswered,
  solvedAndTold,
  staff,
  triage,
} from '../samples/sample-policy.ts';
import { bodies } from './complaint-story.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** A moment near something that matters: now, or the next instant at which the case acts by itself, and a little off it. */
export interface Moment {
  near: 'now' | 'next';
  offset: number;
}

export type Happening =
  /** Time passes. While the system is down no timer fires; afterwards those that were missed fire late. */
  | { what: 'time'; until: Moment; down: boolean }
  /** A command: one of those allowed, by its place in the list, or any by name; stamped at a moment, handled now. */
  | { what: 'command'; pick: number; any: ComplaintCommandName | null; by: Actor; body: Body; stamp: Moment }
  /** A calendar of the case's own name: the next version, or one that it has already. */
  /** Another complaint of the customer's, opened some time before, is merged into it. */
  | { what: 'merge'; other: OtherComplaint }
  /** What came of the messages with the answer. */
  | { what: 'message'; isTold: boolean }
  | { what: 'calendar'; calendar: CalendarSnapshot['calendar']; isNewer: boolean };

export interface OtherComplaint {
  clocks: ComplaintPolicy['clocks'];
  about: string[];
  /** How long before it was opened, and whether it had been accepted. */
  msAgo: number;
  isAccepted: boolean;
  /** True if the merging is undone at once. */
  isUndone?: boolean;
}

type Body = Partial<ComplaintCommands[ComplaintCommandName]>;

const offset = fc.oneof(
  { arbitrary: fc.constantFrom(0, -1, 1, -1000, 1000), weight: 3 },
  { arbitrary: fc.integer({ min: 0, max: 20 }).map((seconds) => seconds * 1000), weight: 2 },
  { arbitrary: fc.integer({ min: 0, max: 12 }).map((hours) => hours * hour), weight: 2 },
  { arbitrary: fc.integer({ min: 1, max: 40 }).map((days) => days * day), weight: 1 },
);

const laterMoment: fc.Arbitrary<Moment> = fc.record({ near: fc.constantFrom('now', 'next'), offset });

/** A command is stamped before it is handled. */
const stamp: fc.Arbitrary<Moment> = fc.oneof(
  { arbitrary: fc.constant<Moment>({ near: 'now', offset: 0 }), weight: 4 },
  { arbitrary: fc.record({ near: fc.constant('now' as const), offset: offset.map((ms) => -Math.abs(ms)) }), weight: 3 },
  { arbitrary: fc.record({ near: fc.constant('next' as const), offset: fc.constantFrom(0, -1, 1) }), weight: 2 },
  { arbitrary: laterMoment, weight: 1 },
);

const people: Actor[] = [
  customerActor,
  ...['agent', 'supervisor', 'manager', 'quality', 'auditor'].map((role) => staff(role)),
  staff('agent', 'agent-2'),
  { ...staff('agent', 'agent-3'), onBehalfOf: 'customer' },
];
/** Staff whom a complaint may name. */
const named = ['agent-2', 'supervisor-1'];

const body: fc.Arbitrary<Body> = fc.record({
  solved: fc.boolean(),
  helped: fc.boolean(),
  reached: fc.boolean(),
  to: fc.constantFrom('agent-1', 'agent-2', 'supervisor-1'),
  expectedBy: fc.constantFrom(null, null, '2026-03-10T06:00:00Z', '2026-03-18T06:00:00Z', '2026-05-03T06:00:00Z'),
});

const command: fc.Arbitrary<Happening> = fc.record({
  what: fc.constant('command' as const),
  pick: fc.nat(100),
  any: fc.oneof(
    { arbitrary: fc.constant(null), weight: 5 },
    { arbitrary: fc.constantFrom(...(Object.keys(bodies) as ComplaintCommandName[])), weight: 1 },
    // Possible but seldom, among so many others: before a breach, by a second person, once.
    { arbitrary: fc.constant('extend' as const), weight: 1 },
  ),
  by: fc.oneof(
    { arbitrary: fc.constant(staff('manager')), weight: 2 },
    { arbitrary: fc.constantFrom(...people), weight: 1 },
  ),
  body,
  stamp,
});

const passing: fc.Arbitrary<Happening> = fc.record({
  what: fc.constant('time' as const),
  until: laterMoment,
  down: fc.boolean(),
});

const longAfter: Happening = { what: 'time', until: { near: 'now', offset: 60 * day }, down: false };

const overlay: fc.Arbitrary<Overlay> = fc
  .tuple(
    fc.integer({ min: 0, max: 60 }),
    fc.integer({ min: 0, max: 5 }),
    fc.constantFrom<[string, string][]>([], [['10:00', '14:00']]),
  )
  .map(([first, length, hours]) => ({ from: dateOf(first), to: dateOf(first + length), hours, name: 'Overlay' }));

function dateOf(daysAfterTheFirst: number): string {
  return new Date(Date.parse('2026-03-08') + daysAfterTheFirst * day).toISOString().slice(0, 10);
}

const knownUntil = fc.oneof(
  { arbitrary: fc.constant('2027-12-31'), weight: 2 },
  { arbitrary: fc.integer({ min: 5, max: 60 }).map(dateOf), weight: 1 },
);

const calendar = fc
  .tuple(fc.array(overlay, { maxLength: 2 }), knownUntil)
  .map(([overlays, last]) => calendarVersion(1, { overlays, knownUntil: last }));

const publication: fc.Arbitrary<Happening> = fc
  .tuple(calendar, fc.constantFrom(true, true, true, false))
  .map(([published, isNewer]) => ({ what: 'calendar', calendar: published.calendar, isNewer }));

/** Each rule with what a customer is promised by it. */
const promising: ComplaintPolicy['clocks'][] = [
  [fromReceipt],
  [inRetrospect],
  [solvedAndAnswered, triage],
  [inSeconds],
];

const merge: fc.Arbitrary<Happening> = fc
  .record({
    clocks: fc.constantFrom(...promising),
    about: fc.subarray(named),
    msAgo: fc.oneof(
      fc.integer({ min: 0, max: 12 }).map((days) => days * day),
      fc.constant(1000),
    ),
    isAccepted: fc.boolean(),
    isUndone: fc.boolean(),
  })
  .map((other) => ({ what: 'merge', other }));

const happening: fc.Arbitrary<Happening> = fc.oneof(
  { arbitrary: merge, weight: 1 },
  { arbitrary: command, weight: 6 },
  { arbitrary: passing, weight: 4 },
  { arbitrary: publication, weight: 2 },
  { arbitrary: fc.record({ what: fc.constant('message' as const), isTold: fc.boolean() }), weight: 1 },
);

/** Anew in each round, and stopped by a call alone. */
const contact: ClockRule = {
  ...fromReceipt,
  id: 'contact',
  due: { workingHours: 4 },
  stop: { on: ['contactLogged'], need: 'any' },
};

/** C-03, F-07: the solution alone. */
const solution: ClockRule = { ...fromReceipt, stop: { on: ['solved'], need: 'any' } };

/** B-08: one limit, and a clock of each later round. */
const overall: ClockRule[] = [
  { ...solvedAndAnswered, overall: true },
  { ...solvedAndAnswered, id: 'round', start: { on: ['roundOpened'], from: 'event' } },
];

/** B-08 as it is read now: the customer has been told as well. */
const toldAsWell: ClockRule[] = overall.map((rule) => ({ ...rule, stop: solvedAndTold.stop }));

const extensible: ComplaintPolicy['clocks'] = [{ ...fromReceipt, extension: { workingDays: 2 } }, triage];

const clocks = fc.constantFrom<ComplaintPolicy['clocks']>(
  [fromReceipt, triage],
  extensible,
  [triage, inRetrospect],
  [solvedAndAnswered],
  [solvedAndAnswered, triage],
  [solution, triage],
  [...overall, triage],
  [...overall, contact],
  [...toldAsWell, triage],
  [inSeconds],
  [inSeconds, { ...fromReceipt, id: 'whole' }],
);

const switchedOff = fc.constantFrom<string[]>([], [], [], [], ['pause', 'resume']);

const unsolved = { solved: false, helped: false };

/** How far a life has come before chance takes over: else few would see a second round or the end of a pause. */
const beginning: fc.Arbitrary<Happening[]> = fc
  .constantFrom<[ComplaintCommandName, Body?][]>(
    [],
    [['accept']],
    [['accept'], ['answer', unsolved]],
    [['accept'], ['answer', unsolved], ['confirm', unsolved]],
    [['accept'], ['answer', unsolved], ['object']],
    [['decline'], ['object']],
    [['accept'], ['answer'], ['confirm', { helped: true }], ['reopen']],
    [['accept'], ['assign', { to: 'agent-1' }], ['hand-over']],
    [['accept'], ['assign', { to: 'agent-1' }], ['extend']],
    [['accept'], ['pause']],
    [['accept'], ['pause'], ['resume']],
    [['return-for-completion']],
    [['return-for-completion'], ['complete']],
    [['accept'], ['withdraw']],
    [['return-for-completion'], ['withdraw']],
    [['accept'], ['answer'], ['confirm', { helped: true }]],
  )
  .map((acts) => acts.map(([any, itsBody = {}]) => byManager(any, itsBody)));

function byManager(any: ComplaintCommandName, itsBody: Body, by = staff('manager')): Happening {
  return { what: 'command', pick: 0, any, by, body: itsBody, stamp: { near: 'now', offset: 0 } };
}

const supervisorOne = staff('supervisor');
const byCustomer = (any: ComplaintCommandName): Happening => byManager(any, {}, customerActor);

const merged = (other: Partial<OtherComplaint>): Happening => ({
  what: 'merge',
  other: { clocks: [fromReceipt], about: [], msAgo: day, isAccepted: false, ...other },
});
const told = (isTold: boolean): Happening => ({ what: 'message', isTold });

export interface Life {
  policy: Partial<ComplaintPolicy>;
  calendar: CalendarSnapshot;
  about: string[];
  openedAt: string;
  happenings: Happening[];
}

/** No pack of an earlier reading has a clock that waits until the customer has been told: `packs/checks/clocks.ts` refuses it. */
function readable({ policy, ...rest }: Life): Life {
  const asksToTell = policy.clocks?.some(({ stop }) => stop.on.includes('customerTold'));
  return { ...rest, policy: asksToTell ? { ...policy, reading: 4 } : policy };
}

const anyLife: fc.Arbitrary<Life> = fc.record({
  policy: fc.record({
    clocks,
    reading: fc.constantFrom(2 as const, 3 as const, 3 as const),
    maxReturns: fc.integer({ min: 0, max: 2 }),
    switchedOff,
    handOverWithin: fc.constant({ workingHours: 2 }),
  }),
  calendar: fc.oneof({ arbitrary: calendar, weight: 3 }, { arbitrary: fc.constant(alwaysOpen), weight: 1 }),
  about: fc.subarray(named),
  openedAt: fc
    .integer({ min: 0, max: 14 * 24 * 60 })
    .map((minute) => instantText(Date.parse('2026-03-08') + minute * 60_000)),
  happenings: fc
    .tuple(beginning, fc.array(happening, { minLength: 1, maxLength: 20, size: 'max' }))
    .map(([first, others]) => [...first, ...others]),
});

export const life = anyLife.map(readable);

/**
 * What chance brings about too seldom to be sure of it. Such are more time before a breach, an answer long after it, a
 * hand-over that returns, and another round.
 */
export const seldomLives: Life[] = [2 as const, 3 as const].flatMap((reading) =>
  [
    [byManager('accept', {}), byManager('assign', { to: 'agent-1' }), byManager('extend', {})],
    [byManager('accept', {}), longAfter, byManager('answer', {})],
    [byManager('accept', {}), byManager('assign', { to: 'agent-1' }), byManager('hand-over', {}), longAfter],
    [byManager('accept', {}), byManager('answer', {}), longAfter, byManager('reopen', {})],
    [byManager('accept', {}), byManager('answer', unsolved), byManager('confirm', unsolved)],
    [byManager('return-for-completion', {}), byManager('complete', {})],
    [byManager('withdraw', {}), longAfter],
    [merged({}), byManager('accept', {}), merged({ msAgo: 3 * day, isAccepted: true }), byManager('answer', {})],
    [byManager('assign', { to: 'agent-2' }), merged({ about: ['agent-2'] })],
    [
      byManager('accept', {}),
      byManager('answer', {}),
      told(true),
      told(false),
      byManager('log-contact', { reached: true }),
    ],
    [byManager('accept', {}), byManager('assign', { to: 'agent-1' }), byManager('give-back', {})],
    [byManager('accept', {}), byManager('answer', {}), byManager('confirm', { helped: true }), byCustomer('disown')],
    [byManager('withdraw', {}, supervisorOne), byManager('name-staff', { staff: ['supervisor-1'] })],
  ].map((happenings) => ({
    policy: {
      reading,
      clocks: [
        ...extensible,
        { ...solvedAndAnswered, id: 'whole' },
        ...(reading === 3 ? [{ ...solvedAndTold, id: 'told' }] : []),
      ],
      maxReturns: 1,
      switchedOff: [],
      handOverWithin: { workingHours: 2 },
    },
    calendar: alwaysOpen,
    about: [],
    openedAt: '2026-03-08T06:00:00Z',
    happenings,
  })),
);
