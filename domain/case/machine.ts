/**
 * The one way in which a case changes: command in, timeline events and a new state out. Kinds say what follows from a
 * command; this file adds what all kinds share: order in time, rights, switches, refusals. Pure.
 */

import type { WorkingCalendar } from '../deadline/deadline.ts';
import { later } from '../deadline/instants-and-dates.ts';
import { isInForce } from '../stand-in.ts';
import { changedSince } from './approval.ts';
import type { CalendarReference, CaseState, DecisionContext, Kind, OpenCase } from './case.ts';
import { clockFactsOfCalendar, isPausable, isPaused } from './clocks/clock-facts.ts';
import { type Actor, type Command, isNo, type Refusal, systemActor } from './command.ts';
import type { Fact } from './event.ts';
import { readsAs } from './policy.ts';
import { mayRepin, type Repinning, repinned } from './repin.ts';
import { actingRoles, mayAct } from './rights.ts';
import { type CaseRecord, type Step, StepInMaking } from './step.ts';

/**
 * Opens a case: its first events, with every instant that has already passed by then. The secret makes the nonces of its
 * events; without one, and in a reading before the third, they have none.
 */
export function openCase<State extends CaseState, Details>(
  kind: Kind<State, Details>,
  input: OpenCase<Details, State['policy']>,
  calendar: WorkingCalendar,
  recordedAt: string,
  secret?: string,
): Step<State> {
  const { state: opened, facts } = kind.open(input);
  const state = input.rootKey === undefined ? opened : { ...opened, rootKey: input.rootKey };
  const hidden = secret !== undefined && readsAs(input, 3) ? { secret } : {};
  const record = { state, revision: 0, sequence: 0, lastDigest: '', lastAt: input.at, ...hidden };
  const step = new StepInMaking(kind, record, calendar, recordedAt);
  step.add(facts, input.at, input.actor, input.commandId);
  return step.done();
}

/** The commands that the case would take now, no matter who asks: status, the pack's switches, and what stands in the way. */
export function allowedNow<State extends CaseState, Details>(kind: Kind<State, Details>, state: State): string[] {
  return (kind.commands[state.status] ?? []).filter((command) => whyNotNow(kind, state, command) === null);
}

/** What stands in the way of a command just now, no matter who gives it, or null. */
function whyNotNow<State extends CaseState, Details>(
  kind: Kind<State, Details>,
  state: State,
  command: string,
): string | null {
  if (state.policy.switchedOff.includes(command)) return `the policy of ${state.organisation} does not allow it`;
  if (!(kind.commands[state.status] ?? []).includes(command)) {
    return kind.blocked(state, command) ?? `the case is ${state.status}`;
  }
  if (command === 'pause' && !state.clocks.some(isPausable)) return 'no clock runs';
  if (command === 'resume' && !state.clocks.some(isPaused)) return 'no clock is paused';
  return kind.blocked(state, command);
}

/**
 * Carries a command out, or says why not. The command counts from the later of the case's last instant and its own. So an
 * act stamped before a due instant is in time even if it is handled after it, unless the breach stands before it. It is
 * done in the first right of the actor, their own or a stand-in's, in which the case takes it.
 */
export function handle<State extends CaseState, Details>(
  kind: Kind<State, Details>,
  record: CaseRecord<State>,
  command: Command,
  calendar: WorkingCalendar,
  now: string,
): Step<State> | Refusal {
  const at = later(record.lastAt, command.at);
  const step = new StepInMaking(kind, record, calendar, now);
  step.pass(at, false);
  const { state } = step.record;
  const actor = standingInAt(command.actor, command.at);
  // What others might do is no concern of the caller, least of all of a customer.
  const possible = () => allowedNow(kind, state).filter((name) => mayAct(actor, name, state) === null);
  const refuse = (refusal: Refusal['refusal'], detail: string, allowed = possible()): Refusal => ({
    ...{ refusal, detail, status: state.status, allowed },
  });
  if (command.name === 'repin') return repinning(kind, step, { ...command, actor }, { at, calendar }, refuse);
  const isInner = kind.innerCommands.includes(command.name);
  if (isInner && actor.id !== systemActor.id) return refuse('Forbidden', 'only another case does that');
  const held = actingRoles(actor, command.name, state);
  if (isNo(held)) return refuse(held.no, held.detail);
  const obstacle = isInner ? null : whyNotNow(kind, state, command.name);
  if (obstacle) {
    // Before what the status forbids: the subject that the user looked at is not what stands there any more.
    if (isOutdated(kind, state, command)) return refuse(changedSince.no, changedSince.detail);
    const instead = possible();
    const detail = `${command.name} is not possible: ${obstacle}. Possible now: ${instead.join(', ') || 'nothing'}.`;
    return refuse('NotAllowedNow', detail, instead);
  }
  const answers = held.map((capacity) => ({
    capacity,
    answer: kind.decide(state, { ...command, actor: capacity }, { at, calendar }),
  }));
  const taken = answers.find(({ answer }) => !isNo(answer)) ?? answers[0];
  const facts = taken?.answer ?? [];
  if (isNo(facts)) return refuse(facts.no, facts.detail);
  step.add(facts, at, taken?.capacity ?? actor, command.commandId);
  // A clock that has just started in retrospect may have rungs behind it: they fire at once.
  step.pass(at, false);
  return step.done();
}

