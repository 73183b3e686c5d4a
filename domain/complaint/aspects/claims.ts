/**
 * Requests for money that belong to a complaint (C-05, C-12, B-08). Each is a claim of the customer's, or a goodwill benefit
 * above what staff may grant themselves. Each is frozen by its digest and decided by others than who prepared it. One at a time.
 */

import {
  type Approval,
  barring,
  decisionIn,
  isLastNeeded,
  objectionTo,
  openApproval,
  reopenApproval,
  withDecision,
} from '../../case/approval.ts';
import { unchanged } from '../../case/aspect.ts';
import { type Actor, bothNames, isNo, type No, no, type VaultTextRef } from '../../case/command.ts';
import type { TimelineEvent } from '../../case/event.ts';
import { readsAs } from '../../case/policy.ts';
import type { ComplaintAspect, Decisions, Evolutions } from '../aspect.ts';
import type { ComplaintFact } from '../facts.ts';
import type { ComplaintState } from '../state.ts';
import { type ClaimSubject, type FrozenClaim, frozenClaim } from './claim-subject.ts';

export interface Claim extends Approval, ClaimSubject {
  /** Its number within the complaint, and its version: amendments count up. */
  claim: number;
  version: number;
  /** The round in which it was prepared; absent if an earlier release prepared it. */
  round?: number;
  preparedAt: string;
  decidedAt: string | null;
}

export interface ClaimCommands {
  'prepare-claim': { amount: string; words: VaultTextRef | null; attachments: string[] };
  /** What is null stays as it is. */
  'amend-claim': { amount: string | null; words: VaultTextRef | null; attachments: string[] | null };
  'approve-claim': { digest: string };
  /** Without a digest whatever stands there is rejected. */
  'reject-claim': { digest: string | null; words: VaultTextRef };
}

export type ClaimFact =
  | { type: 'claimPrepared' | 'claimAmended'; data: FrozenClaim & { words: VaultTextRef | null } }
  | { type: 'claimApprovalGiven'; data: { claim: number; digest: string } }
  /** `goodwillApproved`: a benefit that waited. `goodwillGranted` is every benefit that the customer gets. */
  | { type: 'claimApproved' | 'goodwillApproved' | 'goodwillGranted' | 'claimWithdrawn'; data: { claim: number } }
  | { type: 'claimRejected' | 'goodwillRefused'; data: { claim: number; digest: string; words: VaultTextRef } };

/** The claim or benefit that waits for its decision, if one does. */
export function waitingClaim({ claims }: Pick<ComplaintState, 'claims'>): Claim | undefined {
  return claims.find(({ status }) => status === 'waiting');
}

const decisions: Decisions<ClaimCommands> = {
  'prepare-claim'(state, { body }) {
    const { amount, words, attachments } = body;
    if (!words && attachments.length === 0) return no('Incomplete', 'a claim needs evidence: words or an attachment');
    const subject = { type: 'claim' as const, amount, benefit: null, evidence: words, attachments };
    const frozen = frozenClaim(state, { claim: state.claims.length + 1, version: 1 }, subject);
    return isNo(frozen) ? frozen : [{ type: 'claimPrepared', data: { ...frozen, words } }];
  },

  'amend-claim'(state, { body }) {
    const open = waitingClaim(state);
    if (!open) return noneWaits;
    const { type, benefit, amount, evidence, attachments } = open;
    const place = { claim: open.claim, version: open.version + 1 };
    const frozen = frozenClaim(state, place, {
      ...{ type, benefit, amount: body.amount ?? amount, evidence: body.words ?? evidence },
      attachments: body.attachments ?? attachments,
    });
    return isNo(frozen) ? frozen : [{ type: 'claimAmended', data: { ...frozen, words: body.words } }];
  },

  'approve-claim'(state, { body, actor }) {
    const open = decidable(state, actor, { verdict: 'approved', digest: body.digest });
    if (isNo(open)) return open;
    const { claim, digest, type } = open;
    const given: ComplaintFact = { type: 'claimApprovalGiven', data: { claim, digest } };
    if (!isLastNeeded(open)) return [given];
    if (type === 'claim') return [given, { type: 'claimApproved', data: { claim } }];
    const approved: ComplaintFact[] = readsAs(state, 2) ? [{ type: 'goodwillApproved', data: { claim } }] : [];
    return [given, ...approved, { type: 'goodwillGranted', data: { claim } }];
  },

  'reject-claim'(state, { body, actor }) {
    const open = decidable(state, actor, { verdict: 'rejected', digest: body.digest });
    if (isNo(open)) return open;
    const { claim, digest, type } = open;
    const data = { claim, digest, words: body.words };
    return [{ type: type === 'claim' ? 'claimRejected' : 'goodwillRefused', data }];
  },
};

const noneWaits = no('NotAllowedNow', 'no claim or benefit waits for a decision');

/** The claim that waits, if this actor may so decide on it. The owner of the complaint never may. */
function decidable(state: ComplaintState, actor: Actor, decision: Parameters<typeof objectionTo>[1]): Claim | No {
  const open = waitingClaim(state);
  if (!open) return noneWaits;
  return objectionTo(open, decision, actor, ownerOf(state)) ?? open;
}

