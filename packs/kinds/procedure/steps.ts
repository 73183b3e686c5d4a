import type { ApprovalRule } from '../../../domain/approval/rule.ts';
import type { Criterion, FieldRule, StepRule } from '../../../domain/procedure/policy.ts';
import { definitionOf } from '../../../reports/definitions.ts';
import type { Path } from '../../load/policy-source.ts';
import type { Notice } from '../../schema/clocks.ts';
import type { PackContent } from '../../schema/pack.ts';
import type { Clock, Pack } from '../../schema.ts';
import type { Procedure, ProcedureStep, StepField } from './schema.ts';

/** Whether people sign for a step. */
export function isSigned({ do: kind }: Pick<ProcedureStep, 'do'>): boolean {
  return kind === 'review' || kind === 'approve';
}

/** In these somebody may recommend something. */
export const recommends: readonly (ProcedureStep['do'] | undefined)[] = ['prepare', 'review', 'evaluate'];

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

/** All steps that end before one begins, near and far. A step is among them if the steps go in a circle. */
export function earlierThan(before: ReadonlyMap<string, string[]>, name: string): Set<string> {
  const found = new Set<string>();
  const ahead = [...(before.get(name) ?? [])];
  for (let next = ahead.pop(); next !== undefined; next = ahead.pop()) {
    if (!found.has(next)) ahead.push(...(before.get(next) ?? []));
    found.add(next);
  }
  return found;
}

/** The procedure by which the calendars of an organisation change; undefined if its policy has none. */
export function procedureForCalendars({ kinds }: Pick<Pack, 'kinds'>): string | undefined {
  const all = Object.entries(kinds.procedure ?? {});
  return all.find(([, { steps }]) => Object.values(steps).some(({ proposes }) => proposes === 'calendar'))?.[0];
}

/** What is wrong with a part of a step. */
export type Fault = [part: Path, message: string];

/** The steps of a procedure as a case is pinned to them. */
export function stepRules(procedure: Procedure): StepRule[] {
  const after = stepsAfter(procedure);
  return Object.entries(procedure.steps).map(([id, step]) => {
    const { do: kind, roles, onlyIf, findings, findsOne, returnsTo, criteria, evaluators, corrects, report } = step;
    const { proposes, publishes, by, party, fields = {}, dueOn, closes, mustRecommend } = step;
    const values = Object.entries(fields).flatMap(([id, field]) => valueRule(id, field) ?? []);
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
      ...(mustRecommend ? { mustRecommend } : {}),
      ...(report ? { report } : {}),
      ...(proposes ? { proposes } : {}),
      ...(publishes ? { publishes } : {}),
      ...(by ? { by } : {}),
      ...(party ? { party } : {}),
      ...(values.length > 0 ? { fields: values } : {}),
      ...(dueOn ? { dueOn } : {}),
      ...(closes ? { closes } : {}),
    };
  });
}

/** A field of a step as a case is pinned to it. Null if it is filled in with words: the case knows nothing of these. */
export function valueRule(id: string, { type, required, choices, notBefore }: StepField): FieldRule | null {
  if (type === 'text') return null;
  return {
    ...{ id, type, required },
    ...(choices ? { choices: Object.keys(choices) } : {}),
    ...(notBefore ? { notBefore } : {}),
  };
}

function criterionOf([id, { target, weight, lowerIsBetter, figure }]: [
  string,
  NonNullable<ProcedureStep['criteria']>[string],
]): Criterion {
  if (!figure) return { id, target, weight, lowerIsBetter };
  const { step, measure, by } = figure;
  return { id, target, weight, lowerIsBetter, figure: { step, measure, ...(by ? { by } : {}) } };
}

/**
 * The message that a step has frozen a report goes to everybody whom its definition is for: the roles of those standings. It tells
 * where the report is read, and none of its figures.
 */
export function reportNotices({ roles }: Pick<PackContent, 'roles'>, { steps }: Pick<Procedure, 'steps'>): Notice[] {
  const receivers = Object.values(steps).flatMap(({ report }) =>
    report === undefined ? [] : (definitionOf(report)?.receivers ?? []),
  );
  const told = Object.entries(roles).filter(([name, role]) => receivers.includes(role.as ?? name));
  return told.map(([name]) => ({
    ...{ source: 'ours' as const, on: 'reportSettled', to: `role:${name}` as const, channels: ['email' as const] },
    ...{ template: 'report-made', urgent: false },
  }));
}

function approvalOf({ roles, need = 'one-of' }: ProcedureStep): ApprovalRule {
  const approvers = roles.map((role) => ({ role }));
  if (need === 'all-of') return { allOf: approvers };
  return need === 'one-of' ? { anyOf: approvers } : { quorum: need.quorum, of: approvers };
}

/** The clock of each step: from when it begins until it has ended, or is done again. */
export function stepClocks({ steps }: Pick<Procedure, 'steps'>): Record<string, Clock> {
  return Object.fromEntries(
    Object.entries(steps).map(([id, { rule, source, title, due, ladder, publishes }]) => [
      id,
      {
        ...(rule === undefined ? {} : { rule }),
        ...(source === undefined ? {} : { source }),
        ...{ title, due, ladder },
        start: { on: [`stepBegan:${id}`], from: 'event' as const },
        stop: {
          // What could not be published is approved anew.
          on: [`stepDone:${id}`, `returned:${id}`, ...(publishes ? [`publicationRefused:${id}`] : [])],
          need: 'any' as const,
        },
      },
    ]),
  );
}