/** Carries out the one command of every kind that no kind decides on. */
function repinning<State extends CaseState, Details>(
  kind: Kind<State, Details>,
  step: StepInMaking<State, Details>,
  command: Command,
  { at, calendar }: DecisionContext,
  refuse: (refusal: Refusal['refusal'], detail: string) => Refusal,
): Step<State> | Refusal {
  const { state } = step.record;
  const held = mayRepin(kind, state, command);
  if (isNo(held)) return refuse(held.no, held.detail);
  const { policy: given, words } = command.body as Repinning<State['policy']>;
  const policy = kind.newerPolicy?.fitted(state, given) ?? given;
  if (isNo(policy)) return refuse(policy.no, policy.detail);
  const facts = repinned(state, { policy, words }, at, calendar);
  if (isNo(facts)) return refuse(facts.no, facts.detail);
  const by = held[0] ?? command.actor;
  step.add(facts, at, by, command.commandId);
  step.add(kind.newerPolicy?.follows(step.record.state) ?? [], at, by, command.commandId);
  step.add(clockFactsOfCalendar(step.record.state, calendar, 'policy'), at, systemActor, command.commandId);
  step.pass(at, false);
  return step.done();
}

/** True if a command decides on what it names by its digest, and something else stands there. */
function isOutdated<State extends CaseState, Details>(
  kind: Kind<State, Details>,
  state: State,
  { name, body }: Command,
): boolean {
  const seen = (body as { digest?: unknown } | null)?.digest;
  const standing = kind.decidedOn?.(state, name);
  return standing !== undefined && typeof seen === 'string' && seen !== standing;
}

/** The actor with the stand-ins that were in force when the command was given: what counts is the instant of the click. */
function standingInAt(actor: Actor, at: string): Actor {
  return actor.standIns ? { ...actor, standIns: actor.standIns.filter((standIn) => isInForce(standIn, at)) } : actor;
}

/** Lets time pass up to and including an instant: what the timer armed for that instant means. */
export function timeReached<State extends CaseState, Details>(
  kind: Kind<State, Details>,
  record: CaseRecord<State>,
  instant: string,
  calendar: WorkingCalendar,
  now: string,
): Step<State> {
  const step = new StepInMaking(kind, record, calendar, now);
  step.pass(instant, true);
  return step.done();
}

/** Facts that the system reports back, such as who was told. */
export function report<State extends CaseState, Details>(
  kind: Kind<State, Details>,
  record: CaseRecord<State>,
  facts: Fact[],
  commandId: string,
  calendar: WorkingCalendar,
  now: string,
): Step<State> {
  const step = new StepInMaking(kind, record, calendar, now);
  step.add(facts, record.lastAt, systemActor, commandId);
  return step.done();
}

/** Facts that have come about at an instant: whatever fell due before it has happened. */
export function happened<State extends CaseState, Details>(
  kind: Kind<State, Details>,
  record: CaseRecord<State>,
  facts: Fact[],
  commandId: string,
  calendar: WorkingCalendar,
  now: string,
): Step<State> {
  const step = new StepInMaking(kind, record, calendar, now);
  const at = later(record.lastAt, now);
  step.pass(at, false);
  step.add(facts, at, systemActor, commandId);
  step.pass(at, false);
  return step.done();
}

/** A newer calendar: due instants move, breaches stay, and what is already past fires at once. Older versions change nothing. */
export function calendarPublished<State extends CaseState, Details>(
  kind: Kind<State, Details>,
  record: CaseRecord<State>,
  published: CalendarReference,
  calendar: WorkingCalendar,
  now: string,
): Step<State> {
  const step = new StepInMaking(kind, record, calendar, now);
  const pinned = record.state.calendar;
  if (published.name !== pinned.name || published.version <= pinned.version) return step.done();
  const at = later(record.lastAt, now);
  const { name, version, hash } = published;
  const commandId = `calendar:${name}:${version}`;
  // What was due under the old calendar before this instant has happened.
  step.pass(at, false);
  step.add([{ type: 'calendarPublished', data: { name, version, hash } }], at, systemActor, commandId);
  step.add(clockFactsOfCalendar(step.record.state, calendar), at, systemActor, commandId);
  step.pass(at, false);
  return step.done();
}
