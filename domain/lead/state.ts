import type { AttachmentOfCase } from '../case/attachments.ts';
import type { CaseFields } from '../case/case.ts';
import type { VaultTextRef } from '../case/command.ts';
import type { Pledge } from './aspects/pledge.ts';
import type { ContactRequest } from './aspects/point-of-contact.ts';
import type { LeadPolicy } from './policy.ts';

/** What opening a lead takes (N-05). Numbers, codes and amounts only: the words are in the vault. */
export interface LeadDetails {
  /** Code of the programme that needs the funding. */
  programme: string;
  /** Numbers of the customers who may fund it; at least one. */
  prospects: string[];
  /** Decimal text in the currency of the policy. */
  expected: string;
  /** From 0 to 100: how likely it is to succeed. */
  rate: number;
  /** Codes of the pack: what speaks for success, and what against it. */
  factors: string[];
  words: VaultTextRef | null;
  /** The round of prospective donors that it comes from, such as `2026-H1` (N-07). */
  plannedIn: string | null;
  /** Staff id of the officer who looks after it. */
  owner: string;
}

/** What every lead has, whatever its status. Bounded, however long it lives: what is older stands in the timeline. */
export interface LeadFields extends CaseFields, Omit<LeadDetails, 'words' | 'owner'> {
  kind: 'lead';
  policy: LeadPolicy;
  /** ISO 4217 code. */
  currency: string;
  /** When it came into its present status. */
  inStatusSince: string;
  contacts: { logged: number; lastAt: string | null; lastBy: string | null };
  reviews: ReviewRecord;
  attachments: AttachmentOfCase[];
  /** Requests to contact a donor: the one that waits, permissions, and the last ones that were settled. */
  requests: ContactRequest[];
  /** How many requests there have been. */
  requested: number;
}

/** The weekly reviews of a lead, counted (N-06). */
export interface ReviewRecord {
  made: number;
  missed: number;
  lastAt: string | null;
  lastOutcome: string | null;
  /** The clock of the last week that was missed. */
  missedClock: string | null;
}

export type LeadState = LeadFields &
  (
    | { status: 'identified' }
    | { status: 'followed' }
    | { status: 'closed'; pledge: Pledge }
    | { status: 'successful'; pledge: Pledge }
    | { status: 'cancelled' }
  );

export type LeadStatus = LeadState['status'];
