/** The course of a procedure: which steps begin, which are skipped, and when nothing is left. Pure. */
import type { ClockFact } from '../case/clocks/clock.ts';
import { isLive } from '../case/clocks/clock.ts';
import { digest } from '../digest.ts';
import { type Finding, ruleOfStep, type StepRule, stepsBefore, stepsFrom } from './policy.ts';
import { isMemoRunning } from './proposal.ts';
import { type ProcedureState, type StepState, waitingStep } from './state.ts';

export type CourseFact =
  | { type: 'stepBegan'; data: { step: string } }
  | { type: 'stepDone'; data: { step: string } }
  | { type: 'stepSkipped'; data: { step: string } }
  | { type: 'finished'; data: object };

/** How the steps stand while the course is worked out. */
interface Standing {
  statuses: Map<string, StepState['status']>;
  found: (step: string, code: string) => boolean;
  /** True if a recommendation waits for a decision. */
  isUndecided: boolean;
  /** True if it goes on after its last step: a memo that it has issued is in force until its end. */
  goesOn: boolean;
}

/** What follows once a step has ended with what was found in it, and with so many recommendations as it raised. */
export function afterStep(state: ProcedureState, ended: string, findings: readonly string[], raised = 0): CourseFact[] {
  const statuses = new Map(state.steps.map(({ id, status }) => [id, id === ended ? 'done' : status] as const));
  const isUndecided = raised > 0 || hasUndecided(state);
  const found = foundIn(state, ended, findings);
  const course = follow(state.policy.steps, { statuses, found, isUndecided, goesOn: isMemoRunning(state) });
  return [{ type: 'stepDone', data: { step: ended } }, ...course];
}

/** What begins now: with the procedure, or with newer rules that it has gone over to. */
export function nextSteps(state: ProcedureState): CourseFact[] {
  const statuses = new Map(state.steps.map(({ id, status }) => [id, status] as const));
  const standing = { found: foundIn(state), isUndecided: hasUndecided(state), goesOn: isMemoRunning(state) };
  return follow(state.policy.steps, { statuses, ...standing });
}

function hasUndecided({ recommendations }: Pick<ProcedureState, 'recommendations'>): boolean {
  return recommendations.some(({ decision }) => decision === null);
}

/** What follows once a memo is over: it is finished, unless a step is left. */
export function afterMemo({ steps }: Pick<ProcedureState, 'steps'>): CourseFact[] {
  const isOver = steps.every(({ status }) => status === 'done' || status === 'skipped');
  return isOver ? [{ type: 'finished', data: {} }] : [];
}

/** What has been found so far, with what the step that ends now found. */
function foundIn(state: ProcedureState, ended?: string, findings: readonly string[] = []): Standing['found'] {
  return (step, code) => (step === ended && findings.includes(code)) || hasFound(state.steps, { step, found: code });
}

/** True if somebody who took a step has found this there. */
export function hasFound(steps: readonly StepState[], { step, found }: Finding): boolean {
  return steps.some(
    ({ id, contributions }) => id === step && contributions.some(({ findings }) => findings.includes(found)),
  );
}

function follow(rules: readonly StepRule[], standing: Standing): CourseFact[] {
  const { statuses, goesOn } = standing;
  const facts: CourseFact[] = [];
  const isOver = (id: string) => statuses.get(id) === 'done' || statuses.get(id) === 'skipped';
  // A step that is skipped may let others begin, or be skipped in turn.
  for (let next = nextOf(rules, standing, isOver); next; next = nextOf(rules, standing, isOver)) {
    const skipped = isSkipped(next, standing);
    statuses.set(next.id, skipped ? 'skipped' : 'open');
    facts.push({ type: skipped ? 'stepSkipped' : 'stepBegan', data: { step: next.id } });
  }
  return !goesOn && rules.every(({ id }) => isOver(id)) ? [...facts, { type: 'finished', data: {} }] : facts;
}

function nextOf(
  rules: readonly StepRule[],
  { statuses }: Standing,
  isOver: (id: string) => boolean,
): StepRule | undefined {
  return rules.find(({ id, after }) => statuses.get(id) === 'waiting' && after.every(isOver));
}

function isSkipped({ do: kind, onlyIf }: StepRule, { found, isUndecided }: Standing): boolean {
  if (onlyIf && ![onlyIf].flat().some((one) => found(one.step, one.found))) return true;
  return kind === 'decide' && !isUndecided;
}

/** What is done again from a step on: clocks of other steps that run are replaced, then it begins. */
export function backTo(state: ProcedureState, from: string, to: string): (CourseFact | ClockFact)[] {
  const again = stepsFrom(state.policy, to).filter((id) => id !== from);
  const replaced = state.clocks.filter((clock) => isLive(clock) && again.includes(clock.rule));
  return [
    ...replaced.map(({ id: clock }): ClockFact => ({ type: 'clockSuperseded', data: { clock } })),
    { type: 'stepBegan', data: { step: to } },
  ];
}

/** The occurrence with a step and all that come after it to be done again; what they had brought stands in the timeline. */
export function again(state: ProcedureState, to: string): ProcedureState {
  const reset = stepsFrom(state.policy, to);
  return {
    ...state,
    round: state.round + 1,
    steps: state.steps.map((step) => (reset.includes(step.id) ? waitingStep(ruleOfStep(state.policy, step.id)) : step)),
    recommendations: state.recommendations.filter(({ step }) => step === null || !reset.includes(step)),
  };
}

/** SHA-256 of all that the steps before this one have brought: who reviews or approves names it. */
export function subjectOf(state: ProcedureState, step: string): string {
  const { organisation, number, round, policy, steps, recommendations } = state;
  const before = stepsBefore(policy, step);
  const brought = steps
    .filter(({ id }) => before.includes(id))
    .map(({ id, contributions, results, status, report, proposal }) => ({
      ...{ id, status, results, report, ...(proposal ? { proposal } : {}) },
      contributions: contributions.map(({ words, findings, values }) => ({
        ...{ words: words?.digest ?? null, findings },
        ...(values ? { values } : {}),
      })),
    }));
  const raised = recommendations
    .filter((one) => one.step === null || before.includes(one.step))
    .map(({ id, owner, dueOn, decision }) => ({ id, owner, dueOn, verdict: decision?.verdict ?? null }));
  return digest({ organisation, number, round, step, brought, raised });
}

/** Staff ids of all who made what a step is about, under both names: they do not review or approve it. */
export function makersBefore({ policy, steps }: ProcedureState, step: string): string[] {
  const before = stepsBefore(policy, step);
  const made = steps.filter(({ id, do: kind }) => before.includes(id) && makes.includes(kind));
  const names = made.flatMap(({ contributions }) =>
    contributions.flatMap(({ by, standingInFor }) => [by, standingInFor ?? by]),
  );
  return [...new Set(names)];
}

/** In these somebody makes what others review or approve. */
export const makes: readonly StepRule['do'][] = ['prepare', 'carry-out', 'wait-for', 'evaluate'];
