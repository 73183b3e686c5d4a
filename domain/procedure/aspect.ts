/** What an occurrence of a procedure does is told aspect by aspect, a file each in `aspects/`. */
import type { Aspect } from '../case/aspect.ts';
import type { ClockFact } from '../case/clocks/clock.ts';
import { type No, no, type VaultTextRef } from '../case/command.ts';
import type { Fact, TimelineEvent } from '../case/event.ts';
import type { ProcedureFact } from './facts.ts';
import { type StepRule, stepsFrom } from './policy.ts';
import type { Contribution, ProcedureState, RaisedRecommendation, StepRecommendation, StepState } from './state.ts';

/** A decision says of clocks only that some have been replaced: those of steps that are done again. */
export interface ProcedureAspect<Commands, Facts extends Fact>
  extends Aspect<ProcedureState, ProcedureFact | ClockFact, Commands, Facts> {}

/** Every command on a step names it; null if only one that is open takes the command. */
export interface OnStep {
  step: string | null;
}

/** What a step brings besides its own: what it found, and what shall be done. */
export interface Brought {
  findings: string[];
  recommendations: StepRecommendation[];
}

/** The values that a step asks for, with the ends of the days by which later steps are due. */
export interface ValuesGiven {
  values?: Record<string, string>;
  instants?: Record<string, string>;
}

/** The occurrence with a change of one of its steps. */
export function withStep(state: ProcedureState, id: string, change: (step: StepState) => StepState): ProcedureState {
  return { ...state, steps: state.steps.map((step) => (step.id === id ? change(step) : step)) };
}

/** The occurrence with what somebody brought in a step, and what they recommend. */
export function withContribution(
  state: ProcedureState,
  data: { step: string; words: VaultTextRef | null } & Partial<Brought> & ValuesGiven,
  event: TimelineEvent,
): ProcedureState {
  const { step: id, words, findings = [], recommendations = [], values, instants } = data;
  const { by, standingInFor = null, at } = event;
  const given = { ...(values ? { values } : {}), ...(instants ? { instants } : {}) };
  const contribution: Contribution = { by, standingInFor, at, words, findings, ...given };
  const raised = recommendations.map((one): RaisedRecommendation => {
    if (!words) throw new Error('a recommendation stands in words');
    return { ...one, step: id, by: standingInFor === null ? [by] : [by, standingInFor], words, decision: null };
  });
  const changed = withStep(state, id, (step) => ({ ...step, contributions: [...step.contributions, contribution] }));
  return { ...changed, recommendations: [...state.recommendations, ...raised] };
}

/** Why what somebody brings cannot be, or null. A step knows its findings; a later step decides on recommendations. */
export function objectionToBrought(
  state: ProcedureState,
  rule: StepRule,
  { findings, recommendations }: Brought,
): No | null {
  const known = rule.findings ?? [];
  const unknown = findings.filter((code) => !known.includes(code));
  if (unknown.length > 0)
    return no('Incomplete', `the step may find ${known.join(', ') || 'nothing'}, not ${unknown.join(', ')}`);
  if (rule.findsOne && findings.length !== 1) return no('Incomplete', `the step finds one of ${known.join(', ')}`);
  if (recommendations.length === 0) {
    return rule.mustRecommend
      ? no('Incomplete', 'recommend what shall be done, each with who does it and by when')
      : null;
  }
  const { policy, steps } = state;
  const later = stepsFrom(policy, rule.id);
  const decides = steps.some((one) => one.do === 'decide' && one.status === 'waiting' && later.includes(one.id));
  if (!decides) return no('NotAllowedNow', 'no later step decides on recommendations');
  const taken = recommendations.filter(({ id }) => state.recommendations.some((one) => one.id === id));
  return taken.length === 0
    ? null
    : no('PreconditionFailed', 'somebody has raised a recommendation meanwhile: read again, then send');
}
