/**
 * A wrong kind of complaint, or a wrong day of receipt, is put right on record (C-05). The clocks are then those of the right
 * kind, from the right start. What moves a deadline to the customer's loss waits for a second person. Pure.
 */
import { type Approval, decisionIn, objectionTo, openApproval, withDecision } from '../../case/approval.ts';
import type { DecisionContext } from '../../case/case.ts';
import { type Clock, waitingClock } from '../../case/clocks/clock.ts';
import { isReplaced } from '../../case/clocks/clock-facts.ts';
import { nextClockId, ruleOf } from '../../case/clocks/clock-schedule.ts';
import type { Actor, No, VaultTextRef } from '../../case/command.ts';
import { bothNames, isNo, no } from '../../case/command.ts';
import { type ClockRule, readsAs } from '../../case/policy.ts';
import { isLater, underPolicy, wholePolicy } from '../../case/repin.ts';
import { digest } from '../../digest.ts';
import { needsSolution } from '../answer-clock.ts';
import type { ComplaintAspect, Decisions, Evolutions } from '../aspect.ts';
import type { ComplaintPolicy } from '../policy.ts';
import type { ComplaintState } from '../state.ts';
import { ownerOf } from './claims.ts';

/** What is to be put right: the slice of the same version for the right kind, or the instant of receipt. */
type Right = { category: string; rules: string } | { receivedAt: string };

/** A correction that waits for a second person. */
export interface Correction extends Approval {
  right: Right;
  words: VaultTextRef;
  proposedAt: string;
}

export interface RightingCommands {
  'correct-category': { policy: ComplaintPolicy; words: VaultTextRef };
  /** `receivedAt`: UTC. */
  'correct-received': { receivedAt: string; words: VaultTextRef };
  /** `policy`: of a correction of the kind, what was proposed. */
  'approve-correction': { digest: string; policy?: ComplaintPolicy };
  /** Without a digest whatever stands there is rejected. */
  'reject-correction': { digest: string | null; words: VaultTextRef };
}

export type RightingFact =
  | { type: 'correctionProposed'; data: { right: Right; digest: string; words: VaultTextRef } }
  | { type: 'correctionApproved'; data: { digest: string } }
  | { type: 'correctionRejected'; data: { digest: string; words: VaultTextRef } }
  | {
      type: 'categoryCorrected';
      data: { from: string; to: string; digest: string; policy: ComplaintPolicy; words?: VaultTextRef };
    }
  | { type: 'receivedCorrected'; data: { from: string; to: string; words?: VaultTextRef } };

/** A leader of a care team. */
const secondPerson = { quorum: 1, of: [{ role: 'supervisor' }, { role: 'manager' }] };

/** When it was received: the day that a letter came, else when it was registered. */
export function receiptOf({ receivedAt, openedAt }: Pick<ComplaintState, 'receivedAt' | 'openedAt'>): string {
  return receivedAt ?? openedAt;
}

const decisions: Decisions<RightingCommands> = {
  'correct-category'(state, { body: { policy, words } }, around) {
    const wrong = notTheSame(state, policy);
    if (wrong) return wrong;
    if (isLoss(state, policy, around)) {
      return [proposal({ category: policy.category, rules: digest(policy) }, words)];
    }
    return [recategorised(state, policy, words)];
  },

  'correct-received'(state, { body: { receivedAt, words } }, around) {
    const wrong = notReceived(state, receivedAt, around);
    if (wrong) return wrong;
    const isLater = Date.parse(receivedAt) > Date.parse(receiptOf(state));
    return isLater
      ? [proposal({ receivedAt }, words)]
      : [{ type: 'receivedCorrected', data: { from: receiptOf(state), to: receivedAt, words } }];
  },

  'approve-correction'(state, { body, actor }) {
    const open = decidable(state, actor, { verdict: 'approved', digest: body.digest });
    if (isNo(open)) return open;
    const approved = { type: 'correctionApproved' as const, data: { digest: open.digest } };
    if ('receivedAt' in open.right) {
      return [approved, { type: 'receivedCorrected', data: { from: receiptOf(state), to: open.right.receivedAt } }];
    }
    if (!body.policy || digest(body.policy) !== open.right.rules) {
      return no('PreconditionFailed', 'the rules of the right kind are not those that were proposed');
    }
    return [approved, recategorised(state, body.policy)];
  },

  'reject-correction'(state, { body, actor }) {
    const open = decidable(state, actor, { verdict: 'rejected', digest: body.digest });
    return isNo(open) ? open : [{ type: 'correctionRejected', data: { digest: open.digest, words: body.words } }];
  },
};

