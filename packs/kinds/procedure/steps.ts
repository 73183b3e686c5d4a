import type { ApprovalRule } from '../../../domain/approval/rule.ts';
import type { StepRule } from '../../../domain/procedure/policy.ts';
import type { Clock } from '../../schema.ts';
import type { Procedure, ProcedureStep } from './schema.ts';

/** Whether people sign for a step. */
export function isSigned({ do: kind }: Pick<ProcedureStep, 'do'>): boolean {
  return kind === 'review' || kind === 'approve';
}

/** The steps that must have ended before each: what it says, else the one before it in the list. */
export function stepsAfter({ steps }: Pick<Procedure, 'steps'>): Map<string, string[]> {
  const names = Object.keys(steps);
  return new Map(
    Object.entries(steps).map(([name, { after }], place) => {
      const [earlier] = names.slice(place - 1, place);
      return [name, after ?? (place > 0 && earlier ? [earlier] : [])];
    }),
  );
}

/** The steps of a procedure as a case is pinned to them. */
export function stepRules(procedure: Procedure): StepRule[] {
  const after = stepsAfter(procedure);
  return Object.entries(procedure.steps).map(([id, step]) => {
    const { do: kind, roles, onlyIf, findings, findsOne, returnsTo, criteria, evaluators, corrects, report } = step;
    return {
      ...{ id, do: kind, roles, after: after.get(id) ?? [] },
      ...(onlyIf ? { onlyIf } : {}),
      ...(findings ? { findings: Object.keys(findings) } : {}),
      ...(findsOne ? { findsOne } : {}),
      ...(isSigned(step) ? { approval: approvalOf(step) } : {}),
      ...(returnsTo ? { returnsTo } : {}),
      ...(criteria ? { criteria: Object.entries(criteria).map(criterionOf) } : {}),
      ...(evaluators ? { evaluators } : {}),
      ...(corrects ? { corrects } : {}),
      ...(report ? { report } : {}),
    };
  });
}

function criterionOf([id, { target, weight, lowerIsBetter }]: [
  string,
  NonNullable<ProcedureStep['criteria']>[string],
]) {
  return { id, target, weight, lowerIsBetter };
}

function approvalOf({ roles, need = 'one-of' }: ProcedureStep): ApprovalRule {
  const approvers = roles.map((role) => ({ role }));
  if (need === 'all-of') return { allOf: approvers };
  return need === 'one-of' ? { anyOf: approvers } : { quorum: need.quorum, of: approvers };
}

/** The clock of each step: from when it begins until it has ended, or is done again. */
export function stepClocks({ steps }: Pick<Procedure, 'steps'>): Record<string, Clock> {
  return Object.fromEntries(
    Object.entries(steps).map(([id, { rule, source, title, due, ladder }]) => [
      id,
      {
        ...(rule === undefined ? {} : { rule }),
        ...(source === undefined ? {} : { source }),
        ...{ title, due, ladder },
        start: { on: [`stepBegan:${id}`], from: 'event' as const },
        stop: { on: [`stepDone:${id}`, `returned:${id}`], need: 'any' as const },
      },
    ]),
  );
}
