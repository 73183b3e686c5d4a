import type { AnsweringFact } from './answering.ts';
import type { AssignmentFact } from './assignment.ts';
import type { AttachmentFact } from './attachments.ts';
import type { ContactFact } from './contact.ts';
import type { ExtensionFact } from './extension.ts';
import type { HandOverFact } from './hand-over.ts';
import type { IntakeFact } from './intake.ts';
import type { RoundFact } from './rounds.ts';
import type { TicketFact } from './tickets.ts';

/** What can happen to a complaint, in the past tense, and what is known of it. */
export type ComplaintFact =
  | IntakeFact
  | AnsweringFact
  | ContactFact
  | TicketFact
  | RoundFact
  | ExtensionFact
  | HandOverFact
  | AssignmentFact
  | AttachmentFact;
