import type { CaseState, Kind } from '../domain/case/case.ts';
import { kinds } from '../domain/kinds.ts';
import type { CaseInput } from './messages/case.ts';
import { runCase } from './runner/run-case.ts';

/** The workflow that runs the cases of a kind, each from its opening to its end. */
function workflowOf<State extends CaseState, Details>({ rules }: { rules: Kind<State, Details> }) {
  return async (input: CaseInput<Details, State['policy']>): Promise<void> => {
    await runCase(rules, input);
  };
}

// The name of an export is the name of the workflow, in every history.
export const complaint = workflowOf(kinds.complaint);
export const departmentTicket = workflowOf(kinds.departmentTicket);
export const recordChange = workflowOf(kinds.recordChange);
export const surveyCycle = workflowOf(kinds.surveyCycle);
export const followedItem = workflowOf(kinds.followedItem);
export const lead = workflowOf(kinds.lead);
export const procedure = workflowOf(kinds.procedure);
