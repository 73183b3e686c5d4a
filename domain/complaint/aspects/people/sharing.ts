/**
 * Sharing a complaint with colleagues (G-05): they read it and answer like its owner, so that nothing waits while the owner
 * is away. An internal problem is shared with those whom its manager names (N-25).
 */
import { no } from '../../../case/command.ts';
import { readsAs } from '../../../case/policy.ts';
import type { ComplaintAspect, Decisions, Evolutions } from '../../aspect.ts';
import type { ComplaintState } from '../../state.ts';

export interface SharingCommands {
  share: { with: string };
  unshare: { with: string };
}

export type SharingFact =
  | { type: 'shared'; data: { receiver: string } }
  | { type: 'unshared'; data: { receiver: string } };

const decisions: Decisions<SharingCommands> = {
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
};

const sharersOf = ({ sharers = [] }: ComplaintState): string[] => sharers;

const evolutions: Evolutions<SharingFact> = {
  shared: (state, { receiver }) => ({ ...state, sharers: [...sharersOf(state), receiver] }),
  unshared: (state, { receiver }) => ({ ...state, sharers: sharersOf(state).filter((one) => one !== receiver) }),
};

/** What stands in the way of sharing, or null: a case of an earlier reading knows none. */
function obstacle(state: ComplaintState, command: string): string | null {
  if (command !== 'share' && command !== 'unshare') return null;
  if (!readsAs(state, 3)) return 'it runs under an earlier reading of the rules, which knows no sharing';
  return command === 'unshare' && sharersOf(state).length === 0 ? 'it is shared with nobody' : null;
}

export const sharing: ComplaintAspect<SharingCommands, SharingFact> = { decisions, evolutions, obstacle };
