/** The staff whom a complaint turns out to be about: from then on they neither see it nor act on it (F-10). */
import { effectiveUser, no } from '../../../case/command.ts';
import type { Errand } from '../../../case/errand.ts';
import type { TimelineEvent } from '../../../case/event.ts';
import { readsAs } from '../../../case/policy.ts';
import { reachesSelfOnly } from '../../../case/rights.ts';
import type { ComplaintAspect, Decisions, Evolutions } from '../../aspect.ts';
import type { ComplaintFact } from '../../facts.ts';
import type { ComplaintState } from '../../state.ts';
import { openTickets } from '../other-cases.ts';
import { voidIfAuthorNamed } from '../speaking.ts';
import { handOverOf, withFormerOwner, withoutHandOver } from './ownership.ts';

export interface NamedStaffCommands {
  'name-staff': { staff: string[] };
}

export type NamedStaffFact =
  | { type: 'staffNamed'; data: { staff: string[] } }
  /** The owner is among those named: nobody owns the case any more. */
  | { type: 'ownerLost'; data: { from: string } };

const decisions: Decisions<NamedStaffCommands> = {
  'name-staff'(state, { body, actor }, around) {
    const staff = [...new Set(body.staff)].filter((id) => !state.about.includes(id));
    if (staff.length === 0) return no('NotAllowedNow', 'the complaint names them already');
    if (reachesSelfOnly(actor, 'name-staff', state) && staff.some((id) => id !== effectiveUser(actor))) {
      return no('Forbidden', 'you may name nobody but yourself');
    }
    const voided = voidIfAuthorNamed(state, staff, around);
    return [...voided, { type: 'staffNamed', data: { staff } }, ...ownerLostTo(state, staff)];
  },
};

/** The fact that the owner loses the case, if it turns out to be about them. */
export function ownerLostTo(state: ComplaintState, staff: string[]): ComplaintFact[] {
  const { owner } = state;
  return owner !== null && staff.includes(owner) ? [{ type: 'ownerLost', data: { from: owner } }] : [];
}

/** The complaint with more people whom it is about. An owner among them owns it no longer, and takes over from nobody. */
export function aboutMore(state: ComplaintState, staff: string[]): ComplaintState {
  const isNamed = (id: string | null | undefined) => typeof id === 'string' && staff.includes(id);
  const owner = isNamed(state.owner) ? null : state.owner;
  const handOver = handOverOf(state);
  const rest = isNamed(state.owner) || isNamed(handOver?.receiver) ? withoutHandOver(state) : state;
  const shared = rest.sharers ? { sharers: rest.sharers.filter((one) => !isNamed(one)) } : {};
  return { ...rest, about: [...new Set([...state.about, ...staff])], owner, ...shared };
}

const evolutions: Evolutions<NamedStaffFact> = {
  staffNamed: (state, { staff }) => aboutMore(state, staff),
  ownerLost: (state, { from }, { at }) =>
    readsAs(state, 3) ? withFormerOwner(state, { staff: from, until: at, why: 'named' }) : state,
};

/** Tickets that departments work on for the complaint are about the same people. */
function errands(event: TimelineEvent, state: ComplaintState): Errand[] {
  const fact = { type: event.type, data: event.data } as ComplaintFact;
  return fact.type === 'staffNamed' ? tellTickets(state, fact.data.staff) : [];
}

export function tellTickets(state: ComplaintState, staff: string[]): Errand[] {
  if (staff.length === 0) return [];
  return openTickets(state).map(({ number }) => ({
    do: 'tell',
    kind: 'departmentTicket',
    number,
    command: 'name-staff',
    body: { staff },
  }));
}

export const namedStaff: ComplaintAspect<NamedStaffCommands, NamedStaffFact> = { decisions, evolutions, errands };
