/** Automatic assignment, if the pack asks for it: to the present member of the group who has the least to do (C-02). */
import { unchanged } from '../../../case/aspect.ts';
import type { Errand } from '../../../case/errand.ts';
import type { TimelineEvent } from '../../../case/event.ts';
import type { ComplaintAspect, Decisions, Evolutions } from '../../aspect.ts';
import type { ComplaintState } from '../../state.ts';

export interface AssignmentCommands {
  /** Given by the case to itself, with what the directory says. Null if nobody is there. */
  'assign-automatically': { to: string | null };
}

export type AssignmentFact = { type: 'nobodyToAssign'; data: { role: string } };

const decisions: Decisions<AssignmentCommands> = {
  'assign-automatically'(state, { body: { to } }) {
    // Somebody may have been quicker than the directory.
    if (!waitsForOwner(state)) return [];
    if (to === null) return [{ type: 'nobodyToAssign', data: { role: state.policy.assignment?.among ?? '' } }];
    return [...state.about, ...state.barred].includes(to) ? [] : [{ type: 'assigned', data: { to, from: null } }];
  },
};

const evolutions: Evolutions<AssignmentFact> = { nobodyToAssign: unchanged };

function waitsForOwner({ status, owner }: ComplaintState): boolean {
  return owner === null && (status === 'received' || status === 'open');
}

/** Asks the directory for an owner at the pack's event, and if a round begins without one or its owner loses it. */
function errands({ type }: TimelineEvent, state: ComplaintState): Errand[] {
  const { assignment, group } = state.policy;
  if (!assignment || !waitsForOwner(state)) return [];
  const roundBegins = type === 'roundOpened' && (state.status === 'open' || assignment.on === 'received');
  const isFree = ['ownerLost', 'givenBack', 'statementDisowned', 'withdrawalVoid'].includes(type);
  if (type !== assignment.on && !isFree && !roundBegins) return [];
  const gaveBack = (state.formerOwners ?? []).flatMap(({ staff, why }) => (why === 'gave-back' ? [staff] : []));
  const skip = [...state.about, ...state.barred, ...gaveBack];
  return [{ do: 'choose-owner', role: assignment.among, group, skip, command: 'assign-automatically' }];
}

export const assignment: ComplaintAspect<AssignmentCommands, AssignmentFact> = { decisions, evolutions, errands };
