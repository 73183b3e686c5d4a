/** Which step comes next, who may take it, and the question whether anybody is there who can. Pure. */
import { departmentsWanted, placesOf, rolesWanted } from '../approval/rule.ts';
import { bothNames } from '../case/command.ts';
import type { RecordChangePolicy } from './policy.ts';
import { barredFromStep, type PartsTaken } from './separation.ts';
import type { RecordChangeStatus, RecordChangeStep } from './state.ts';

const steps: Partial<Record<RecordChangeStatus, RecordChangeStep>> = {
  prepared: 'review',
  reviewed: 'approve',
  approved: 'enter',
  entered: 'archive',
};

/** The step that a status waits for; none if it waits for its preparer, or for nobody. */
export function stepOf(status: RecordChangeStatus): RecordChangeStep | undefined {
  return steps[status];
}

/** For each place of a step that is still empty, who may fill it: of those roles. Under no name are they one to skip. */
export function presenceQuestions(
  taken: PartsTaken,
  policy: Pick<RecordChangePolicy, 'steps'>,
  step: RecordChangeStep,
): { step: RecordChangeStep; roles: string[]; department?: string; skip: string[] }[] {
  const signed = step === 'approve' ? taken.approval.decisions : [];
  // A person who has approved fills no second place.
  const skip = [...new Set([...barredFromStep(taken, step), ...signed.flatMap(bothNames)])];
  const ofDepartments = step === 'approve' ? departmentsWanted(taken.approval.rule, signed) : [];
  return [...placesFor(taken, policy, step).map((roles) => ({ roles })), ...ofDepartments].map((place) => ({
    step,
    ...place,
    skip,
  }));
}

function placesFor(
  { approval }: PartsTaken,
  policy: Pick<RecordChangePolicy, 'steps'>,
  step: RecordChangeStep,
): string[][] {
  if (step !== 'approve') return [policy.steps[step]];
  const ofDepartments = departmentsWanted(approval.rule, []).length > 0;
  const isAsked = (roles: string[]) => roles.length > 0 || !ofDepartments;
  if (approval.decisions.length > 0) return [rolesWanted(approval.rule, approval.decisions)].filter(isAsked);
  const places = placesOf(approval.rule).map((place) => place.flatMap((one) => ('role' in one ? [one.role] : [])));
  return [...new Map(places.map((roles) => [roles.join(), roles])).values()].filter(isAsked);
}

/** The step that a command takes in a status; none for commands of who prepared it. */
export function stepTakenBy(command: string, status: string): RecordChangeStep | undefined {
  const own: Record<string, RecordChangeStep> = { review: 'review', approve: 'approve', enter: 'enter' };
  return command === 'reject' ? stepOf(status as RecordChangeStatus) : own[command];
}
