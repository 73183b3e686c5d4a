/**
 * A running case goes over to a newer version of its policy: explicitly, on record, and never to the customer's loss
 * (design §2, rule 7). The newer version says who has that right. Earlier due instants stay visible. Pure.
 */

import type { Amount } from '../deadline/calendar.ts';
import { deadline, type WorkingCalendar } from '../deadline/deadline.ts';
import { digest } from '../digest.ts';
import type { CaseState, Kind } from './case.ts';
import { type Clock, waitingClock } from './clocks/clock.ts';
import { dueUnder, ruleOf } from './clocks/clock-schedule.ts';
import { type Command, isNo, type No, no, type VaultTextRef } from './command.ts';
import type { Fact } from './event.ts';
import { type ClockRule, type NoticeRule, type PolicySlice, readsAs } from './policy.ts';
import { actingRoles, commandsOfCustomer } from './rights.ts';

/** What the command takes: the slice of the newer version for this very case, and the reason. */
export interface Repinning<Policy extends PolicySlice = PolicySlice> {
  policy: Policy;
  words: VaultTextRef;
}

/** In whose rights it may be done; or why not. The newer version says who may: an older one may not know the command. */
export function mayRepin<State extends CaseState, Details>(
  kind: Kind<State, Details>,
  state: State,
  { actor, body }: Pick<Command, 'actor' | 'body'>,
) {
  const { policy } = body as Repinning;
  const held = actingRoles(actor, 'repin', { ...state, policy });
  if (isNo(held)) return held;
  if (kind.isOver(state)) return no('NotAllowedNow', `the case is ${state.status}, and over`);
  const obstacle = kind.blocked(state, 'repin');
  return obstacle === null ? held : no('NotAllowedNow', obstacle);
}

/** The fact that the case is pinned to the newer version from now on; or what the customer, or anybody, would lose by it. */
export function repinned(
  state: CaseState,
  { policy, words }: Repinning,
  at: string,
  calendar: WorkingCalendar,
): Fact[] | No {
  const { organisation, version, category } = state.policy;
  if (policy.organisation !== organisation || policy.category !== category || policy.version <= version) {
    return no('PreconditionFailed', `only a version of the same policy after ${version} takes its place`);
  }
  const loss = lossBy(state, policy, at, calendar);
  if (loss !== null) return no('PreconditionFailed', `version ${policy.version} would take something away: ${loss}`);
  const whole = wholePolicy(state, policy);
  return [
    { type: 'repinned', data: { from: version, to: policy.version, digest: digest(whole), policy: whole, words } },
  ];
}

/** Clocks of the state under the newer rules: the same instants until they are worked out anew, each rung that has fired kept. */
export function underPolicy<State extends CaseState>(state: State, policy: PolicySlice): State {
  const isNew = ({ id }: ClockRule) => !state.clocks.some(({ rule }) => rule === id);
  const waiting = policy.clocks.filter(isNew).map((rule) => waitingClock(rule, rule.id, state.round));
  return { ...state, policy, clocks: [...state.clocks.map((clock) => withRungsOf(clock, policy)), ...waiting] };
}

function withRungsOf(clock: Clock, policy: PolicySlice): Clock {
  const rule = policy.clocks.find(({ id }) => id === clock.rule);
  // One that follows a rule of its own goes on by that.
  if (!rule || clock.stoppedAt !== null || clock.from) return clock;
  const rungs = rule.ladder.map(({ rung }) => {
    const before = clock.rungs.find((one) => digest(one.rung) === digest(rung));
    return before ?? { rung, dueAt: null, firedAt: null, told: [] };
  });
  return { ...clock, rungs };
}

/** The policy with the rules that clocks of the case have followed and that it does not have itself. */
export function wholePolicy<Policy extends PolicySlice>(state: CaseState, policy: Policy): Policy {
  return { ...policy, clocks: [...policy.clocks, ...restingRules(state, policy)] };
}

