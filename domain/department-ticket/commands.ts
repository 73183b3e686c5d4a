import type { Together } from '../case/aspect.ts';
import type { TicketAspect } from './aspect.ts';
import type { ticketAspects } from './aspects.ts';
import type { TicketStatus } from './state.ts';

type CommandsOf<One> = One extends TicketAspect<infer Commands, infer _Facts> ? Commands : never;

/** The body of each command, as it reaches the ticket. */
export type TicketCommands = Together<CommandsOf<(typeof ticketAspects)[number]>>;

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