function proposal(right: Right, words: VaultTextRef): RightingFact {
  return { type: 'correctionProposed', data: { right, digest: digest({ right, words: words.digest }), words } };
}

/**
 * True if a deadline that is still to come would come later, not at all, or be met by less. Also if no claim would have to
 * be decided any more. A deadline of a later round has not been promised.
 */
function isLoss(state: ComplaintState, policy: ComplaintPolicy, { at, calendar }: DecisionContext): boolean {
  if (readsAs(state, 4) && state.policy.endsWithClaim && !policy.endsWithClaim) return true;
  return state.clocks.some((clock) => {
    if (clock.stoppedAt !== null || clock.breachedAt !== null || clock.from) return false;
    const rule = ruleOf(state, clock);
    if (clock.startedAt === null && rule.start.on.every((event) => event === 'roundOpened')) return false;
    const newer = policy.clocks.find(({ id }) => id === clock.rule);
    return !newer || (readsAs(state, 4) && asksLess(rule, newer)) || isLater(rule, newer, clock, at, calendar);
  });
}

/** True if what met the first rule was a solution, or that the customer knew of it, or one limit over all rounds. */
function asksLess(rule: ClockRule, newer: ClockRule): boolean {
  const asksToTell = ({ stop }: ClockRule) => stop.on.includes('customerTold');
  return (
    (needsSolution(rule) && !needsSolution(newer)) ||
    (asksToTell(rule) && !asksToTell(newer)) ||
    (rule.overall === true && newer.overall !== true)
  );
}

function recategorised(state: ComplaintState, policy: ComplaintPolicy, words?: VaultTextRef): RightingFact {
  const whole = wholePolicy(state, policy);
  const data = { from: state.category, to: policy.category, digest: digest(whole), policy: whole };
  return { type: 'categoryCorrected', data: { ...data, ...(words ? { words } : {}) } };
}

/** Only the rules of the same version take the place of these: what is newer goes by `repin`. */
function notTheSame({ policy: own, category, internal }: ComplaintState, policy: ComplaintPolicy): No | null {
  const isSame = policy.organisation === own.organisation && policy.version === own.version;
  if (!isSame)
    return no('PreconditionFailed', 'a kind is corrected within the version of the policy that the case follows');
  if (policy.category === category) return no('Incomplete', `it is ${category} already`);
  if ((policy.internalTo !== undefined) !== (internal === true)) {
    return no(
      'Incomplete',
      'an internal problem has no customer: it is opened anew, and this one is declined or withdrawn',
    );
  }
  return null;
}

function notReceived(state: ComplaintState, receivedAt: string, { at }: DecisionContext): No | null {
  if (Date.parse(receivedAt) > Math.min(Date.parse(at), Date.parse(state.openedAt))) {
    return no('Incomplete', 'it cannot have been received after it was registered');
  }
  return receivedAt === receiptOf(state) ? no('Incomplete', 'that is when it was received already') : null;
}

function decidable(state: ComplaintState, actor: Actor, decision: Parameters<typeof objectionTo>[1]): Correction | No {
  const { correction } = state;
  if (!correction) return no('NotAllowedNow', noneWaits);
  return objectionTo(correction, decision, actor, ownerOf(state)) ?? correction;
}

const noneWaits = 'no correction waits for a decision';

