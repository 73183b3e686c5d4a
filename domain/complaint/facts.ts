import type { AttachmentFact } from '../attachments.ts';
import type { AbuseFact } from './aspects/abuse.ts';
import type { AnalysisFact } from './aspects/analysis.ts';
import type { AnsweringFact } from './aspects/answering.ts';
import type { AppointmentFact } from './aspects/appointments.ts';
import type { AssignmentFact } from './aspects/assignment.ts';
import type { ChecklistFact } from './aspects/checklist.ts';
import type { ClaimFact } from './aspects/claims.ts';
import type { ContactFact } from './aspects/contact.ts';
import type { CorrectingFact } from './aspects/correcting.ts';
import type { ExtensionFact } from './aspects/extension.ts';
import type { FollowUpFact } from './aspects/follow-up.ts';
import type { GivingBackFact } from './aspects/giving-back.ts';
import type { GoodwillFact } from './aspects/goodwill.ts';
import type { HandOverFact } from './aspects/hand-over.ts';
import type { IntakeFact } from './aspects/intake.ts';
import type { LinkFact } from './aspects/links.ts';
import type { MergeFact } from './aspects/merging.ts';
import type { NamedStaffFact } from './aspects/named-staff.ts';
import type { PromiseFact } from './aspects/promise.ts';
import type { RightingFact } from './aspects/righting.ts';
import type { RoundFact } from './aspects/rounds.ts';
import type { SharingFact } from './aspects/sharing.ts';
import type { SpeakingFact } from './aspects/speaking.ts';
import type { StudyFact } from './aspects/studying.ts';
import type { TellingFact } from './aspects/telling.ts';
import type { TicketFact } from './aspects/tickets.ts';

/** What can happen to a complaint, in the past tense, and what is known of it. */
export type ComplaintFact =
  | IntakeFact
  | AnalysisFact
  | AnsweringFact
  | FollowUpFact
  | PromiseFact
  | ContactFact
  | AppointmentFact
  | ChecklistFact
  | TellingFact
  | TicketFact
  | RightingFact
  | RoundFact
  | AttachmentFact
  | ExtensionFact
  | HandOverFact
  | AssignmentFact
  | LinkFact
  | MergeFact
  | NamedStaffFact
  | SharingFact
  | StudyFact
  | AbuseFact
  | ClaimFact
  | GoodwillFact
  | SpeakingFact
  | GivingBackFact
  | CorrectingFact;
