import type { OpenCase } from '../case/case.ts';
import { waitingClock } from '../case/clocks/clock.ts';
import { kindOf } from '../case/kind-of.ts';
import { ticketAspects } from './aspects.ts';
import { innerTicketCommands, ticketCommands } from './commands.ts';
import type { TicketFact } from './facts.ts';
import { ticketNextActors } from './next-actors.ts';
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

/** What one department must do for a complaint that another one answers: its own number, owner, clock and ladder. */
export const departmentTicket = kindOf({
  name: 'departmentTicket',
  commands: ticketCommands,
  innerCommands: innerTicketCommands,
  aspects: ticketAspects,
  opening: 'opened',
  stepEnds: ['resolved'],
  endings: ['accepted', 'withdrawn'],
  open: openTicket,
  nextActors: ticketNextActors,
  isOver: ({ status }) => status === 'closed' || status === 'withdrawn',
});
