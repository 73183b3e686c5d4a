/**
 * Handing a complaint over to a colleague (G-04): with the reason, the customer's consent and a briefing. The giver stays
 * the owner and can act until the receiver takes it. If that does not happen within the pack's time, it returns to the giver.
 */
import { no, type VaultTextRef } from '../../../case/command.ts';
import type { ComplaintAspect, Decisions, Evolutions } from '../../aspect.ts';
import type { ComplaintFact } from '../../facts.ts';
import type { ComplaintState } from '../../state.ts';
import { windowEnd } from '../../window-end.ts';

/** A complaint on its way to somebody who has not taken it yet. */
export interface HandOver {
  receiver: string;
  giver: string;
  until: string;
}

export interface HandOverCommands {
  'hand-over': { receiver: string; consent: boolean; words: VaultTextRef };
  take: object;
  'decline-hand-over': { words: VaultTextRef | null };
}

type Persons = Pick<HandOver, 'receiver' | 'giver'>;

export type HandOverFact =
  | { type: 'handOverOffered'; data: HandOver & { consent: true; words: VaultTextRef } }
  | { type: 'handOverTaken'; data: Persons }
  | { type: 'handOverReturned'; data: Persons & { why: 'declined' | 'not-taken'; words: VaultTextRef | null } };

const decisions: Decisions<HandOverCommands> = {
  'hand-over'(state, { body }, around) {
    const { receiver, consent, words } = body;
    const { owner: giver, policy } = state;
    if (state.about.includes(receiver)) return no('NamedInCase', 'the complaint names that person');
    if (giver === null || policy.handOverWithin === undefined) return no('NotAllowedNow', 'nobody owns it');
    if (giver === receiver) return no('Incomplete', `${receiver} owns it already: name a colleague`);
    if (!consent) return no('Incomplete', 'the customer has not agreed: nobody is handed over without his consent');
    const until = windowEnd(policy.handOverWithin, around);
    return [{ type: 'handOverOffered', data: { receiver, giver, until, consent, words } }];
  },
  take: (state) => pending(state, ({ receiver, giver }) => [{ type: 'handOverTaken', data: { receiver, giver } }]),
  'decline-hand-over': (state, { body }) => pending(state, (handOver) => [returned(handOver, 'declined', body.words)]),
};

function pending(state: ComplaintState, then: (handOver: HandOver) => ComplaintFact[]): ComplaintFact[] {
  const handOver = handOverOf(state);
  return handOver ? then(handOver) : [];
}

/** It is with the first again. */
function returned(
  { receiver, giver }: HandOver,
  why: 'declined' | 'not-taken',
  words: VaultTextRef | null,
): ComplaintFact {
  return { type: 'handOverReturned', data: { receiver, giver, why, words } };
}

/** The hand-over that waits to be taken, or null. An answer, a withdrawal and an assignment end it. */
export function handOverOf(state: ComplaintState): HandOver | null {
  return (state.status === 'open' && state.handOver) || null;
}

/** The complaint with nobody to whom it is handed over. */
export function withoutHandOver(state: ComplaintState): ComplaintState {
  if (state.status !== 'open') return state;
  const { handOver: _, ...rest } = state;
  return rest;
}

const evolutions: Evolutions<HandOverFact> = {
  handOverOffered: (state, { receiver, giver, until }) =>
    state.status === 'open' ? { ...state, handOver: { receiver, giver, until } } : state,
  handOverTaken: (state, { receiver }) => ({ ...withoutHandOver(state), owner: receiver }),
  handOverReturned: withoutHandOver,
};

/** What stands in the way of handing over and of taking, or null. */
function obstacle(state: ComplaintState, command: string): string | null {
  const handOver = handOverOf(state);
  switch (command) {
    case 'hand-over':
      if (handOver) return `it is handed over to ${handOver.receiver} until ${handOver.until}`;
      if (state.policy.handOverWithin === undefined) return 'its policy knows no hand-over';
      return state.owner === null ? 'nobody owns it: it is assigned, not handed over' : null;
    case 'take':
    case 'decline-hand-over':
      return handOver ? null : 'nobody hands it over';
    default:
      return null;
  }
}

export const handingOver: ComplaintAspect<HandOverCommands, HandOverFact> = {
  decisions,
  evolutions,
  obstacle,
  windows: {
    open: (state) =>
      state.status === 'open' && state.handOver ? [{ id: 'hand-over', until: state.handOver.until }] : [],
    // Nobody has taken it.
    ended: { 'hand-over': (state) => pending(state, (handOver) => [returned(handOver, 'not-taken', null)]) },
  },
};
