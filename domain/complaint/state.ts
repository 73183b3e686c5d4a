import type { AttachmentOfCase } from '../case/attachments.ts';
import type { CaseFields } from '../case/case.ts';
import type { VaultTextRef } from '../case/command.ts';
import type { Appointment } from './aspects/appointments.ts';
import type { Claim } from './aspects/claims.ts';
import type { ContactRecord } from './aspects/contact.ts';
import type { Identification } from './aspects/identifying.ts';
import type { WhyNotTaken } from './aspects/merging.ts';
import type { MovedIn } from './aspects/moving-in.ts';
import type { Link, Relation, TicketOfComplaint } from './aspects/other-cases.ts';
import type { FormerOwner, HandOver } from './aspects/people/ownership.ts';
import type { Representative } from './aspects/representing.ts';
import type { Correction } from './aspects/righting.ts';
import type { PromisedTime } from './aspects/rounds/promise.ts';
import type { Verdict } from './aspects/rounds/rounds.ts';
import type { ToldBy } from './aspects/rounds/telling.ts';
import type { Statement } from './aspects/statements.ts';
import type { PartyFound, Question, StepDone } from './aspects/study.ts';
import type { ComplaintPolicy } from './policy.ts';

/** What every complaint has, whatever its status. */
export interface ComplaintFields extends CaseFields {
  kind: 'complaint';
  policy: ComplaintPolicy;
  channel: string;
  customerClass: string | null;
  language: 'ar' | 'en';
  /** When all necessary data were there (F-07): at receipt, or when the customer completed it; null while returned. */
  completeAt: string | null;
  /** How often it was returned for completion. */
  returns: number;
  /** When the customer was last told an answer (N-13). */
  answeredAt: string | null;
  answer: VaultTextRef | null;
  /** How the customer came to know the answer that stands. Kept if a clock asks for it (B-08), and absent until then. */
  toldBy?: ToldBy;
  /** True once the problem itself is solved, which B-08 demands besides the answer. */
  solved: boolean;
  /** The shipment's number if the complaint is about one (C-06). */
  trackingNumber: string | null;
  /** By the third reading in its place: a keyed token, while the number itself is in the vault (S13g). */
  trackingToken?: string;
  tickets: TicketOfComplaint[];
  /** The staff who answered or declined last. */
  decidedBy: string[];
  /** Those of them to whose decision the customer objects: they neither own the complaint nor decide in this round. */
  barred: string[];
  /** Number of the ended complaint that this one goes on from. */
  follows: string | null;
  attachments: AttachmentOfCase[];
  links: Link[];
  /** The complaint that this one waits to go into. */
  merging: string | null;
  /** Why the complaint that it last was to go into did not take it. */
  notTaken: WhyNotTaken | null;
  /** Complaints that have gone into this one. */
  merged: string[];
  /** What the customer said at the end of each round (F-16, B-02). */
  verdicts: Verdict[];
  stepsDone: StepDone[];
  promise: PromisedTime | null;
  /** Null in a complaint that an earlier release opened. */
  contact: ContactRecord | null;
  appointments: Appointment[];
  /** Requests for money, oldest first; one at most waits for its decision. */
  claims: Claim[];
  /** When staff last apologised to the customer (B-08). */
  apologisedAt: string | null;
  /** The owner, if somebody else assigned it to that person. If the policy says who contacts, only one of those (B-06). */
  delegate?: string;
  /** Who can help with the solution, once that has been found (N-12). */
  party?: PartyFound;
  /** True if it is the organisation's own problem, of which no customer is told (N-25). */
  internal?: true;
  /** True if nobody knows who brought it: nobody is told, and who has number and secret follows it (F-10). */
  anonymous?: true;
  /** Of an internal or anonymous one: the roles that it is open to, besides those who work on it by name. */
  circle?: string[];
  /** Number of the customer whose relation an internal problem is about: a reference, who is told nothing. */
  concerns?: string;
  /** Of what came by a video call: the time for which the customer had agreed to it (G-07). */
  callAgreedFor?: string;
  /** Colleagues with whom it is shared: they read it and answer like its owner (G-05). */
  sharers?: string[];
  /** What quality has asked about it, oldest first (N-14). */
  questions?: Question[];
  /** Who owned it before and stepped back, or was found to be concerned: what they did is in the timeline (F-10). */
  formerOwners?: FormerOwner[];
  /** Ids of the letters that have been delivered; absent if there were none. */
  lettersDelivered?: string[];
  /** Attempts of the last day to identify who calls; absent if nobody has tried. */
  identifications?: Identification[];
  /** Those who speak for the customer, oldest first; absent if there has never been one. */
  representatives?: Representative[];
  /** The words that say who the customer is and where messages go, if they were corrected. */
  customerWords?: VaultTextRef;
  /** The staff who changed where messages go; until the fourth reading, the person who corrected anything of it last. */
  contactCorrectedBy?: string | string[];
  /** The words with the contact that was corrected last. */
  formerContact?: VaultTextRef;
  /** When the complainant was first contacted by a person who has to (B-06). */
  complainantContactedAt?: string;
  /** When it was last reopened after its closing: what had been promised before has ended. */
  reopenedAt?: string;
  /** When it came, if that is not when it was registered: a letter of last week. UTC. */
  receivedAt?: string;
  /** A correction of the kind or of the day of receipt that waits for a second person. */
  correction?: Correction;
  /** Number of the incident that it is joined to. */
  incident?: string;
  /** What staff have recorded in the customer's name, oldest first. */
  statements?: Statement[];
  /** Who wanted the withdrawal: the customer in person, or the customer as staff recorded it. */
  withdrawnBy?: 'customer' | 'staff';
  /** Of a complaint that was moved in from an old system: how it came. */
  movedIn?: MovedIn;
}

