import type { Escalation, Notice, ToldByNotice } from '../../domain/case/case.ts';
import type { Channel } from '../../domain/case/policy.ts';

/** A batch of notices of one revision, with the key under which it is delivered at most once per recipient and channel. */
export interface NoticeBatch {
  key: string;
  organisation: string;
  number: string;
  kind: string;
  category: string;
  status: string;
  policyVersion: number;
  language: 'ar' | 'en';
  owner: string | null;
  about: string[];
  group: string;
  department: string;
  /** Vault id of the opening words, which name the customer. */
  customerWords: string | null;
  dueLocal: string | null;
  reasonCode: string | null;
  /** Of a complaint that has been merged: where it goes on. Absent if an earlier release made the batch. */
  mergedInto?: string | null;
  /** Of the latest claim or benefit, in a batch that an earlier release made; since then each notice has its own. */
  amount?: string | null;
  /** When the facts happened; the stand-ins in force at that instant are told. */
  at: string;
  /** The round whose answer the customer is asked about, until when, and the revision that asks. Absent in older batches. */
  followUp?: { round: number; until: string; revision: number } | null;
  notices: LocalNotice[];
  /** The last event of the step that tells it. Absent if an earlier release made the batch. */
  sequence?: number;
}

/** A notice with the instant that it tells of in the organisation's local time. */
export type LocalNotice = Notice & {
  dueLocal?: string;
  /** The instants of `tells`, by name. */
  localInstants?: Record<string, string>;
  /** True: it has come back by every channel, and goes as a letter to print. */
  onPaper?: true;
};

/** A batch that waits: for its turn, or for the organisation to open. */
export interface PendingBatch {
  /** Instant before which it must not go, or null. */
  notBefore: string | null;
  /** Set if a caller is to write it: the last event that the caller writes with it. */
  leftAt?: number;
  batch: NoticeBatch;
}

export interface NoticeOutcome {
  to: string;
  channel: string;
  sent: boolean;
  detail: string;
  escalation?: Escalation | undefined;
  /** Within the activity: another attempt may succeed. */
  retry?: boolean;
}

/** A notice to the customer that a gateway took and could not deliver after all. */
export interface UndeliveredNotice {
  /** The key under which it was delivered. */
  key: string;
  channel: Channel;
  template: string;
  detail: string;
  /** Channels by which it has not gone yet. */
  instead: Channel[];
  /** True if none is left, it has reached the customer by none, and the customer has an address for letters. */
  letter?: true;
  /** Absent in a receipt that an earlier release passed on. */
  told?: ToldByNotice;
  /** False if the same notice reached the customer by no other channel, and none is left. */
  isTold?: boolean;
}

/** What the sender says of a batch that went with the projection, if something of it failed. */
export interface FailedNotices {
  /** The key of the batch. */
  key: string;
  /** The letters that were not delivered. */
  outcomes: NoticeOutcome[];
  /** Why the batch as a whole was given up, or null. */
  gaveUp: string | null;
}
