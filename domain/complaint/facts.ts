import type { AbuseFact } from './abuse.ts';
import type { AnsweringFact } from './answering.ts';
import type { AppointmentFact } from './appointments.ts';
import type { AssignmentFact } from './assignment.ts';
import type { AttachmentFact } from './attachments.ts';
import type { ChecklistFact } from './checklist.ts';
import type { ClaimFact } from './claims.ts';
import type { ContactFact } from './contact.ts';
import type { ExtensionFact } from './extension.ts';
import type { FollowUpFact } from './follow-up.ts';
import type { GoodwillFact } from './goodwill.ts';
import type { HandOverFact } from './hand-over.ts';
import type { IntakeFact } from './intake.ts';
import type { LinkFact } from './links.ts';
import type { MergeFact } from './merging.ts';
import type { NamedStaffFact } from './named-staff.ts';
import type { PromiseFact } from './promise.ts';
import type { RoundFact } from './rounds.ts';
import type { TicketFact } from './tickets.ts';

/** What can happen to a complaint, in the past tense, and what is known of it. */
export type ComplaintFact =
  | IntakeFact
  | AnsweringFact
  | FollowUpFact
  | PromiseFact
  | ContactFact
  | AppointmentFact
  | ChecklistFact
  | TicketFact
  | RoundFact
  | AttachmentFact
  | ExtensionFact
  | HandOverFact
  | AssignmentFact
  | LinkFact
  | MergeFact
  | NamedStaffFact
  | AbuseFact
  | ClaimFact
  | GoodwillFact;