/** Nobody who answers for the complaint decides on its money. */
export function ownerOf({ owner }: Pick<ComplaintState, 'owner'>): string[] {
  return owner === null ? [] : [owner];
}

/** A claim as it is when it has just been prepared. */
export function newClaim(
  { round }: Pick<ComplaintState, 'round'>,
  { claim, version, subject, digest, rule }: FrozenClaim,
  event: TimelineEvent,
): Claim {
  const approval = openApproval(digest, rule, bothNames(event));
  return { claim, version, round, ...subject, ...approval, preparedAt: event.at, decidedAt: null };
}

/** The complaint with one of its claims changed. */
const withClaim = (state: ComplaintState, claim: number, change: (claim: Claim) => Claim): ComplaintState => ({
  ...state,
  claims: state.claims.map((one) => (one.claim === claim ? change(one) : one)),
});

const settled =
  (status: Approval['status']) =>
  (state: ComplaintState, { claim }: { claim: number }, { at }: TimelineEvent): ComplaintState =>
    withClaim(state, claim, (one) => ({ ...one, status, decidedAt: at }));

function rejected(
  state: ComplaintState,
  { claim, digest, words }: { claim: number; digest: string; words: VaultTextRef },
  event: TimelineEvent,
): ComplaintState {
  const decision = decisionIn(event, 'rejected', digest, words);
  return withClaim(state, claim, (one) => ({ ...withDecision(one, decision), decidedAt: event.at }));
}

const evolutions: Evolutions<ClaimFact> = {
  claimPrepared: (state, frozen, event) => ({ ...state, claims: [...state.claims, newClaim(state, frozen, event)] }),
  claimAmended: (state, { claim, version, subject, digest, rule }, event) =>
    withClaim(state, claim, (one) => ({ ...reopenApproval(one, digest, rule, bothNames(event)), ...subject, version })),
  claimApprovalGiven: (state, { claim, digest }, event) =>
    withClaim(state, claim, (one) => withDecision(one, decisionIn(event, 'approved', digest, null))),
  claimApproved: settled('approved'),
  goodwillApproved: unchanged,
  goodwillGranted: settled('approved'),
  claimRejected: rejected,
  goodwillRefused: rejected,
  claimWithdrawn: settled('withdrawn'),
};

/**
 * The complaint after an event that changes who may decide on a claim or a correction that waits. People whom it turns out
 * to concern, and each owner while it waited, decide on it no more. Their decisions so far are void.
 */
function withDecidersApart(after: ComplaintState, _event: TimelineEvent, before: ComplaintState): ComplaintState {
  const open = readsAs(after, 2) ? waitingClaim(after) : undefined;
  const correction = readsAs(after, 4) ? after.correction : undefined;
  if (!open && !correction) return after;
  const owners = [before.owner, after.owner].filter((owner) => owner !== null);
  const concerned = after.about.filter((id) => !before.about.includes(id));
  const apart = [...(before.owner === after.owner ? [] : owners), ...concerned];
  if (apart.length === 0) return after;
  const decided = correction ? { ...after, correction: barring(correction, apart) } : after;
  return open ? withClaim(decided, open.claim, (claim) => barring(claim, apart)) : decided;
}

/** What a withdrawal of the complaint means for the claim that waits: there is nothing left to decide. */
export function claimWithdrawal(state: ComplaintState): ComplaintFact[] {
  const open = waitingClaim(state);
  return open ? [{ type: 'claimWithdrawn', data: { claim: open.claim } }] : [];
}

/** A complaint that is about money is not answered before a claim has been decided, one way or the other (C-05). */
function undecided({ policy, claims }: ComplaintState): string | null {
  if (!policy.endsWithClaim || !readsAs({ policy }, 3)) return null;
  const isDecided = claims.some(({ type, status }) => type === 'claim' && ['approved', 'rejected'].includes(status));
  return isDecided ? null : 'no claim of it has been decided: prepare the claim, or decline the complaint';
}

/** Why a command must wait for the decision on a claim, or has none to decide on. Null if neither is so. */
function obstacle(state: ComplaintState, command: string): string | null {
  const open = waitingClaim(state);
  if (['amend-claim', 'approve-claim', 'reject-claim'].includes(command)) return open ? null : noneWaits.detail;
  if (!['answer', 'merge', 'prepare-claim'].includes(command)) return null;
  if (command === 'prepare-claim' && !state.policy.claims) return 'the policy has no rules for claims';
  if (!open) return command === 'answer' ? undecided(state) : null;
  const { type, claim, amount, currency, needed, decisions } = open;
  const missing = needed - decisions.length;
  return `${type} ${claim} of ${amount} ${currency} is not decided yet: it needs ${missing} more ${missing === 1 ? 'approval' : 'approvals'}, or a rejection`;
}

export const claims: ComplaintAspect<ClaimCommands, ClaimFact> = {
  decisions,
  evolutions,
  obstacle,
  decidedOn: ({ claims: all }, command) =>
    command === 'approve-claim' || command === 'reject-claim'
      ? all.findLast(({ needed }) => needed > 0)?.digest
      : undefined,
  afterward: withDecidersApart,
};
