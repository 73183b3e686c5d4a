import type { WordsReference } from '../case/command.ts';
import type { TicketDetails, TicketOutcome } from './state.ts';

/** What can happen to a ticket, in the past tense. */
export type TicketFact =
  | { type: 'opened'; data: TicketDetails & { policyHash: string; calendarHash: string } }
  | { type: 'assigned'; data: { to: string; from: string | null } }
  | { type: 'noted'; data: { words: WordsReference } }
  | { type: 'resolved'; data: { outcome: TicketOutcome; words: WordsReference } }
  | { type: 'accepted'; data: object }
  | { type: 'returned'; data: { words: WordsReference } }
  | { type: 'withdrawn'; data: object }
  | { type: 'staffNamed'; data: { staff: string[] } }
  | { type: 'ownerLost'; data: { from: string } };

/** The steps of a ticket that its complaint is told of. */
export type TicketStep = 'assigned' | 'noted' | 'resolved' | 'returned' | 'accepted' | 'breached';
export const ticketSteps: readonly string[] = [
  'assigned',
  'noted',
  'resolved',
  'returned',
  'accepted',
  'breached',
] satisfies TicketStep[];
