import type { TicketAspect } from './aspect.ts';
import type { ticketAspects } from './aspects.ts';

type FactsOf<One> = One extends TicketAspect<infer _Commands, infer Facts> ? Facts : never;

/** What can happen to a ticket, in the past tense: the facts of its aspects. */
export type TicketFact = FactsOf<(typeof ticketAspects)[number]>;