/** Where a complaint stands beneath a withdrawal that is only claimed, or a merging that can be undone. */
export type Standing =
  | { status: 'received' }
  | { status: 'returned'; returnedAt: string; missing: string[]; completeUntil: string }
  | { status: 'open'; acceptedAt: string };

/** By what a merging is undone, until its time for that is over. */
export interface UndoOfMerge {
  /** UTC. */
  until: string;
  standing: Standing;
  /** Ids of the clocks that the merging has stopped, and the version of the calendar by which they counted. */
  clocks: string[];
  calendarVersion: number;
}

export type ComplaintStatus = ComplaintState['status'];

export type ComplaintState = ComplaintFields &
  (
    | { status: 'received' }
    | { status: 'returned'; returnedAt: string; missing: string[]; completeUntil: string }
    | { status: 'open'; acceptedAt: string; handOver?: HandOver }
    | { status: 'answered'; acceptedAt: string; followUpUntil: string }
    | { status: 'closed'; outcome: ClosingOutcome; reopenUntil: string; over: boolean }
    | { status: 'declined'; reasonCode: string; reopenUntil: string; over: boolean }
    | {
        status: 'withdrawal-claimed';
        claimedAt: string;
        disownUntil: string;
        standing: Standing;
      }
    | { status: 'withdrawn' }
    | { status: 'merged'; mergedInto: string; undo?: UndoOfMerge }
  );

/** The customer said that it helped, or said nothing until the window ended. */
export type ClosingOutcome = 'helped' | 'silence';

/** What opening a complaint takes besides what every case takes. Codes and references only: the words are in the vault. */
export interface ComplaintDetails {
  category: string;
  priority: ComplaintFields['priority'];
  channel: string;
  customerClass: string | null;
  language: 'ar' | 'en';
  about: string[];
  trackingNumber: string | null;
  trackingToken?: string;
  /** Absent if an earlier release opened the complaint. */
  follows?: string | null;
  words: VaultTextRef;
  /** The complaint that it comes from, and how it stands to it. */
  linkedTo?: { number: string; relation: Relation };
  /** Words of the complaint that it is split from, which say who the customer is. */
  customerWords?: VaultTextRef;
  internal?: true;
  anonymous?: true;
  /** Number of the customer whose relation an internal problem is about. */
  concerns?: string;
  /** When it came, if that was before it was registered. UTC. */
  receivedAt?: string;
  callAgreedFor?: string;
  movedIn?: MovedIn;
}