/** Rules that only clocks which have stopped still follow: kept so that they can be shown, and never started again. */
function restingRules(state: CaseState, policy: PolicySlice): ClockRule[] {
  const isKept = ({ id }: ClockRule) => policy.clocks.some((rule) => rule.id === id);
  const followed = state.policy.clocks.filter(({ id }) => state.clocks.some(({ rule }) => rule === id));
  return followed.filter((rule) => !isKept(rule)).map((rule) => ({ ...rule, start: { ...rule.start, on: [] } }));
}

/** What the newer version would take away, in a few words; or null. */
function lossBy(state: CaseState, policy: PolicySlice, at: string, calendar: WorkingCalendar): string | null {
  for (const rule of state.policy.clocks) {
    // One that an earlier repinning has laid to rest promises nothing any more.
    if (rule.start.on.length === 0) continue;
    const newer = policy.clocks.find(({ id }) => id === rule.id);
    if (!newer && isInternal(policy)) continue;
    if (!newer) return `the clock ${rule.id}`;
    // As if it began now: what has not begun yet must not be longer either.
    if (isLater(rule, newer, { id: '', startedAt: at }, at, calendar)) return `time of the clock ${rule.id}`;
  }
  for (const clock of state.clocks) {
    if (clock.stoppedAt !== null || clock.startedAt === null || clock.breachedAt !== null) continue;
    // One that was taken over goes on by its own rule.
    if (clock.from && readsAs(state, 4)) continue;
    const [rule, newer] = [ruleOf(state, clock), policy.clocks.find(({ id }) => id === clock.rule)];
    // What runs goes on under its own rule, which stays with it; it only begins no more.
    if (!newer && isInternal(policy)) continue;
    if (!newer || isLater(rule, newer, clock, at, calendar)) return `time of the clock ${clock.id}`;
  }
  const lost = policy.switchedOff.find(
    (name) => commandsOfCustomer.includes(name) && !state.policy.switchedOff.includes(name),
  );
  if (lost !== undefined) return `the customer’s ${lost}`;
  return shorterWindow(state.policy, policy, at, calendar) ?? lostMessage(state.policy, policy);
}

/** Of the organisation's own problem nobody outside is promised anything (N-25): a clock of it may go, and what runs goes on. */
const isInternal = (policy: PolicySlice): boolean => 'internalTo' in policy && policy.internalTo !== undefined;

/** A message that the case would have sent and would send no more, by each way that was promised. */
function lostMessage(before: PolicySlice, after: PolicySlice): string | null {
  const goesOn = ({ on, to, channels }: NoticeRule) =>
    after.notices.some(
      (one) => one.on === on && one.to === to && channels.every((channel) => one.channels.includes(channel)),
    );
  // To customers an internal problem sends nothing, whatever its rules say.
  const promised = before.notices.filter(({ to }) => to !== 'customer' || !isInternal(after));
  const lost = promised.find((notice) => !goesOn(notice));
  return lost ? `the message at ${lost.on} to ${lost.to}` : null;
}

type Counted = Pick<Clock, 'id'> & { startedAt: string | null } & Partial<Clock>;

/** True if a clock would be due later under the newer rule than under its own, or never. */
export function isLater(
  rule: ClockRule,
  newer: ClockRule,
  clock: Counted,
  at: string,
  calendar: WorkingCalendar,
): boolean {
  const [before, after] = [rule, newer].map((one) => dueUnder(one, clock, at, calendar)) as [
    string | null,
    string | null,
  ];
  if (before === null) return false;
  return after === null || Date.parse(after) > Date.parse(before);
}

/** Until when a customer may still reopen, complete or say whether it helped: never shorter. */
function shorterWindow(before: object, after: object, at: string, calendar: WorkingCalendar): string | null {
  const windows = (policy: object) => ('windows' in policy ? (policy.windows as Record<string, Amount>) : {});
  for (const [name, amount] of Object.entries(windows(before))) {
    const [earlier, later] = [amount, windows(after)[name]].map((due) => due && endOf(due, at, calendar));
    if (earlier && (!later || Date.parse(later) < Date.parse(earlier))) return `time of the window ${name}`;
  }
  return null;
}

function endOf(due: Amount, at: string, calendar: WorkingCalendar): string | null {
  const answer = deadline(calendar, { start: at, due });
  return 'refusal' in answer ? null : answer.dueAt;
}
