/** The complaint that a ticket belongs to: what it says to the ticket, and what it is told of it (C-06). */
import { unchanged } from '../../case/aspect.ts';
import type { Errand } from '../../case/errand.ts';
import type { TimelineEvent } from '../../case/event.ts';
import { fieldsOf, type TicketAspect } from '../aspect.ts';
import type { TicketState } from '../state.ts';

interface ParentCommands {
  /** Given by the complaint when it is withdrawn itself. */
  withdraw: object;
  /** Given by the complaint when it turns out to be about these members of staff (F-10). */
  'name-staff': { staff: string[] };
}

type ParentFact =
  | { type: 'withdrawn'; data: object }
  | { type: 'staffNamed'; data: { staff: string[] } }
  | { type: 'ownerLost'; data: { from: string } };

/** The steps of a ticket that its complaint is told of. */
export type TicketStep = 'assigned' | 'noted' | 'resolved' | 'returned' | 'accepted' | 'breached';
const steps: readonly string[] = [
  'assigned',
  'noted',
  'resolved',
  'returned',
  'accepted',
  'breached',
] satisfies TicketStep[];

/** Each step is told to the complaint that the ticket belongs to. */
function tellParent(event: TimelineEvent, state: TicketState): Errand[] {
  if (!steps.includes(event.type)) return [];
  const words = 'words' in event.data ? event.data.words : null;
  const body = { ticket: state.number, step: event.type, words };
  return [{ do: 'tell', kind: 'complaint', number: state.parent, command: 'ticket-step', body }];
}

const isEnded = ({ status }: TicketState): boolean => status === 'closed' || status === 'withdrawn';

export const parent: TicketAspect<ParentCommands, ParentFact> = {
  decisions: {
    withdraw: (state) => (isEnded(state) ? [] : [{ type: 'withdrawn', data: {} }]),

    /** A person who turns out to be named owns the ticket no longer (F-10). */
    'name-staff'({ owner }, { body: { staff } }) {
      const named: ParentFact = { type: 'staffNamed', data: { staff } };
      return owner !== null && staff.includes(owner) ? [named, { type: 'ownerLost', data: { from: owner } }] : [named];
    },
  },
  evolutions: {
    withdrawn: (state, _data, { at }) => ({ ...fieldsOf(state), status: 'withdrawn', closedAt: at }),
    staffNamed(state, { staff }) {
      const owner = state.owner !== null && staff.includes(state.owner) ? null : state.owner;
      return { ...state, about: [...new Set([...state.about, ...staff])], owner };
    },
    ownerLost: unchanged,
  },
  errands: tellParent,
};
