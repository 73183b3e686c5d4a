import type { Kind, OpenCase } from '../case/case.ts';
import { waitingClock } from '../case/clocks/clock.ts';
import type { Errand } from '../case/errand.ts';
import type { TimelineEvent } from '../case/event.ts';
import { noticesOf } from '../case/notices.ts';
import { innerTicketCommands, ticketCommands } from './commands.ts';
import { decideTicket } from './decide.ts';
import { evolveTicket } from './evolve.ts';
import { type TicketFact, ticketSteps } from './facts.ts';
import type { TicketPolicy } from './policy.ts';
import type { TicketDetails, TicketState } from './state.ts';

function openTicket(input: OpenCase<TicketDetails, TicketPolicy>): { state: TicketState; facts: TicketFact[] } {
  const { organisation, number, at, policy, calendar, details } = input;
  const { words, category, priority, about, ...ofTicket } = details;
  const state: TicketState = {
    kind: 'departmentTicket',
    status: 'open',
    ...{ organisation, number, category, priority, about, ...ofTicket },
    round: 1,
    owner: null,
    openedAt: at,
    closedAt: null,
    clocks: policy.clocks.map((rule) => waitingClock(rule, rule.id, 1)),
    words: [words],
    policy,
    calendar,
    returns: 0,
  };
  const { hash: policyHash } = policy;
  return { state, facts: [{ type: 'opened', data: { ...details, policyHash, calendarHash: calendar.hash } }] };
}

/** Each step is told to the complaint that the ticket belongs to. */
function tellParent(event: TimelineEvent, state: TicketState): Errand[] {
  if (!ticketSteps.includes(event.type)) return [];
  const words = 'words' in event.data ? event.data.words : null;
  const body = { ticket: state.number, step: event.type, words };
  return [{ do: 'tell', kind: 'complaint', number: state.parent, command: 'ticket-step', body }];
}

/** What one department must do for a complaint that another one answers: its own number, owner, clock and ladder. */
export const departmentTicket: Kind<TicketState, TicketDetails> = {
  name: 'departmentTicket',
  commands: ticketCommands,
  innerCommands: innerTicketCommands,
  blocked: () => null,
  endings: ['accepted', 'withdrawn'],
  open: openTicket,
  filled: (state) => state,
  decide: decideTicket,
  evolve: evolveTicket,
  windows: () => [],
  windowEnded: () => [],
  effects: noticesOf,
  errands: tellParent,
  isOver: ({ status }) => status === 'closed' || status === 'withdrawn',
};
