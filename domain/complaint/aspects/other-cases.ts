/** What a complaint has to do with other cases: tickets to departments, and links to complaints. */

import { unchanged } from '../../case/aspect.ts';
import { no, type VaultTextRef } from '../../case/command.ts';
import type { Errand } from '../../case/errand.ts';
import { readsAs } from '../../case/policy.ts';
import type { TicketStep } from '../../department-ticket/aspects/parent.ts';
import type { ComplaintAspect } from '../aspect.ts';
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

type TicketFact =
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

/** Tickets to other departments: opened by the complaint, followed on it, and in the way of its final answer (C-06, N-14). */
export const tickets: ComplaintAspect<TicketCommands, TicketFact> = {
  decisions: {
    'open-department-ticket'(state, { body }) {
      if (body.department === state.policy.department) {
        return no(
          'Incomplete',
          `the complaint is with ${body.department} already: a ticket goes to another department`,
        );
      }
      return [{ type: 'ticketOpened', data: body }];
    },

    'ticket-step'(state, { body }): ComplaintFact[] {
      const { ticket, step, words } = body;
      if (!state.tickets.some(({ number }) => number === ticket)) return [];
      return [{ type: factOfStep[step], data: { ticket, words } }];
    },
  },
  evolutions: {
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
  },
  /** Why a command must wait for departments, or null. */
  obstacle(state, command) {
    const open = openTickets(state);
    if (command !== 'answer' || open.length === 0) return null;
    return `a department's work is not done yet: ${open.map(({ number, department }) => `${number} (${department})`).join(', ')}`;
  },
  /** A ticket that was asked for is opened; those of a complaint that is withdrawn are withdrawn with it. */
  errands(event, state) {
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
  },
};

function withStatus(status: TicketOfComplaint['status']) {
  return (state: ComplaintState, { ticket }: { ticket: string }): ComplaintState => ({
    ...state,
    tickets: state.tickets.map((one) => (one.number === ticket ? { ...one, status } : one)),
  });
}

/** Tickets whose result has not been accepted: while there is one the complaint is neither answered finally nor closed. */
export function openTickets(state: Pick<ComplaintState, 'tickets'>): TicketOfComplaint[] {
  return state.tickets.filter(({ status }) => status === 'open' || status === 'resolved');
}

/** The relations that people name; each has its opposite, as the other complaint sees it. */
export const relations = ['related', 'caused-by', 'duplicate-of', 'follows'] as const;

/** How a complaint stands to another one. The last pairs come of opposites, and of a complaint that is split. */
export type Relation =
  | (typeof relations)[number]
  | 'cause-of'
  | 'has-duplicate'
  | 'followed-by'
  | 'split-from'
  | 'split-into';

const opposites: Record<Relation, Relation> = {
  related: 'related',
  'caused-by': 'cause-of',
  'cause-of': 'caused-by',
  'duplicate-of': 'has-duplicate',
  'has-duplicate': 'duplicate-of',
  follows: 'followed-by',
  'followed-by': 'follows',
  'split-from': 'split-into',
  'split-into': 'split-from',
};

/** Another complaint, and how this one stands to it. */
export interface Link {
  number: string;
  relation: Relation;
  linkedAt: string;
}

export interface LinkCommands {
  link: { number: string; relation: Relation };
  /** Takes away every link to that complaint, or the one of that relation. */
  unlink: { number: string; relation: Relation | null };
  /** Given by the other complaint; the relation as this one sees it. `split`: who made it of a part of this one, about whom. */
  'link-told': { number: string; relation: Relation; linked: boolean; split?: { by: string; about: string[] } };
}

/** `told`: the other complaint said so, and need not hear of it again. */
type LinkFact =
  | { type: 'linked' | 'unlinked'; data: { number: string; relation: Relation; told: boolean } }
  /** Somebody else than its owner made a new complaint of a part of it: the owner hears of it (S7). */
  | { type: 'splitOff'; data: { splitBy: string } };

const has = (state: ComplaintState, number: string, relation: Relation | null) =>
  state.links.filter((link) => link.number === number && (relation === null || link.relation === relation));

/** Links between complaints: each is recorded in both, and each side sees it from where it stands. */
export const links: ComplaintAspect<LinkCommands, LinkFact> = {
  decisions: {
    link(state, { body: { number, relation } }) {
      if (number === state.number) return no('Incomplete', 'a complaint is not linked to itself');
      if (has(state, number, relation).length > 0) return no('NotAllowedNow', `it is ${relation} ${number} already`);
      return [{ type: 'linked', data: { number, relation, told: false } }];
    },

    unlink(state, { body: { number, relation } }) {
      const links = has(state, number, relation);
      if (links.length === 0) return no('NotAllowedNow', `it has no such link to ${number}`);
      return links.map((link) => ({ type: 'unlinked', data: { number, relation: link.relation, told: false } }));
    },

    'link-told'(state, { body: { number, relation, linked, split } }): ComplaintFact[] {
      const isThere = has(state, number, relation).length > 0;
      if (isThere === linked) return [];
      const told: ComplaintFact = { type: linked ? 'linked' : 'unlinked', data: { number, relation, told: true } };
      return split && ownerHearsOf(state, split) ? [told, { type: 'splitOff', data: { splitBy: split.by } }] : [told];
    },
  },
  evolutions: {
    linked: (state, { number, relation }, { at }) => ({
      ...state,
      links: [...state.links, { number, relation, linkedAt: at }],
    }),
    unlinked: (state, { number, relation }) => ({
      ...state,
      links: state.links.filter((link) => link.number !== number || link.relation !== relation),
    }),
    splitOff: unchanged,
  },
  /** There is nothing to take away if there is no link. */
  obstacle(state, command) {
    return command === 'unlink' && state.links.length === 0 ? 'it has no link' : null;
  },
  /** The other complaint is told of a link that was made or taken away here, or with which this one was opened. */
  errands(event, state) {
    const fact = { type: event.type, data: event.data } as ComplaintFact;
    if (fact.type === 'received') {
      return state.links.map((link) => {
        const isPart = link.relation === 'split-from' && readsAs(state, 3);
        return tell(state, link, true, isPart ? { split: { by: event.by, about: state.about } } : {});
      });
    }
    if (fact.type !== 'linked' && fact.type !== 'unlinked') return [];
    return fact.data.told ? [] : [tell(state, fact.data, fact.type === 'linked')];
  },
};

/** The owner hears of it, unless the owner split it, or the part names the owner (F-10). */
function ownerHearsOf(state: ComplaintState, { by, about }: { by: string; about: string[] }): boolean {
  const { owner } = state;
  return readsAs(state, 3) && owner !== null && owner !== by && !about.includes(owner);
}

function tell(
  state: ComplaintState,
  { number, relation }: Pick<Link, 'number' | 'relation'>,
  linked: boolean,
  more: Pick<LinkCommands['link-told'], 'split'> = {},
): Errand {
  const body: LinkCommands['link-told'] = { number: state.number, relation: opposites[relation], linked, ...more };
  return { do: 'tell', kind: 'complaint', number, command: 'link-told', body };
}
