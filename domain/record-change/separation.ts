/**
 * Who may not take which step (N-19, N-20). The preparer of a form neither reviews nor approves it, and an approver does not
 * enter it. A pack may ask for more. A stand-in counts as themselves and as everybody whom they replace. Pure.
 */

import { type Approval, barredFrom } from '../case/approval.ts';
import { type Actor, bothNames, type No, namesOf, no } from '../case/command.ts';
import type { RoleRights } from '../case/policy.ts';
import type { Separation } from './policy.ts';
import type { Part, RecordChangeStep } from './state.ts';

/** What of a record change says who had which part; its view has it as well as its state. */
export interface PartsTaken {
  approval: Approval;
  separation: Separation;
  review?: Pick<Part, 'by' | 'standingInFor'>;
}

/** Staff ids of those who may not take a step of this form as it stands. */
export function barredFromStep({ approval, separation, review }: PartsTaken, step: RecordChangeStep): string[] {
  const makers = approval.mayNotDecide;
  switch (step) {
    case 'review':
      return makers;
    case 'approve':
      return review && !separation.reviewerMayApprove ? [...makers, ...bothNames(review)] : makers;
    case 'enter': {
      const approvers = approval.decisions.filter(({ verdict }) => verdict === 'approved').flatMap(bothNames);
      return separation.preparerMayEnter ? approvers : [...approvers, ...makers];
    }
    case 'archive':
      return [];
  }
}

/** Why this actor may not take the step, or null. */
export function objectionToStep(taken: PartsTaken, step: RecordChangeStep, actor: Actor): No | null {
  const barred = barredFromStep(taken, step);
  const name = namesOf(actor).find((one) => barred.includes(one));
  if (name !== undefined) {
    const who = name === actor.id ? 'you have' : `${name}, for whom you stand in, has`;
    return no('SamePerson', `somebody else must ${step} it: ${who} prepared or decided on it`);
  }
  const replaced = actor.standIns?.find((standIn) => standIn.for === actor.standingInFor);
  // The steward's hand passes to the deputy alone, not to the deputy of the deputy (N-19).
  if (step === 'enter' && replaced && replaced.through.length > 0) {
    return no(
      'Forbidden',
      `only the data steward or the deputy enters: ${replaced.through.join(', ')} is away as well`,
    );
  }
  return null;
}

/**
 * Why this actor may not reject the form at a step, or null. Those who may approve it may reject it, and before that those
 * who may review it (N-20). `rights` are those of the roles.
 */
export function objectionToRejecting(
  taken: PartsTaken,
  step: RecordChangeStep,
  actor: Actor,
  rights: Record<string, RoleRights>,
): No | null {
  if (step === 'approve') return barredFrom(taken.approval, actor, barredFromStep(taken, step));
  const objection = objectionToStep(taken, step, actor);
  if (objection) return objection;
  const reviews = actor.roles.some((role) => rights[role]?.commands.review !== undefined);
  return reviews ? null : no('Forbidden', 'your role does not review it: it decides once it has been reviewed');
}
