/** A version of the policy or of a calendar that somebody proposes, and that others approve before it is published. Pure. */
import type { WorkingCalendar } from '../deadline/deadline.ts';
import { instantText, MS_PER_DAY } from '../deadline/instants-and-dates.ts';
import type { MemoLimits, StepRule } from './policy.ts';

/** What a case knows of a proposed version. Its text stands with the words of who proposed it. */
export interface Proposal {
  /** The name of the calendar that it is a version of; absent if it is a version of the policy. A calendar has no term. */
  calendar?: string;
  version: number;
  /** SHA-256 of the whole version as it will be made, and of when it is in force. */
  digest: string;
  /** The version that it is made from, and the hash of that one. */
  base: number;
  baseHash: string;
  /** From when new cases follow it, UTC. Null: from its approval. */
  from: string | null;
  /** Of a memo: when it lapses, UTC. Null: it stays until another version replaces it. */
  until: string | null;
  /** Of a memo: the version of the memo that it replaces. */
  replaces: number | null;
}

/** What came of publishing. `problem`: a name such as `StaleBase`. */
export type PublicationOutcome =
  | {
      outcome: 'published';
      /** The name of the calendar; absent if a version of the policy was published. */
      calendar?: string;
      version: number;
      hash: string;
      from: string;
      until: string | null;
      /** Numbers of the procedures whose memos this one replaces. */
      replaced: string[];
    }
  | { outcome: 'refused'; problem: string; detail: string };

/** A version that this procedure has published. */
export interface PublishedVersion {
  /** The name of the calendar; absent if it is a version of the policy. */
  calendar?: string;
  version: number;
  hash: string;
  from: string;
  until: string | null;
  /** Of a memo: when its end is told before it comes; null once that has been told. */
  remindAt: string | null;
  /** Of a memo: when it lapsed, or was replaced. */
  endedAt: string | null;
}

/** What a memo may be; null if the step proposes none. */
export function memoLimitsOf({ proposes }: Pick<StepRule, 'proposes'>): MemoLimits | null {
  return typeof proposes === 'object' ? proposes.memo : null;
}

/** What is wrong with a proposal for a step, or null. A step that proposes has one, and a memo has an end within its limit. */
export function faultInProposal(
  rule: Pick<StepRule, 'proposes'>,
  proposal: Proposal | undefined,
  at: string,
  { clock }: Pick<WorkingCalendar, 'clock'>,
): string | null {
  if (!rule.proposes) return proposal ? 'the step proposes no version' : null;
  const isOfCalendar = rule.proposes === 'calendar';
  if (!proposal)
    return isOfCalendar
      ? 'hand in the version of the calendar that you propose'
      : 'hand in the version of the policy that you propose';
  const { calendar, from, until, replaces } = proposal;
  if (isOfCalendar)
    return calendar === undefined ? 'the step proposes a version of a calendar, and not of the policy' : null;
  if (calendar !== undefined) return 'the step proposes a version of the policy, and not of a calendar';
  const memo = memoLimitsOf(rule);
  if (!memo)
    return until === null && replaces === null ? null : 'a version has no end and replaces no memo: a memo does';
  if (until === null) return 'a memo has an end: say until when it is in force';
  const begin = Math.max(Date.parse(at), Date.parse(from ?? at));
  if (Date.parse(until) <= begin) return 'a memo ends after it begins, and not in the past';
  const days = clock.dayOf(Date.parse(until)) - clock.dayOf(begin);
  return days <= memo.longestDays ? null : `a memo is in force for ${memo.longestDays} days at most`;
}

/** The version as it stands once it has been published. */
export function publishedVersion(
  {
    calendar,
    version,
    hash,
    from,
    until,
  }: Omit<Extract<PublicationOutcome, { outcome: 'published' }>, 'outcome' | 'replaced'>,
  memo: MemoLimits | null,
): PublishedVersion {
  const remind = until === null || !memo ? null : Date.parse(until) - memo.remindDays * MS_PER_DAY;
  // A memo shorter than that needs no reminder: its people have just been told of it.
  const remindAt = remind === null || remind <= Date.parse(from) ? null : instantText(remind);
  return { ...(calendar === undefined ? {} : { calendar }), version, hash, from, until, remindAt, endedAt: null };
}

/** True of a memo that is in force, or will be. */
export function isMemoRunning({ published }: { published?: PublishedVersion }): boolean {
  return published !== undefined && published.until !== null && published.endedAt === null;
}
