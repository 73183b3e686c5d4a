/** Who takes an open step: what its people may not do because of their role, or of an earlier part. Pure. */
import { objectionTo } from '../case/approval.ts';
import { type Actor, effectiveUser, type No, namesOf, no } from '../case/command.ts';
import { hasContributed, stepsTaking } from './aspect.ts';
import { missingFrom } from './aspects/acknowledging.ts';
import type { ProcedureState, StepState } from './state.ts';

type Standing = Pick<ProcedureState, 'steps' | 'recommendations'>;

/** Why this actor, in the right in which they act, takes none of the steps that wait for a command; null if they take one. */
export function objectionToTaking(standing: Standing, command: string, actor: Actor): No | null {
  const objections = stepsTaking(standing, command).map((step) => objection(step, standing, command, actor));
  return objections.includes(null) ? null : (objections[0] ?? null);
}

function objection(step: StepState, { recommendations }: Standing, command: string, actor: Actor): No | null {
  const { do: kind, roles, approval } = step;
  if (command === 'excuse') return null;
  if (!roles.some((role) => actor.roles.includes(role))) return no('Forbidden', 'your role does not take this step');
  const names = namesOf(actor);
  if (approval) {
    const verdict = command === 'return' || command === 'reject' ? 'rejected' : 'approved';
    return objectionTo(approval, { verdict, digest: null }, actor);
  }
  if (kind === 'acknowledge') {
    const isAsked = effectiveUser(actor) === actor.id && missingFrom(step).includes(actor.id);
    return isAsked ? null : no('NotAllowedNow', 'you have acknowledged it already, or are not asked');
  }
  if (kind === 'decide') {
    const open = recommendations.filter(({ decision }) => decision === null);
    const isOthers = open.some(({ by }) => !by.some((name) => names.includes(name)));
    return isOthers ? null : no('SamePerson', 'somebody other than who raised a recommendation decides on it');
  }
  return kind === 'evaluate' && hasContributed(step, actor)
    ? no('SamePerson', 'you have evaluated it already, or somebody in your place: another person must')
    : null;
}
