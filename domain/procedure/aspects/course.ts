/** How an occurrence goes on: its steps begin, end and are skipped, reports are made for them, and at last it is over. Pure. */
import { openApproval } from '../../case/approval.ts';
import type { VaultTextRef } from '../../case/command.ts';
import { type ProcedureAspect, stepsTaking, takenBy, withStep } from '../aspect.ts';
import { type CourseFact, makersBefore, subjectOf } from '../course.ts';
import { ruleOfStep } from '../policy.ts';
import type { ProcedureDetails, ProcedureState } from '../state.ts';

interface CourseCommands {
  withdraw: { words: VaultTextRef };
}

type OwnFact =
  | { type: 'started'; data: ProcedureDetails & { policyHash: string; calendarHash: string } }
  | { type: 'withdrawn'; data: CourseCommands['withdraw'] }
  | CourseFact;

function begun(state: ProcedureState, id: string, at: string): ProcedureState {
  const rule = ruleOfStep(state.policy, id);
  const approval = rule.approval ? openApproval(subjectOf(state, id), rule.approval, makersBefore(state, id)) : null;
  return withStep(state, id, (step) => ({ ...step, status: 'open', begunAt: at, approval }));
}

export const course: ProcedureAspect<CourseCommands, OwnFact> = {
  decisions: {
    withdraw: (_state, { body }) => [{ type: 'withdrawn', data: body }],
  },
  evolutions: {
    started: (state) => state,
    stepBegan: (state, { step }, { at }) => begun(state, step, at),
    stepDone: (state, { step }, { at }) => withStep(state, step, (one) => ({ ...one, status: 'done', endedAt: at })),
    stepSkipped: (state, { step }, { at }) =>
      withStep(state, step, (one) => ({ ...one, status: 'skipped', endedAt: at })),
    finished: (state, _data, { at }) => ({ ...state, status: 'finished', closedAt: at }),
    withdrawn: (state, _data, { at }) => ({ ...state, status: 'withdrawn', closedAt: at }),
  },
  // The table lists every command of an open occurrence: which of them is possible its open steps say.
  obstacle: (state, command) =>
    state.status === 'open' && Object.hasOwn(takenBy, command) && stepsTaking(state, command).length === 0
      ? 'no step waits for that'
      : null,
};
