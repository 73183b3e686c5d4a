import { detailOf } from '../../domain/details.ts';
import type { StepState } from '../../domain/procedure/state.ts';
import { type StepCommand, stepsTaking } from '../../domain/procedure/takers.ts';
import type { ProcedureStep } from '../../packs/kinds/procedure/schema.ts';
import type { Call } from '../call.ts';
import { pinnedPack } from '../cases/reading/find-case.ts';

/** An open step as it stands, and what the policy says of it: the version that the case is pinned to. */
export interface MeantStep extends Pick<StepState, 'id'> {
  policy: ProcedureStep | undefined;
}

/**
 * The steps that a command may be for: those that take it, of a role that the caller has or stands in for.
 * @param named the step that the caller names, if any
 */
export function stepsMeant(
  call: Pick<Call, 'found' | 'dependencies' | 'pack' | 'principal'>,
  command: StepCommand,
  named: string | undefined,
): MeantStep[] {
  const { view } = call.found;
  const { actor } = call.principal;
  const { steps = {} } = pinnedPack(call).kinds.procedure?.[view.category] ?? {};
  const held = [actor, ...(actor.standIns ?? [])].flatMap(({ roles }) => roles);
  return stepsTaking(detailOf(view, 'procedure'), command)
    .filter(({ id, roles }) => (named === undefined || id === named) && roles.some((role) => held.includes(role)))
    .map(({ id }) => ({ id, policy: steps[id] }));
}
