/**
 * Approval: the one way in which something is approved before it counts, whatever it is. What is approved is frozen by its
 * digest. Other people than those who made it decide, as many and of such roles as the rule says. Pure.
 */
import { type ApprovalRule, placesFilled, placesOf } from '../approval/rule.ts';
import { type Actor, effectiveUser, type No, namesOf, no, type VaultTextRef } from './command.ts';
import type { TimelineEvent } from './event.ts';

export type Verdict = 'approved' | 'rejected';

/** What one person decided, in which roles, and in whose right if that was not their own. */
export interface Decision {
  verdict: Verdict;
  /** Digest of what they decided on. */
  digest: string;
  by: string;
  standingInFor: string | null;
  roles: string[];
  /** Of which departments, if one of them had to decide. */
  departments?: string[];
  at: string;
  /** Why it was rejected. */
  reason: VaultTextRef | null;
}

export interface Approval {
  /** Withdrawn: nothing is left to approve. */
  status: 'waiting' | Verdict | 'withdrawn';
  /** SHA-256 of the frozen subject. Approvers name it, so that nobody approves what they have not seen. */
  digest: string;
  rule: ApprovalRule;
  /** How many different persons must approve. */
  needed: number;
  /** Staff ids of those who may never decide on it, under no name: who prepared or changed it, or came to be barred. */
  mayNotDecide: string[];
  /** The decisions on the subject as it stands now; those on an earlier one are void and only in the timeline. */
  decisions: Decision[];
}

/** Refuses a decision that names another digest: its maker has not seen what stands there. */
export const changedSince = no(
  'PreconditionFailed',
  'it has been changed since you looked at it: read it again, then decide',
);

/** An approval of a subject, by its digest, that waits for its first decision. `makers` are barred from deciding. */
export function openApproval(digest: string, rule: ApprovalRule, makers: string[]): Approval {
  const needed = placesOf(rule).length;
  return { status: needed === 0 ? 'approved' : 'waiting', digest, rule, needed, mayNotDecide: makers, decisions: [] };
}

/** The approval of a changed subject. All earlier decisions are void, and the author of the change is barred too. */
export function reopenApproval<Of extends Approval>(
  approval: Of,
  digest: string,
  rule: ApprovalRule,
  makers: string[],
): Of {
  const mayNotDecide = [...new Set([...approval.mayNotDecide, ...makers])];
  return { ...approval, ...openApproval(digest, rule, mayNotDecide) };
}

/** The approval with more people who may never decide on it: what they have decided, by themselves or by a stand-in, is void. */
export function barring<Of extends Approval>(approval: Of, persons: readonly string[]): Of {
  const mayNotDecide = [...new Set([...approval.mayNotDecide, ...persons])];
  const isTheirs = ({ by, standingInFor }: Decision) => persons.includes(by) || persons.includes(standingInFor ?? by);
  return { ...approval, mayNotDecide, decisions: approval.decisions.filter((decision) => !isTheirs(decision)) };
}

/**
 * Why this actor, in the right in which they act, may never decide on it; null if they may. Four eyes: neither they nor
 * anybody for whom they stand in may be barred, be it here or by the case (`barred`: its owner, say).
 */
export function barredFrom(approval: Approval, actor: Actor, barred: readonly string[] = []): No | null {
  const own = namesOf(actor).find((name) => [...approval.mayNotDecide, ...barred].includes(name));
  if (own !== undefined) {
    const who = own === actor.id ? 'you' : `${own}, for whom you stand in,`;
    return no(
      'SamePerson',
      `somebody else decides: ${who} prepared it, or ${own === actor.id ? 'own' : 'owns'} or owned the case`,
    );
  }
  const { roles, departments } = actor;
  const alone = { by: actor.id, standingInFor: actor.standingInFor ?? null, roles, departments };
  return placesFilled(approval.rule, [alone]) === 1 ? null : no('Forbidden', 'your role does not decide on this');
}

/**
 * Why this decision does not count, or null. The first of these that holds: the actor may never decide; what they saw is
 * not what stands there; it is decided. Then: they have decided under some name; no place is left.
 */
export function objectionTo(
  approval: Approval,
  { digest, verdict }: Pick<Decision, 'verdict'> & { digest: string | null },
  actor: Actor,
  barred: readonly string[] = [],
): No | null {
  const never = barredFrom(approval, actor, barred);
  if (never) return never;
  if (digest !== null && digest !== approval.digest) return changedSince;
  if (approval.status !== 'waiting') return no('NotAllowedNow', `it is ${approval.status} already`);
  const names = [actor.id, effectiveUser(actor)];
  const earlier = approval.decisions.find(
    ({ by, standingInFor }) => names.includes(by) || names.includes(standingInFor ?? by),
  );
  if (earlier)
    return no('NotAllowedNow', 'you have decided on it already, or somebody in your place: another person must');
  if (verdict === 'rejected') return null;
  const { roles, departments } = actor;
  const mine = { by: actor.id, standingInFor: actor.standingInFor ?? null, roles, departments };
  if (placesFilled(approval.rule, [...approval.decisions, mine]) > approval.decisions.length) return null;
  return no('NotAllowedNow', 'those of your role have approved it: somebody of another role must');
}

/** The decision that an event is, for the one who gave it. */
export function decisionIn(
  event: TimelineEvent,
  verdict: Verdict,
  digest: string,
  reason: VaultTextRef | null,
): Decision {
  const { by, standingInFor = null, roles, at } = event;
  return { verdict, digest, by, standingInFor, roles, at, reason };
}

/** The approval with one more decision that met no objection. One rejection rejects; the last place that is filled approves. */
export function withDecision<Of extends Approval>(approval: Of, decision: Decision): Of {
  if (decision.digest !== approval.digest) return approval;
  const decisions = [...approval.decisions, decision];
  const approvals = decisions.filter(({ verdict }) => verdict === 'approved');
  const isMet = placesFilled(approval.rule, approvals) === approval.needed;
  const status = decision.verdict === 'rejected' ? 'rejected' : isMet ? 'approved' : 'waiting';
  return { ...approval, decisions, status };
}

/** True if one approval by this actor would be the last one needed. */
export function isLastNeeded(approval: Approval): boolean {
  return approval.decisions.length + 1 >= approval.needed;
}
