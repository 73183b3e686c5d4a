/** Whose a complaint is: assigned by itself, handed over to a colleague, given back, or shared with others. */
import { unchanged } from '../../../case/aspect.ts';
import { no, type VaultTextRef } from '../../../case/command.ts';
import { readsAs } from '../../../case/policy.ts';
import type { ComplaintAspect } from '../../aspect.ts';
import type { ComplaintFact } from '../../facts.ts';
import type { ComplaintState } from '../../state.ts';
import { windowEnd } from '../../window-end.ts';

interface AssignmentCommands {
  /** Given by the case to itself, with what the directory says. Null if nobody is there. */
  'assign-automatically': { to: string | null };
}

type AssignmentFact = { type: 'nobodyToAssign'; data: { role: string } };

/** Automatic assignment, if the pack asks for it: to the present member of the group who has the least to do (C-02). */
export const assignment: ComplaintAspect<AssignmentCommands, AssignmentFact> = {
  decisions: {
    'assign-automatically'(state, { body: { to } }) {
      // Somebody may have been quicker than the directory.
      if (!waitsForOwner(state)) return [];
      if (to === null) return [{ type: 'nobodyToAssign', data: { role: state.policy.assignment?.among ?? '' } }];
      return [...state.about, ...state.barred].includes(to) ? [] : [{ type: 'assigned', data: { to, from: null } }];
    },
  },

  evolutions: { nobodyToAssign: unchanged },

  /** Asks the directory for an owner at the pack's event, and if a round begins without one or its owner loses it. */
  errands({ type }, state) {
    const { assignment, group } = state.policy;
    // A complaint without a name may be about anybody. A manager gives it an owner; no turn does.
    if (!assignment || !waitsForOwner(state) || state.anonymous) return [];
    const roundBegins = type === 'roundOpened' && (state.status === 'open' || assignment.on === 'received');
    const isFree = ['ownerLost', 'givenBack', 'statementDisowned', 'withdrawalVoid', 'mergeUndone'].includes(type);
    if (type !== assignment.on && !isFree && !roundBegins) return [];
    const gaveBack = (state.formerOwners ?? []).flatMap(({ staff, why }) => (why === 'gave-back' ? [staff] : []));
    const skip = [...state.about, ...state.barred, ...gaveBack];
    return [{ do: 'choose-owner', role: assignment.among, group, skip, command: 'assign-automatically' }];
  },
};

function waitsForOwner({ status, owner }: ComplaintState): boolean {
  return owner === null && (status === 'received' || status === 'open');
}

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

type HandOverFact =
  | { type: 'handOverOffered'; data: HandOver & { consent: true; words: VaultTextRef } }
  | { type: 'handOverTaken'; data: Persons }
  | { type: 'handOverReturned'; data: Persons & { why: 'declined' | 'not-taken'; words: VaultTextRef | null } };

/**
 * Handing a complaint over to a colleague (G-04): with the reason, the customer's consent and a briefing. The giver stays
 * the owner and can act until the receiver takes it. If that does not happen within the pack's time, it returns to the giver.
 */
export const handingOver: ComplaintAspect<HandOverCommands, HandOverFact> = {
  decisions: {
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
    'decline-hand-over': (state, { body }) =>
      pending(state, (handOver) => [returned(handOver, 'declined', body.words)]),
  },

  evolutions: {
    handOverOffered: (state, { receiver, giver, until }) =>
      state.status === 'open' ? { ...state, handOver: { receiver, giver, until } } : state,
    handOverTaken: (state, { receiver }) => ({ ...withoutHandOver(state), owner: receiver }),
    handOverReturned: withoutHandOver,
  },

  /** What stands in the way of handing over and of taking, or null. */
  obstacle(state, command) {
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
  },

  windows: {
    open: (state) =>
      state.status === 'open' && state.handOver ? [{ id: 'hand-over', until: state.handOver.until }] : [],
    // Nobody has taken it.
    ended: { 'hand-over': (state) => pending(state, (handOver) => [returned(handOver, 'not-taken', null)]) },
  },
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

/** Somebody who owned the complaint until then. The next owner can list what that person did in it. */
export interface FormerOwner {
  /** Staff id. */
  staff: string;
  until: string;
  why: 'gave-back' | 'named';
}

export interface GivingBackCommands {
  'give-back': { words: VaultTextRef | null };
}

type GivingBackFact = { type: 'givenBack'; data: { from: string; words: VaultTextRef | null } };

/** Stepping back: the owner of a complaint can give it back to the group at any time (F-10). Who owned it stays known. */
export const givingBack: ComplaintAspect<GivingBackCommands, GivingBackFact> = {
  decisions: {
    'give-back': (state, { body: { words } }) =>
      state.owner === null ? [] : [{ type: 'givenBack', data: { from: state.owner, words } }],
  },

  evolutions: {
    givenBack: (state, { from }, { at }) => {
      const { delegate: _, ...rest } = withoutHandOver(state);
      return withFormerOwner({ ...rest, owner: null }, { staff: from, until: at, why: 'gave-back' });
    },
  },

  /** Nobody gives back what nobody owns. */
  obstacle({ owner }, command) {
    return command === 'give-back' && owner === null ? 'nobody owns it' : null;
  },
};

export function withFormerOwner(state: ComplaintState, former: FormerOwner): ComplaintState {
  return { ...state, formerOwners: [...(state.formerOwners ?? []), former] };
}

export interface SharingCommands {
  share: { with: string };
  unshare: { with: string };
}

type SharingFact = { type: 'shared'; data: { receiver: string } } | { type: 'unshared'; data: { receiver: string } };

/**
 * Sharing a complaint with colleagues (G-05): they read it and answer like its owner, so that nothing waits while the owner
 * is away. The manager of an internal problem names who shares it (N-25).
 */
export const sharing: ComplaintAspect<SharingCommands, SharingFact> = {
  decisions: {
    share(state, { body }) {
      const receiver = body.with;
      if (state.about.includes(receiver)) return no('NamedInCase', 'the complaint names that person');
      if (state.owner === receiver) return no('Incomplete', `${receiver} owns it already: name a colleague`);
      if (sharersOf(state).includes(receiver)) return no('NotAllowedNow', `it is shared with ${receiver} already`);
      return [{ type: 'shared', data: { receiver } }];
    },
    unshare(state, { body }) {
      if (!sharersOf(state).includes(body.with)) return no('NotAllowedNow', `it is not shared with ${body.with}`);
      return [{ type: 'unshared', data: { receiver: body.with } }];
    },
  },

  evolutions: {
    shared: (state, { receiver }) => ({ ...state, sharers: [...sharersOf(state), receiver] }),
    unshared: (state, { receiver }) => ({ ...state, sharers: sharersOf(state).filter((one) => one !== receiver) }),
  },

  /** What stands in the way of sharing, or null: a case of an earlier reading knows none. */
  obstacle(state, command) {
    if (command !== 'share' && command !== 'unshare') return null;
    if (!readsAs(state, 3)) return 'it runs under an earlier reading of the rules, which knows no sharing';
    return command === 'unshare' && sharersOf(state).length === 0 ? 'it is shared with nobody' : null;
  },
};

const sharersOf = ({ sharers = [] }: ComplaintState): string[] => sharers;
