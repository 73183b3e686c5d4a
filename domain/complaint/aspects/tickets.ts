/** Tickets to other departments: opened by the complaint, followed on it, and in the way of its final answer (C-06, N-14). */
import type { VaultTextRef } from '../../case/command.ts';
import { no } from '../../case/command.ts';
import type { Errand } from '../../case/errand.ts';
import type { TimelineEvent } from '../../case/event.ts';
import type { TicketStep } from '../../department-ticket/aspects/parent.ts';
import type { ComplaintAspect, Decisions, Evolutions } from '../aspect.ts';
import type { ComplaintFact } from '../facts.ts';
import type { ComplaintState } from '../state.ts';

/** What the complaint knows of one of its tickets. */
export interface TicketOfComplaint {
  number: string;
  department: string;
  /** `not-opened`: the rules that the complaint is pinned to know no such department. */
  status: 'open' | 'resolved' | 'accepted' | 'withdrawn' | 'not-opened';
  openedAt: string;
}

type StepOfTicket = TicketStep | 'not-opened';

export interface TicketCommands {
  'open-department-ticket': { ticket: string; department: string; words: VaultTextRef };
  /** Given by the ticket: what has happened to it. Or by the case to itself, if it could not be opened. */
  'ticket-step': { ticket: string; step: StepOfTicket; words: VaultTextRef | null };
}

export type TicketFact =
  | { type: 'ticketOpened'; data: TicketCommands['open-department-ticket'] }
  | {
      type:
        | 'ticketAssigned'
        | 'ticketNoted'
        | 'ticketResolved'
        | 'ticketReturned'
        | 'ticketAccepted'
        | 'ticketBreached'
        | 'ticketNotOpened';
      data: { ticket: string; words: VaultTextRef | null };
    };

const factOfStep: Record<StepOfTicket, Exclude<TicketFact['type'], 'ticketOpened'>> = {
  assigned: 'ticketAssigned',
  noted: 'ticketNoted',
  resolved: 'ticketResolved',
  returned: 'ticketReturned',
  accepted: 'ticketAccepted',
  breached: 'ticketBreached',
  'not-opened': 'ticketNotOpened',
};

const decisions: Decisions<TicketCommands> = {
  'open-department-ticket'(state, { body }) {
    if (body.department === state.policy.department) {
      return no('Incomplete', `the complaint is with ${body.department} already: a ticket goes to another department`);
    }
    return [{ type: 'ticketOpened', data: body }];
  },

  'ticket-step'(state, { body }): ComplaintFact[] {
    const { ticket, step, words } = body;
    if (!state.tickets.some(({ number }) => number === ticket)) return [];
    return [{ type: factOfStep[step], data: { ticket, words } }];
  },
};

const withStatus =
  (status: TicketOfComplaint['status']) =>
  (state: ComplaintState, { ticket }: { ticket: string }): ComplaintState => ({
    ...state,
    tickets: state.tickets.map((one) => (one.number === ticket ? { ...one, status } : one)),
  });

const evolutions: Evolutions<TicketFact> = {
  ticketOpened: (state, { ticket, department }, { at }) => ({
    ...state,
    tickets: [...state.tickets, { number: ticket, department, status: 'open', openedAt: at }],
  }),
  ticketAssigned: (state) => state,
  ticketNoted: (state) => state,
  ticketResolved: withStatus('resolved'),
  ticketReturned: withStatus('open'),
  ticketAccepted: withStatus('accepted'),
  ticketBreached: (state) => state,
  ticketNotOpened: withStatus('not-opened'),
};

/** Tickets whose result has not been accepted: while there is one the complaint is neither answered finally nor closed. */
export function openTickets(state: Pick<ComplaintState, 'tickets'>): TicketOfComplaint[] {
  return state.tickets.filter(({ status }) => status === 'open' || status === 'resolved');
}

/** Why a command must wait for departments, or null. */
function obstacle(state: ComplaintState, command: string): string | null {
  const open = openTickets(state);
  if (command !== 'answer' || open.length === 0) return null;
  return `a department's work is not done yet: ${open.map(({ number, department }) => `${number} (${department})`).join(', ')}`;
}

/** A ticket that was asked for is opened; those of a complaint that is withdrawn are withdrawn with it. */
function errands(event: TimelineEvent, state: ComplaintState): Errand[] {
  const fact = { type: event.type, data: event.data } as ComplaintFact;
  if (fact.type === 'withdrawn') {
    return openTickets(state).map(({ number }) => ({
      do: 'tell',
      kind: 'departmentTicket',
      number,
      command: 'withdraw',
      body: {},
    }));
  }
  if (fact.type !== 'ticketOpened') return [];
  const { ticket: number, department, words } = fact.data;
  const { group, department: ours } = state.policy;
  const details = {
    ...{ parent: state.number, trackingNumber: state.trackingNumber ?? state.number, department },
    ...(state.trackingToken ? { trackingToken: state.trackingToken } : {}),
    ...{ priority: state.priority, category: state.category, about: state.about, language: state.language, words },
    follower: { group, department: ours },
  };
  const notOpened: TicketCommands['ticket-step'] = { ticket: number, step: 'not-opened', words: null };
  const unheard = { command: 'ticket-step', body: notOpened };
  return [{ do: 'open', kind: 'departmentTicket', number, department, details, unheard }];
}

export const tickets: ComplaintAspect<TicketCommands, TicketFact> = { decisions, evolutions, obstacle, errands };