const evolutions: Evolutions<RightingFact> = {
  correctionProposed(state, { right, digest: frozen, words }, event) {
    const approval = openApproval(frozen, secondPerson, bothNames(event));
    return { ...state, correction: { ...approval, right, words, proposedAt: event.at } };
  },
  correctionApproved: (state, { digest: frozen }, event) =>
    state.correction
      ? { ...state, correction: withDecision(state.correction, decisionIn(event, 'approved', frozen, null)) }
      : state,
  correctionRejected: withoutCorrection,
  categoryCorrected: (state, { to, policy }) => ({
    ...withoutCorrection(withClocksAgain(underPolicy(withOwnRules(state, policy), policy))),
    category: to,
    ...(policy.internalTo ? { circle: policy.internalTo } : {}),
  }),
  receivedCorrected(state, { from, to }) {
    const isFromReceipt = state.completeAt === from;
    return { ...withoutCorrection(state), receivedAt: to, ...(isFromReceipt ? { completeAt: to } : {}) };
  },
};

/** What was missed, or warned of by a rung that the right kind has not, stays as it was told. It keeps the rule it followed. */
function withOwnRules(state: ComplaintState, policy: ComplaintPolicy): ComplaintState {
  const clocks = state.clocks.map((clock): Clock => {
    if (clock.stoppedAt !== null || clock.from) return clock;
    const ladder = policy.clocks.find(({ id }) => id === clock.rule)?.ladder.map(({ rung }) => digest(rung)) ?? [];
    const isLost = clock.rungs.some(({ rung, firedAt }) => firedAt !== null && !ladder.includes(digest(rung)));
    if (clock.breachedAt === null && !isLost) return clock;
    return { ...clock, from: { number: state.number, rule: ruleOf(state, clock), countsFrom: null } };
  });
  return { ...state, clocks };
}

/** With a clock for each rule that an earlier correction took away, and that holds again. */
function withClocksAgain(state: ComplaintState): ComplaintState {
  // A clock that a merged complaint brought is another one's, whatever its rule is called.
  const isAnothers = ({ from }: Clock) => from && from.number !== state.number && readsAs(state, 4);
  const own = state.clocks.filter((clock) => !isAnothers(clock));
  const isGone = ({ id, start }: ClockRule) =>
    start.on.length > 0 &&
    own.every((clock) => clock.rule !== id || clock.state === 'superseded' || isReplaced(state, clock));
  const again = state.policy.clocks
    .filter(isGone)
    .map((rule) => waitingClock(rule, nextClockId(state, rule), state.round));
  return again.length === 0 ? state : { ...state, clocks: [...state.clocks, ...again] };
}

function withoutCorrection(state: ComplaintState): ComplaintState {
  const { correction: _, ...rest } = state;
  return rest as ComplaintState;
}

/** What stands in the way of putting right what was written down, or of deciding on it; null if nothing does. */
function obstacle(state: ComplaintState, command: string): string | null {
  const isDecision = command === 'approve-correction' || command === 'reject-correction';
  if (!isDecision && command !== 'correct-category' && command !== 'correct-received') return null;
  if (isDecision && !state.correction) return noneWaits;
  if (command === 'reject-correction' || (isDecision && !readsAs(state, 4))) return null;
  // What was proposed in time may be approved late: by then the same may stand in its way.
  if (!readsAs(state, 3)) return 'its version of the policy knows no corrections';
  if (state.round > 1) return 'it has been answered: what follows counts from its own round';
  if (state.clocks.some((clock) => clock.state === 'paused')) return 'a clock is paused: let it run again first';
  return !isDecision && state.correction ? 'a correction waits for its decision' : null;
}

export const righting: ComplaintAspect<RightingCommands, RightingFact> = {
  decisions,
  evolutions,
  obstacle,
  decidedOn: ({ correction }, command) =>
    command === 'approve-correction' || command === 'reject-correction' ? correction?.digest : undefined,
};
