/** What the team finds out before it answers: who can help (N-12), and what it has discussed among itself (B-06). */
import { unchanged } from '../../case/aspect.ts';
import { no, type VaultTextRef } from '../../case/command.ts';
import { readsAs } from '../../case/policy.ts';
import type { ComplaintAspect, Decisions, Evolutions } from '../aspect.ts';
import type { ComplaintState } from '../state.ts';

/** Who can help, and when that was found: a department of the organisation, or `outside` with its name among the words. */
export interface PartyFound {
  party: string;
  foundAt: string;
}

export interface AnalysisCommands {
  'find-party': { party: string; words: VaultTextRef };
  'record-discussion': { people: string[]; words: VaultTextRef };
}

export type AnalysisFact =
  | { type: 'partyFound'; data: AnalysisCommands['find-party'] }
  | { type: 'teamDiscussed'; data: AnalysisCommands['record-discussion'] };

const decisions: Decisions<AnalysisCommands> = {
  'find-party': (_state, { body }) => [{ type: 'partyFound', data: body }],
  'record-discussion'(state, { body }) {
    if (body.people.some((person) => state.about.includes(person))) {
      return no('NamedInCase', 'the complaint names one of them');
    }
    return [{ type: 'teamDiscussed', data: body }];
  },
};

const evolutions: Evolutions<AnalysisFact> = {
  partyFound: (state, { party }, { at }) => ({ ...state, party: { party, foundAt: at } }),
  teamDiscussed: unchanged,
};

/** Why neither is possible just now, or null: cases of an earlier reading know them not. */
function obstacle(state: ComplaintState, command: string): string | null {
  const isOurs = command === 'find-party' || command === 'record-discussion';
  return isOurs && !readsAs(state, 3) ? `the case is ${state.status}` : null;
}

export const analysis: ComplaintAspect<AnalysisCommands, AnalysisFact> = { decisions, evolutions, obstacle };
