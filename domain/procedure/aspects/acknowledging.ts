/** Every member of a set of staff says that they have read it; who has not is listed and reminded (F-11). Pure. */
import { type Command, isNo, type No, no, type VaultTextRef } from '../../case/command.ts';
import type { Errand } from '../../case/errand.ts';
import { type OnStep, type ProcedureAspect, withStep } from '../aspect.ts';
import { afterStep } from '../course.ts';
import type { ProcedureFact } from '../facts.ts';
import type { ProcedureState } from '../state.ts';
import { missingFrom, stepFor } from '../takers.ts';

interface AcknowledgingCommands {
  acknowledge: OnStep;
  /** Somebody who has left, or is away for long, is not waited for. */
  excuse: OnStep & { staff: string; words: VaultTextRef };
  /** What the directory answers: who holds one of the step's roles. */
  'settle-asked': { step: string; staff: string[] };
}

type AcknowledgingFact =
  | { type: 'staffAsked'; data: { step: string; staff: string[] } }
  | { type: 'acknowledged'; data: { step: string } }
  | { type: 'excused'; data: { step: string; staff: string; words: VaultTextRef } };

function unlessMissing(state: ProcedureState, step: string, left: readonly string[]): ProcedureFact[] {
  return left.length === 0 ? afterStep(state, step, []) : [];
}

function acknowledged(state: ProcedureState, { body, actor }: Command<'acknowledge', OnStep>): ProcedureFact[] | No {
  const found = stepFor(state, 'acknowledge', body.step, actor);
  if (isNo(found)) return found;
  const { step } = found;
  const others = missingFrom(step).filter((id) => id !== actor.id);
  return [{ type: 'acknowledged', data: { step: step.id } }, ...unlessMissing(state, step.id, others)];
}

function excused(
  state: ProcedureState,
  { body, actor }: Command<'excuse', AcknowledgingCommands['excuse']>,
): ProcedureFact[] | No {
  const found = stepFor(state, 'excuse', body.step, actor);
  if (isNo(found)) return found;
  const { step } = found;
  const { staff, words } = body;
  if (staff === actor.id) return no('SamePerson', 'nobody excuses themselves');
  const left = missingFrom(step);
  if (!left.includes(staff)) return no('NotAllowedNow', `${staff} is not waited for`);
  const others = left.filter((id) => id !== staff);
  return [{ type: 'excused', data: { step: step.id, staff, words } }, ...unlessMissing(state, step.id, others)];
}

export const acknowledging: ProcedureAspect<AcknowledgingCommands, AcknowledgingFact> = {
  decisions: {
    acknowledge: acknowledged,
    excuse: excused,
    'settle-asked': (state, { body: { step, staff: holders } }) => {
      const open = state.steps.find(({ id }) => id === step);
      if (open?.status !== 'open' || open.asked !== null) return [];
      const { asks } = state;
      const staff = asks ? holders.filter((id) => asks.includes(id)) : holders;
      return [{ type: 'staffAsked', data: { step, staff } }, ...unlessMissing(state, step, staff)];
    },
  },
  evolutions: {
    staffAsked: (state, { step, staff }) => withStep(state, step, (one) => ({ ...one, asked: staff })),
    acknowledged: (state, { step: id }, { by, at }) =>
      withStep(state, id, (step) => ({
        ...step,
        contributions: [...step.contributions, { by, standingInFor: null, at, words: null, findings: [] }],
      })),
    excused: (state, { step: id, staff }) =>
      withStep(state, id, (step) => ({ ...step, excused: [...step.excused, staff] })),
  },
  errands(event, state): Errand[] {
    if (event.type !== 'stepBegan') return [];
    const { step: id } = event.data as { step: string };
    const step = state.steps.find((one) => one.id === id);
    return step?.do === 'acknowledge'
      ? [{ do: 'list-staff', step: id, roles: step.roles, command: 'settle-asked' }]
      : [];
  },
};
