/** Steps against weak points: proposed, agreed on by both managers, decided by management, followed (3.1.16). */
import type { VaultTextRef } from '../case/command.ts';
import { digest } from '../digest.ts';

/** A step against a weak point, before management has decided on it. */
export interface Recommendation {
  /** Counted from 1 in its list, under whose words its own stand. */
  id: string;
  /** Staff id of who is to carry it out, and the local date by which. */
  owner: string;
  dueOn: string;
}

/** What management decides on one of them. Null: owner and date as they were proposed. */
export interface GivenDecision {
  recommendation: string;
  verdict: 'accepted' | 'rejected';
  owner: string | null;
  dueOn: string | null;
  /** Number of the followed item that an accepted one becomes, if the pack has such items. */
  item?: string;
}

/** The same as it stands, with its reason. */
export interface RecommendationDecision extends GivenDecision {
  owner: string;
  dueOn: string;
  words: VaultTextRef;
  /** Of an accepted one that is followed: how many days its date lies ahead. */
  days?: number;
}

/** A recommendation with what was decided, by whom, and when; null as long as nothing is. */
export interface DecidedRecommendation extends Recommendation {
  decision: (Omit<RecommendationDecision, 'recommendation'> & { by: string; at: string }) | null;
}

/** SHA-256 of a list as it is proposed: who agrees names it. */
export function recommendationsDigest(of: {
  organisation: string;
  number: string;
  version: number;
  recommendations: readonly Recommendation[];
  words: VaultTextRef;
}): string {
  const { organisation, number, version, recommendations, words } = of;
  return digest({ organisation, number, version, recommendations, words: words.digest });
}
