/** The steps of a lead from its being identified on (N-05): every contact documented, the rate kept up, and the way back. */
import { unchanged } from '../../case/aspect.ts';
import { no, type VaultTextRef } from '../../case/command.ts';
import { type Decisions, type Evolutions, fieldsOf, type LeadAspect } from '../aspect.ts';
import type { LeadDetails, LeadState, LeadStatus } from '../state.ts';
import { type DonorContact, type Ground, groundOf } from './point-of-contact.ts';

/** A contact with a prospect, and who their point of contact was when the command was received. */
export interface DocumentedContact {
  donor: string;
  channel: string;
  words: VaultTextRef;
  contact: DonorContact;
}

export interface FollowingCommands {
  /** The first documented contact moves the lead on. */
  follow: DocumentedContact;
  'log-contact': DocumentedContact & { reached: boolean };
  /** The manager's new estimate, with the reason; without factors they are as they were. */
  rate: { rate: number; factors: string[] | null; words: VaultTextRef };
  /** Another officer looks after it from now on. */
  assign: { to: string; words: VaultTextRef | null };
  cancel: { words: VaultTextRef } & Void;
  /** One step back, recorded with its reason. */
  correct: { words: VaultTextRef } & Void;
}

/** True if the contributions that the lead counts are given back with its pledge; absent if an earlier release asked. */
interface Void {
  frees?: true;
}

/** In what right somebody contacted the donor (N-08). */
type Contacted = Omit<DocumentedContact, 'contact'> & { ground: Ground };

export type FollowingFact =
  | {
      type: 'identified';
      data: LeadDetails & { currency: string; policyHash: string; calendarHash: string };
    }
  | { type: 'followed'; data: Contacted }
  | { type: 'contactLogged' | 'contactAttempted'; data: Contacted }
  | { type: 'rated'; data: { rate: number; was: number; factors: string[]; words: VaultTextRef } }
  | { type: 'assigned'; data: { to: string; from: string | null; words: VaultTextRef | null } }
  | { type: 'cancelled'; data: { words: VaultTextRef } & Void }
  | { type: 'corrected'; data: { from: LeadStatus; to: LeadStatus; words: VaultTextRef } & Void };

/** Where a correction leads. An ended lead stays as it ended. */
const before: Partial<Record<LeadStatus, 'identified' | 'followed'>> = { followed: 'identified', closed: 'followed' };

const decisions: Decisions<FollowingCommands> = {
  follow(state, { actor, body }, { at }) {
    const { contact, ...contacted } = body;
    const ground = groundOf(state, { donor: body.donor, contact }, actor, at);
    return typeof ground === 'object' ? ground : [{ type: 'followed', data: { ...contacted, ground } }];
  },

  'log-contact'(state, { actor, body }, { at }) {
    const { contact, reached, ...contacted } = body;
    const ground = groundOf(state, { donor: body.donor, contact }, actor, at);
    if (typeof ground === 'object') return ground;
    return [{ type: reached ? 'contactLogged' : 'contactAttempted', data: { ...contacted, ground } }];
  },

  rate: (state, { body }) => [
    { type: 'rated', data: { ...body, factors: body.factors ?? state.factors, was: state.rate } },
  ],

  assign({ owner }, { body }) {
    if (body.to === owner) return no('NotAllowedNow', `${body.to} looks after it already`);
    return [{ type: 'assigned', data: { ...body, from: owner } }];
  },

  cancel: (_state, { body }) => [{ type: 'cancelled', data: body }],

  correct(state, { body }) {
    const to = before[state.status];
    if (!to) return no('NotAllowedNow', `there is no step before ${state.status}`);
    return [{ type: 'corrected', data: { from: state.status, to, ...body } }];
  },
};

const contacted = (state: LeadState, by: string, at: string) => ({
  logged: state.contacts.logged + 1,
  lastAt: at,
  lastBy: by,
});

const evolutions: Evolutions<FollowingFact> = {
  identified: unchanged,
  followed: (state, _data, { at, by }) => ({
    ...fieldsOf(state),
    status: 'followed',
    inStatusSince: at,
    contacts: contacted(state, by, at),
  }),
  contactLogged: (state, _data, { at, by }) => ({ ...state, contacts: contacted(state, by, at) }),
  contactAttempted: unchanged,
  rated: (state, { rate, factors }) => ({ ...state, rate, factors }),
  assigned: (state, { to }) => ({ ...state, owner: to }),
  cancelled: (state, _data, { at }) => ({
    ...fieldsOf(state),
    status: 'cancelled',
    inStatusSince: at,
    closedAt: at,
  }),
  corrected: (state, { to }, { at }) =>
    to === 'followed' || to === 'identified' ? { ...fieldsOf(state), status: to, inStatusSince: at } : state,
};

export const following: LeadAspect<FollowingCommands, FollowingFact> = { decisions, evolutions };
