/**
 * An incident: one cause of many complaints (ours). A complaint that is joined to one keeps its own clocks, timeline and answer.
 * What the incident tells customers, each complaint is told by its ordinary commands.
 */
import type { VaultTextRef } from '../../case/command.ts';
import type { ComplaintAspect } from '../aspect.ts';
import type { ComplaintState } from '../state.ts';

export interface IncidentCommands {
  'join-incident': { incident: string };
  'leave-incident': { words: VaultTextRef };
}

export type IncidentFact =
  | { type: 'incidentJoined'; data: { incident: string } }
  | { type: 'incidentLeft'; data: { incident: string; words: VaultTextRef } };

/** What stands in the way of joining and of leaving, or null. */
function obstacle({ policy, incident }: ComplaintState, command: string): string | null {
  if (command !== 'join-incident' && command !== 'leave-incident') return null;
  if (!policy.incidents) return 'its policy knows no incidents';
  if (command === 'join-incident') return incident === undefined ? null : `it is joined to the incident ${incident}`;
  return incident === undefined ? 'it is joined to no incident' : null;
}

export const incidents: ComplaintAspect<IncidentCommands, IncidentFact> = {
  decisions: {
    'join-incident': (_state, { body }) => [{ type: 'incidentJoined', data: body }],
    'leave-incident': ({ incident = '' }, { body: { words } }) => [{ type: 'incidentLeft', data: { incident, words } }],
  },
  evolutions: {
    incidentJoined: (state, { incident }) => ({ ...state, incident }),
    incidentLeft: ({ incident: _, ...rest }) => rest,
  },
  obstacle,
};
