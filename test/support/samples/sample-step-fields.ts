import type { ProcedureStep, StepField } from '../../../packs/kinds/procedure/schema.ts';

/** Something that fits each of these fields of a step, by its name. */
export function sampleStepFields(fields: ProcedureStep['fields'] = {}): Record<string, string> {
  const example: Record<Exclude<StepField['type'], 'choice' | 'choices'>, string> = {
    ...{ text: 'نص للمثال', date: '2030-01-06', amount: '100', code: 'example' },
  };
  return Object.fromEntries(
    Object.entries(fields).map(([name, { type, choices = {} }]) => [
      name,
      type === 'choice' || type === 'choices' ? (Object.keys(choices)[0] ?? '') : example[type],
    ]),
  );
}
