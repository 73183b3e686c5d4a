/** A running occurrence goes over to a newer policy if the steps that it has begun are the same in it. Pure. */
import type { NewerPolicy } from '../case/case.ts';
import { no } from '../case/command.ts';
import { digest } from '../digest.ts';
import { nextSteps } from './course.ts';
import { type ProcedurePolicy, ruleOfStep } from './policy.ts';
import { type ProcedureState, type StepState, waitingStep } from './state.ts';
import { namedAs } from './takers.ts';

const hasBegun = ({ status }: StepState): boolean => status !== 'waiting';

/** The rules as they are for this occurrence: the time that a date has given a step stays that step's time. */
function withGivenDates(state: ProcedureState, policy: ProcedurePolicy): ProcedurePolicy {
  const clocks = policy.clocks.map((rule) => {
    const own = state.policy.clocks.find(({ id }) => id === rule.id);
    return own?.dueByPolicy ? { ...rule, due: own.due, dueByPolicy: rule.due } : rule;
  });
  return { ...policy, clocks };
}

export const newerProcedurePolicy: NewerPolicy<ProcedureState> = {
  fitted(state, policy) {
    for (const { id } of state.steps.filter(hasBegun)) {
      const rule = policy.steps.find((one) => one.id === id);
      if (!rule) return no('PreconditionFailed', `version ${policy.version} has no step ${id}, which has begun here`);
      if (digest(rule) === digest(ruleOfStep(state.policy, id))) continue;
      return no('PreconditionFailed', `version ${policy.version} has another step ${id}, which has begun here`);
    }
    const unnamed = policy.steps.find(({ party }) => party !== undefined && namedAs(state, party).length === 0);
    if (unnamed)
      return no(
        'PreconditionFailed',
        `version ${policy.version} has a step ${unnamed.id} of a party, and nobody was named as that`,
      );
    return withGivenDates(state, policy);
  },
  // A step that nobody has begun is as the newer version has it, and where it stands there.
  moved: (state) => ({
    ...state,
    steps: state.policy.steps.map((rule) => {
      const begun = state.steps.find((step) => step.id === rule.id && hasBegun(step));
      return begun ?? waitingStep(rule);
    }),
  }),
  // A step that the newer version adds may wait for nothing that is still to be done.
  follows: nextSteps,
};
