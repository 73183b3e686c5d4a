import type { CaseFields, Follower } from '../case/case.ts';
import type { VaultTextRef } from '../case/command.ts';
import type { TicketPolicy } from './policy.ts';

/** What opening a ticket takes: the complaint it belongs to, and what is asked of the department. */
export interface TicketDetails {
  /** Number of the complaint. */
  parent: string;
  /** The same on the complaint and all its tickets: the shipment's number, else the complaint's own (C-06). */
  trackingNumber: string;
  /** The same as the complaint's: the shipment's number itself is in the words of the ticket (S13g). */
  trackingToken?: string;
  department: string;
  category: string;
  priority: CaseFields['priority'];
  about: string[];
  language: 'ar' | 'en';
  words: VaultTextRef;
  /** The side of the complaint: it sees the ticket, and accepts or sends back its result. */
  follower: Follower;
}

/** What every ticket has, whatever its status. */
export interface TicketFields
  extends CaseFields,
    Pick<TicketDetails, 'parent' | 'trackingNumber' | 'trackingToken' | 'department' | 'language'> {
  kind: 'departmentTicket';
  policy: TicketPolicy;
  follower: Follower;
  /** How often its result was sent back. */
  returns: number;
}

export type TicketStatus = TicketState['status'];

export type TicketState = TicketFields &
  (
    | { status: 'open' }
    | { status: 'resolved'; resolvedAt: string; resolvedBy: string; resolvedFor?: string; outcome: TicketOutcome }
    | { status: 'closed'; outcome: TicketOutcome }
    | { status: 'withdrawn' }
  );

/** What the department says that came of it. */
export type TicketOutcome = 'done' | 'not-possible' | 'not-ours';
