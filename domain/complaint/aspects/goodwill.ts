/** An apology, and a benefit that is granted as goodwill: what goes above the pack’s limit is approved like a claim (B-08). */
import { isNo, no, type VaultTextRef } from '../../case/command.ts';
import { readsAs } from '../../case/policy.ts';
import type { ComplaintAspect, Decisions, Evolutions } from '../aspect.ts';
import type { ComplaintFact } from '../facts.ts';
import type { ComplaintState } from '../state.ts';
import { exceeds, type FrozenClaim, frozenClaim } from './claim-subject.ts';
import { type Claim, newClaim, waitingClaim } from './claims.ts';

export interface GoodwillCommands {
  'record-goodwill': {
    apology: boolean;
    /** One of the pack's benefits with its worth, or neither. */
    benefit: string | null;
    amount: string | null;
    words: VaultTextRef;
  };
}

export type GoodwillFact =
  | { type: 'goodwillRecorded'; data: { apology: boolean; words: VaultTextRef; benefit: FrozenClaim | null } }
  /** The benefit is above what staff may grant: it waits for its approval. */
  | { type: 'goodwillProposed'; data: { claim: number } };

const decisions: Decisions<GoodwillCommands> = {
  'record-goodwill'(state, { body }) {
    const { apology, benefit, amount, words } = body;
    const rules = state.policy.claims;
    if (benefit === null || amount === null || !rules) {
      if (!apology || benefit !== null)
        return no('Incomplete', 'goodwill is an apology, a benefit with its worth, or both');
      return [{ type: 'goodwillRecorded', data: { apology, words, benefit: null } }];
    }
    const claim = state.claims.length + 1;
    const subject = { type: 'goodwill' as const, amount, benefit, evidence: words, attachments: [] };
    const frozen = frozenClaim(state, { claim, version: 1 }, subject);
    if (isNo(frozen)) return frozen;
    const free = [...freeBenefits(state), frozen.subject].map((one) => one.amount);
    const isFree = !exceeds(free, rules.goodwillUpTo, rules.currency);
    if (!isFree && waitingClaim(state)) {
      return no('NotAllowedNow', 'another claim or benefit waits for its decision: one is decided at a time');
    }
    const granted: FrozenClaim = isFree ? { ...frozen, rule: { quorum: 0, of: [] } } : frozen;
    const next: ComplaintFact = { type: isFree ? 'goodwillGranted' : 'goodwillProposed', data: { claim } };
    return [{ type: 'goodwillRecorded', data: { apology, words, benefit: granted } }, next];
  },
};

/** Benefits of this round that were granted without approval: they count together, however many they are. */
function freeBenefits(state: ComplaintState): Claim[] {
  if (!readsAs(state, 2)) return [];
  return state.claims.filter(({ type, needed, round }) => type === 'goodwill' && needed === 0 && round === state.round);
}

const evolutions: Evolutions<GoodwillFact> = {
  goodwillRecorded: (state, { apology, benefit }, event) => ({
    ...state,
    apologisedAt: apology ? event.at : state.apologisedAt,
    claims: benefit ? [...state.claims, newClaim(state, benefit, event)] : state.claims,
  }),
  goodwillProposed: (state) => state,
};

export const goodwill: ComplaintAspect<GoodwillCommands, GoodwillFact> = { decisions, evolutions };
