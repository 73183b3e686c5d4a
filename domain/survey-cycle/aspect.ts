/** What a survey cycle does is told aspect by aspect, a file each in `aspects/`. */
import { type Approval, isLastNeeded, objectionTo } from '../case/approval.ts';
import type { Aspect } from '../case/aspect.ts';
import { type Actor, type No, no } from '../case/command.ts';
import type { Fact, TimelineEvent } from '../case/event.ts';
import { lastingFields } from '../case/lasting-fields.ts';
import type { SurveyCycleFact } from './facts.ts';
import type { SurveyCycleFields, SurveyCycleState, SurveyCycleStatus } from './state.ts';

export interface SurveyCycleAspect<Commands, Facts extends Fact>
  extends Aspect<SurveyCycleState, SurveyCycleFact, Commands, Facts> {}

/** The cycle without what belongs to its steps. */
export const fieldsOf = lastingFields<SurveyCycleState, SurveyCycleFields>({
  status: true,
  questionnaires: true,
  review: true,
  collection: true,
  asked: true,
  report: true,
  discussion: true,
  proposal: true,
  recommendations: true,
  donors: true,
  donorsReport: true,
  donorsSteps: true,
});

export type In<Status extends SurveyCycleStatus> = Extract<SurveyCycleState, { status: Status }>;

/** A change that fits one status alone. In any other the event changes nothing. */
export function during<Status extends SurveyCycleStatus, Data>(
  status: Status,
  change: (state: In<Status>, data: Data, event: TimelineEvent) => SurveyCycleState,
): (state: SurveyCycleState, data: Data, event: TimelineEvent) => SurveyCycleState {
  return (state, data, event) => (state.status === status ? change(state as In<Status>, data, event) : state);
}

/** Back to step 1: the earlier preparer still reviews nothing, and what was reviewed before is void. */
export function preparedAnew(state: SurveyCycleState): SurveyCycleState {
  return { ...fieldsOf(state), status: 'preparing', round: state.round + 1 };
}

/** Whether a signature is the last one needed, or why it does not count. */
export function signature(approval: Approval, digest: string, actor: Actor): { isLast: boolean } | No {
  const objection = objectionTo(approval, { verdict: 'approved', digest }, actor);
  return objection ?? { isLast: isLastNeeded(approval) };
}

export const notThere = no('NotAllowedNow', 'there is nothing to sign yet');
