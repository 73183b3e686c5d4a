import type { WordsReference } from '../case/command.ts';
import type { TicketOutcome, TicketStatus } from './state.ts';

/** The body of each command, as it reaches the ticket. */
export interface TicketCommands {
  assign: { to: string };
  note: { words: WordsReference };
  resolve: { outcome: TicketOutcome; words: WordsReference };
  accept: object;
  return: { words: WordsReference };
  /** Given by the complaint when it is withdrawn itself. */
  withdraw: object;
  /** Given by the complaint when it turns out to be about these members of staff (F-10). */
  'name-staff': { staff: string[] };
}

export const innerTicketCommands = ['withdraw', 'name-staff'] as const satisfies readonly (keyof TicketCommands)[];

/** Commands that people give. */
export type TicketCommandName = Exclude<keyof TicketCommands, (typeof innerTicketCommands)[number]>;

/** What may be done next with a ticket. */
export const ticketCommands: Record<TicketStatus, readonly TicketCommandName[]> = {
  open: ['assign', 'note', 'resolve'],
  resolved: ['accept', 'return', 'note'],
  closed: [],
  withdrawn: [],
};
