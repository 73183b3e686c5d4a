/** Stepping back: the owner of a complaint can give it back to the group at any time (F-10). Who owned it stays known. */
import type { VaultTextRef } from '../../../case/command.ts';
import type { ComplaintAspect, Decisions, Evolutions } from '../../aspect.ts';
import type { ComplaintState } from '../../state.ts';
import { withoutHandOver } from './hand-over.ts';

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

export type GivingBackFact = { type: 'givenBack'; data: { from: string; words: VaultTextRef | null } };

const decisions: Decisions<GivingBackCommands> = {
  'give-back': (state, { body: { words } }) =>
    state.owner === null ? [] : [{ type: 'givenBack', data: { from: state.owner, words } }],
};

const evolutions: Evolutions<GivingBackFact> = {
  givenBack: (state, { from }, { at }) => {
    const { delegate: _, ...rest } = withoutHandOver(state);
    return withFormerOwner({ ...rest, owner: null }, { staff: from, until: at, why: 'gave-back' });
  },
};

export function withFormerOwner(state: ComplaintState, former: FormerOwner): ComplaintState {
  return { ...state, formerOwners: [...(state.formerOwners ?? []), former] };
}

/** Nobody gives back what nobody owns. */
function obstacle({ owner }: ComplaintState, command: string): string | null {
  return command === 'give-back' && owner === null ? 'nobody owns it' : null;
}

export const givingBack: ComplaintAspect<GivingBackCommands, GivingBackFact> = { decisions, evolutions, obstacle };
