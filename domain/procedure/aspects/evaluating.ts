/** Values against targets, by as many people as the policy wants; a missed target asks for what is done about it. Pure. */
import { type Command, isNo, type No, no, type VaultTextRef } from '../../case/command.ts';
import {
  type Brought,
  type OnStep,
  objectionToBrought,
  type ProcedureAspect,
  withContribution,
  withStep,
} from '../aspect.ts';
import { afterStep } from '../course.ts';
import { type EvaluatedSubject, evaluated, faultIn } from '../evaluation.ts';
import type { ProcedureFact } from '../facts.ts';
import { ruleOfStep } from '../policy.ts';
import type { ProcedureState } from '../state.ts';
import { stepFor } from '../takers.ts';

type Given = Brought & { subjects: EvaluatedSubject[]; words: VaultTextRef };

interface EvaluatingCommands {
  evaluate: OnStep & Given;
}

interface EvaluatingFact {
  type: 'evaluated';
  data: Given & { step: string };
}

function evaluates(
  state: ProcedureState,
  { body, actor }: Command<'evaluate', EvaluatingCommands['evaluate']>,
): ProcedureFact[] | No {
  const found = stepFor(state, 'evaluate', body.step, actor);
  if (isNo(found)) return found;
  const { step, rule } = found;
  const { criteria = [], evaluators = 1 } = rule;
  const { subjects, words, findings, recommendations } = body;
  const fault = faultIn(criteria, subjects);
  if (fault) return no('Incomplete', fault);
  const objection = objectionToBrought(state, rule, body);
  if (objection) return objection;
  const isLast = step.contributions.length + 1 >= evaluators;
  const results = evaluated(criteria, [...step.evaluations, { subjects }]);
  const isMissed = isLast && results.some(({ missed }) => missed.length > 0);
  const raised = recommendations.length + state.recommendations.filter((one) => one.step === step.id).length;
  if (isMissed && rule.corrects && raised === 0) {
    return no('Incomplete', 'a target is missed: recommend what is done about it');
  }
  const fact: ProcedureFact = {
    type: 'evaluated',
    data: { step: step.id, subjects, words, findings, recommendations },
  };
  return isLast ? [fact, ...afterStep(state, step.id, findings, recommendations.length)] : [fact];
}

export const evaluating: ProcedureAspect<EvaluatingCommands, EvaluatingFact> = {
  decisions: { evaluate: evaluates },
  evolutions: {
    evaluated(state, data, event) {
      const { criteria = [] } = ruleOfStep(state.policy, data.step);
      return withStep(withContribution(state, data, event), data.step, (step) => {
        const evaluations = [...step.evaluations, { by: event.by, subjects: data.subjects }];
        return { ...step, evaluations, results: evaluated(criteria, evaluations) };
      });
    },
  },
};
