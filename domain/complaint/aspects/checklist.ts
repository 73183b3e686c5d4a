/** The steps that staff go through with each complaint, ticked off with who and when (B-07). */
import { no } from '../../case/command.ts';
import type { ComplaintAspect, Decisions, Evolutions } from '../aspect.ts';
import type { ComplaintState } from '../state.ts';

/** A step that somebody has ticked off; a new round begins with none. */
export interface StepDone {
  step: string;
  round: number;
  /** Staff id. */
  by: string;
  at: string;
}

export interface ChecklistCommands {
  'tick-step': { step: string };
}

export type ChecklistFact = { type: 'stepDone'; data: { step: string } };

const decisions: Decisions<ChecklistCommands> = {
  'tick-step'(state, { body: { step } }) {
    if (!stepsOf(state).includes(step)) return no('Incomplete', `the policy knows no step ${step} here`);
    const isDone = state.stepsDone.some((done) => done.step === step && done.round === state.round);
    return isDone ? [] : [{ type: 'stepDone', data: { step } }];
  },
};

const evolutions: Evolutions<ChecklistFact> = {
  stepDone: (state, { step }, { by, at }) => ({
    ...state,
    stepsDone: [...state.stepsDone, { step, round: state.round, by, at }],
  }),
};

/** The steps that the pinned policy asks for; one that an earlier release pinned knows none. */
function stepsOf({ policy }: Pick<ComplaintState, 'policy'>): string[] {
  return policy.checklist ?? [];
}

/** Why there is nothing to tick, or null. */
function obstacle(state: ComplaintState, command: string): string | null {
  return command === 'tick-step' && stepsOf(state).length === 0 ? 'the policy has no checklist for it' : null;
}

export const checklist: ComplaintAspect<ChecklistCommands, ChecklistFact> = { decisions, evolutions, obstacle };
