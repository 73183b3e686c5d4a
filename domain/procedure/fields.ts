/** The fields of a step that are no words: what may be given for them, and the days by which later steps are due. Pure. */

import type { DecisionContext } from '../case/case.ts';
import { type No, no } from '../case/command.ts';
import { dayStart } from '../deadline/days/day-start.ts';
import { instantText, parseDate } from '../deadline/instants-and-dates.ts';
import type { ValuesGiven } from './aspect.ts';
import { type FieldRule, type GivenDate, ruleOfStep, type StepRule } from './policy.ts';
import type { ProcedureState } from './state.ts';

/** What is wrong with a value, or null. */
export function faultOfValue(
  { type, choices = [] }: Pick<FieldRule, 'type' | 'choices'>,
  value: string,
): string | null {
  switch (type) {
    case 'date':
      return isDate(value) ? null : 'must be a date such as 2030-01-31';
    case 'amount':
      return /^\d{1,12}(\.\d{1,2})?$/.test(value) ? null : 'must be an amount such as 1500 or 99.50';
    case 'choice':
      return choices.includes(value) ? null : `must be one of ${choices.join(', ')}`;
    case 'choices': {
      const chosen = value.split(',');
      const isSound = chosen.every((one) => choices.includes(one)) && new Set(chosen).size === chosen.length;
      return isSound ? null : `must be some of ${choices.join(', ')}, each once, with commas between them`;
    }
    case 'code':
      return /^[a-z0-9][a-z0-9-]{0,39}$/.test(value) ? null : 'must be a code of small letters, digits and hyphens';
  }
}

function isDate(value: string): boolean {
  try {
    return /^\d{4}-\d{2}-\d{2}$/.test(value) && parseDate(value, 'date') > 0;
  } catch {
    return false;
  }
}

/** The values as the event has them, with the ends of the days by which later steps are due; or why they cannot be. */
export function givenValues(
  { policy }: Pick<ProcedureState, 'policy'>,
  { id: step, fields = [] }: StepRule,
  values: Record<string, string> = {},
  { at, calendar }: DecisionContext,
): ValuesGiven | No {
  for (const rule of fields) {
    const value = values[rule.id];
    const fault = value === undefined ? null : faultOfValue(rule, value);
    if (fault) return no('Incomplete', `the field ${rule.id} is not as it must be`);
    if (value === undefined && rule.required) return no('Incomplete', `the field ${rule.id} is required`);
    const earliest = rule.notBefore === undefined ? undefined : values[rule.notBefore];
    if (value !== undefined && earliest !== undefined && value < earliest)
      return no('Incomplete', `the field ${rule.id} is a day before ${rule.notBefore}`);
  }
  const unknown = Object.keys(values).filter((name) => !fields.some(({ id }) => id === name));
  if (unknown.length > 0) return no('Incomplete', `the step has no field ${unknown.join(', ')}`);
  if (Object.keys(values).length === 0) return {};
  const instants: Record<string, string> = {};
  for (const { dueOn } of policy.steps) {
    const date = dueOn?.step === step ? values[dueOn.field] : undefined;
    if (!dueOn || date === undefined) continue;
    const end = dayStart(calendar, date, 1);
    instants[dueOn.field] = end;
    if (Date.parse(end) <= Date.parse(at)) return no('Incomplete', `the field ${dueOn.field} is a day that has passed`);
  }
  return { values, ...(Object.keys(instants).length > 0 ? { instants } : {}) };
}

/**
 * The instant at which a step is due by the date that an earlier one gave, UTC; null if none was given. A date that came before
 * the step began leaves it two seconds.
 */
export function dueByDate(
  state: Pick<ProcedureState, 'steps' | 'policy'>,
  step: string,
  begunAt: string,
): string | null {
  const { dueOn } = ruleOfStep(state.policy, step);
  const given = dueOn ? instantGiven(state, dueOn) : undefined;
  return given === undefined ? null : instantText(Math.max(Date.parse(given), Date.parse(begunAt) + 2000));
}

function instantGiven({ steps }: Pick<ProcedureState, 'steps'>, { step, field }: GivenDate): string | undefined {
  const contributions = steps.find(({ id }) => id === step)?.contributions ?? [];
  return contributions.findLast(({ instants }) => instants?.[field] !== undefined)?.instants?.[field];
}
