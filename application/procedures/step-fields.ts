/** What somebody fills in in a step: words go to the vault, and what is no words stands in the case. */
import { faultOfValue } from '../../domain/procedure/fields.ts';
import type { StepCommand } from '../../domain/procedure/takers.ts';
import { fieldFaults } from '../../packs/intake.ts';
import type { StepField } from '../../packs/kinds/procedure/schema.ts';
import { valueRule } from '../../packs/kinds/procedure/steps.ts';
import type { Call } from '../call.ts';
import { invalidBody } from '../refused.ts';
import { stepsMeant } from './steps-meant.ts';

/** What is given for the fields of a step, by their names. */
export interface FilledIn {
  /** For the vault; absent if nothing of it is words. */
  fields?: Record<string, string>;
  /** For the case; absent if all of it is words. */
  values?: Record<string, string>;
}

/**
 * The fields of the step that a command is for. If several steps could be meant, the case says so before anything is taken.
 * @throws Refused `Invalid` with each field that is missing, unknown, or does not fit
 */
export function filledIn(
  call: Pick<Call, 'found' | 'dependencies' | 'pack' | 'principal'>,
  command: StepCommand,
  { step: named, fields: given }: { step?: string | undefined; fields: Record<string, string> },
): FilledIn {
  const meant = stepsMeant(call, command, named);
  const [only] = meant.length === 1 ? meant : [];
  const asked: Record<string, StepField> = only?.policy?.fields ?? {};
  const { missing, unknown, malformed } = fieldFaults(withoutChoices(asked), given);
  const faults = [
    ...missing.map((name) => [name, 'is required'] as const),
    ...unknown.map((name) => [name, 'is no field of this step'] as const),
    ...malformed.map(({ field, why }) => [field, why] as const),
    ...Object.entries(given).flatMap(([name, value]) => {
      const rule = asked[name] && valueRule(name, asked[name]);
      const fault = rule && value.trim() !== '' && faultOfValue(rule, value.trim());
      return fault ? [[name, fault] as const] : [];
    }),
  ];
  // A value that is far too long is found in two ways, and told once.
  const each = new Map(faults.map(([name, message]) => [name, { path: `fields.${name}`, message }]));
  if (each.size > 0) throw invalidBody([...each.values()]);
  const filled = Object.entries(given).flatMap(([name, value]) => (value.trim() === '' ? [] : [[name, value.trim()]]));
  const words = Object.fromEntries(filled.filter(([name = '']) => asked[name]?.type === 'text'));
  const values = Object.fromEntries(filled.filter(([name = '']) => asked[name]?.type !== 'text'));
  return {
    ...(Object.keys(words).length > 0 ? { fields: words } : {}),
    ...(Object.keys(values).length > 0 ? { values } : {}),
  };
}

/** The fields as of any form. Whether a choice is on its list is judged as a value, since there may be several. */
function withoutChoices(fields: Record<string, StepField>): Record<string, StepField> {
  return Object.fromEntries(Object.entries(fields).map(([name, { choices: _, ...field }]) => [name, field]));
}
