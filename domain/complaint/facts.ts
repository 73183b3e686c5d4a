import type { AttachmentFact } from '../case/attachments.ts';
import type { AnalysisFact } from './aspects/analysis.ts';
import type { AppointmentFact } from './aspects/appointments.ts';
import type { ChecklistFact } from './aspects/checklist.ts';
import type { ClaimFact } from './aspects/claims.ts';
import type { ContactFact } from './aspects/contact.ts';
import type { CorrectingFact } from './aspects/correcting.ts';
import type { ExtensionFact } from './aspects/extension.ts';
import type { GoodwillFact } from './aspects/goodwill.ts';
import type { IntakeFact } from './aspects/intake.ts';
import type { LinkFact } from './aspects/links.ts';
import type { MergeFact } from './aspects/merging.ts';
import type { AbuseFact } from './aspects/people/abuse.ts';
import type { AssignmentFact } from './aspects/people/assignment.ts';
import type { GivingBackFact } from './aspects/people/giving-back.ts';
import type { HandOverFact } from './aspects/people/hand-over.ts';
import type { NamedStaffFact } from './aspects/people/named-staff.ts';
import type { SharingFact } from './aspects/people/sharing.ts';
import type { StudyFact } from './aspects/people/studying.ts';
import type { RightingFact } from './aspects/righting.ts';
import type { AnsweringFact } from './aspects/rounds/answering.ts';
import type { FollowUpFact } from './aspects/rounds/follow-up.ts';
import type { PromiseFact } from './aspects/rounds/promise.ts';
import type { RoundFact } from './aspects/rounds/rounds.ts';
import type { TellingFact } from './aspects/rounds/telling.ts';
import type { SpeakingFact } from './aspects/speaking.ts';
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
