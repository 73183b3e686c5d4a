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
import { type EvaluatedSubject, type EvaluationResult, evaluated, faultIn } from '../evaluation.ts';
import type { ProcedureFact } from '../facts.ts';
import { type Criterion, ruleOfStep, type StepRule } from '../policy.ts';
import type { MadeReport, ProcedureState, StepRecommendation } from '../state.ts';
import { stepFor } from '../takers.ts';

type Given = Brought & {
  subjects: EvaluatedSubject[];
  words: VaultTextRef;
  /** The frozen reports that figures were taken from, by the step that each was made for; absent if all values were typed. */
  from?: Record<string, MadeReport>;
};

interface EvaluatingCommands {
  evaluate: OnStep & Given;
}

interface EvaluatingFact {
  type: 'evaluated';
  data: Given & { step: string };
}

/** What must still be recommended, in words, since a target is missed; null if nothing must. */
function lackingCorrection(
  { corrects }: StepRule,
  results: readonly EvaluationResult[],
  raised: readonly StepRecommendation[],
): string | null {
  const missing = results.filter(({ missed }) => missed.length > 0).map(({ id }) => id);
  if (corrects === true && missing.length > 0 && raised.length === 0)
    return 'a target is missed: recommend what is done about it';
  if (corrects !== 'each') return null;
  const uncorrected = missing.filter((id) => !raised.some(({ subject }) => subject === id));
  return uncorrected.length === 0
    ? null
    : `recommend for each subject that misses a target what is done about it; nothing is about ${uncorrected.join(', ')}`;
}

/** Figures are taken from the reports as they stand frozen in the case, and from no other. */
function objectionToSource({ steps }: ProcedureState, criteria: readonly Criterion[], from: Given['from']): No | null {
  const sources = new Set(criteria.flatMap(({ figure }) => figure?.step ?? []));
  for (const source of sources) {
    const report = steps.find(({ id }) => id === source)?.report;
    if (!report || report === 'awaited') return no('NotAllowedNow', `the report of ${source} has not been made`);
    const used = from?.[source];
    if (used?.id !== report.id || used.digest !== report.digest)
      return no(
        'PreconditionFailed',
        'the figures are of another report than the one that is frozen: read again, then send',
      );
  }
  return null;
}

function evaluates(
  state: ProcedureState,
  { body, actor }: Command<'evaluate', EvaluatingCommands['evaluate']>,
): ProcedureFact[] | No {
  const found = stepFor(state, 'evaluate', body.step, actor);
  if (isNo(found)) return found;
  const { step, rule } = found;
  const { criteria = [], evaluators = 1 } = rule;
  const { subjects, words, findings, recommendations, from } = body;
  const strangeSource = objectionToSource(state, criteria, from);
  if (strangeSource) return strangeSource;
  const fault = faultIn(criteria, subjects);
  if (fault) return no('Incomplete', fault);
  const objection = objectionToBrought(state, rule, body);
  if (objection) return objection;
  const isLast = step.contributions.length + 1 >= evaluators;
  const results = evaluated(criteria, [...step.evaluations, { subjects }]);
  const strange = recommendations
    .flatMap(({ subject }) => subject ?? [])
    .find((id) => !results.some((one) => one.id === id));
  if (strange !== undefined) return no('Incomplete', `a recommendation is about ${strange}, which is not evaluated`);
  const raised = [...state.recommendations.filter((one) => one.step === step.id), ...recommendations];
  const lacking = isLast ? lackingCorrection(rule, results, raised) : null;
  if (lacking !== null) return no('Incomplete', lacking);
  const fact: ProcedureFact = {
    type: 'evaluated',
    data: { step: step.id, subjects, words, findings, recommendations, ...(from ? { from } : {}) },
  };
  return isLast ? [fact, ...afterStep(state, step.id, findings, recommendations.length)] : [fact];
}

export const evaluating: ProcedureAspect<EvaluatingCommands, EvaluatingFact> = {
  decisions: { evaluate: evaluates },
  evolutions: {
    evaluated(state, data, event) {
      const { criteria = [] } = ruleOfStep(state.policy, data.step);
      return withStep(withContribution(state, data, event), data.step, (step) => {
        const { subjects, from } = data;
        const evaluations = [...step.evaluations, { by: event.by, subjects, ...(from ? { from } : {}) }];
        return { ...step, evaluations, results: evaluated(criteria, evaluations) };
      });
    },
  },
};
