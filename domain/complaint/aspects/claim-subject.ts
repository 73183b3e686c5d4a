/** What an approval of money freezes: the amount, what it is for, and the evidence; and who must approve so much. */
import type { ApprovalRule } from '../../approval/rule.ts';
import { type No, no, type VaultTextRef } from '../../case/command.ts';
import { digest } from '../../digest.ts';
import { amountText, type Currency, minorUnits } from '../../money.ts';
import type { ComplaintState } from '../state.ts';

export interface ClaimSubject {
  type: 'claim' | 'goodwill';
  /** Decimal text with all decimals of the currency. */
  amount: string;
  /** ISO 4217 code. */
  currency: string;
  /** Of goodwill: which of the pack's benefits. */
  benefit: string | null;
  /** Why it is owed. */
  evidence: VaultTextRef | null;
  attachments: string[];
}

/** A subject with its digest, and who must approve it. */
export interface FrozenClaim {
  /** Its number within the complaint, and how often it has been put together: 1, then one more by each amendment. */
  claim: number;
  version: number;
  subject: ClaimSubject;
  digest: string;
  rule: ApprovalRule;
}

/** The pack's rules for money: who approves how much, and how much goodwill needs no approval. */
export interface ClaimRules {
  currency: Currency;
  /** In rising order of `upTo`; the last has none. */
  approvals: { upTo: string | null; need: number; roles: string[] }[];
  /** A goodwill benefit up to this amount needs only the right to record it. */
  goodwillUpTo: string;
}

/**
 * A subject made fast, with its amount in the pack's currency. Never the digest of an earlier version, even if all says the
 * same again. Refused if the amount is none.
 */
export function frozenClaim(
  state: ComplaintState,
  { claim, version }: Pick<FrozenClaim, 'claim' | 'version'>,
  content: Omit<ClaimSubject, 'currency'>,
): FrozenClaim | No {
  const rules = state.policy.claims;
  if (!rules) return no('NotAllowedNow', `the policy of ${state.organisation} has no rules for claims`);
  const { currency } = rules;
  const amount = amountText(content.amount, currency);
  if (amount === null) {
    return no('Incomplete', `an amount in ${currency.code} is above zero, with at most ${currency.decimals} decimals`);
  }
  const subject: ClaimSubject = { ...content, amount, currency: currency.code };
  const { organisation, number } = state;
  return {
    claim,
    version,
    subject,
    digest: digest({ organisation, number, claim, version, ...subject }),
    rule: ruleFor(rules, amount),
  };
}

/** Who must approve this amount: the first step of the pack's table that reaches it. */
function ruleFor({ approvals, currency }: ClaimRules, amount: string): ApprovalRule {
  const step = approvals.find(({ upTo }) => upTo === null || !exceeds([amount], upTo, currency)) ?? approvals.at(-1);
  return { quorum: step?.need ?? 1, of: (step?.roles ?? ['manager']).map((role) => ({ role })) };
}

/** True if amounts are together above a limit. */
export function exceeds(amounts: readonly string[], limit: string, currency: Currency): boolean {
  const minor = (amount: string) => minorUnits(amount, currency) ?? 0;
  return amounts.reduce((sum, amount) => sum + minor(amount), 0) > minor(limit);
}
