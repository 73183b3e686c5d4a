/** What a pack says of a complaint that comes in: what its form must have, how urgent it is, and whether it is internal. */
import { asciiDigits } from '../domain/written-text.ts';
import type { Category, Pack } from './schema.ts';

interface FieldFaults {
  /** Required and absent or blank: the complaint is not complete yet (F-07, C-04). */
  missing: string[];
  /** Not a field of the form: a mistake of the sender. */
  unknown: string[];
  malformed: { field: string; why: string }[];
}

/** Compares an intake form with what its category asks of a customer of this class. */
export function checkFields(
  pack: Pack,
  category: string,
  fields: Readonly<Record<string, unknown>>,
  customerClass?: string | null,
): FieldFaults {
  const { categories } = pack.kinds.complaint;
  const asked = (Object.hasOwn(categories, category) ? categories[category]?.fields : undefined) ?? {};
  return fieldFaults(asked, fields, customerClass);
}

/** Compares what is filled in with the fields of a form. */
export function fieldFaults(
  asked: Category['fields'],
  fields: Readonly<Record<string, unknown>>,
  customerClass?: string | null,
): FieldFaults {
  const isRequired = ({ required, requiredOf = [] }: Category['fields'][string]) =>
    required || requiredOf.some((one) => one === customerClass);
  const given = Object.keys(fields).filter((name) => Object.hasOwn(asked, name) && !isBlank(fields[name]));
  return {
    missing: Object.entries(asked).flatMap(([name, field]) =>
      isRequired(field) && !given.includes(name) ? [name] : [],
    ),
    unknown: Object.keys(fields).filter((name) => !Object.hasOwn(asked, name)),
    malformed: given.flatMap((name) => {
      const why = fault(asked[name], fields[name]);
      return why === undefined ? [] : [{ field: name, why }];
    }),
  };
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

function fault(field: Category['fields'][string] | undefined, value: unknown): string | undefined {
  if (!field) return undefined;
  if (typeof value !== 'string') return 'must be text';
  if (value.length > field.maxLength) return `is longer than ${field.maxLength} characters`;
  if (field.choices && !Object.hasOwn(field.choices, value)) {
    return `must be one of ${Object.keys(field.choices).join(', ')}`;
  }
  if (field.pattern && !new RegExp(`^(?:${field.pattern})$`, 'u').test(asciiDigits(value.trim()))) {
    return `does not fit the pattern ${field.pattern}`;
  }
  return undefined;
}

const priorities = ['normal', 'high', 'urgent'] as const;
type Priority = (typeof priorities)[number];

/** The priority of a new case: the category's own, raised by whatever ground the customer has (G-01). */
export function priorityOf(pack: Pack, category: string, grounds: readonly string[]): Priority {
  const own = pack.kinds.complaint.categories[category]?.priority ?? 'normal';
  const raised = grounds.map((ground) => pack.priorityGrounds[ground]?.priority ?? 'normal');
  return [own, ...raised].reduce((highest, next) =>
    priorities.indexOf(next) > priorities.indexOf(highest) ? next : highest,
  );
}

/**
 * True of a category of the organisation's own problems, of which nobody outside is told (N-25). A pack that an earlier
 * release published does not say so: there it is the category that a pledge which is not kept opens.
 */
export function isInternalCategory({ kinds }: Pick<Pack, 'kinds'>, name: string): boolean {
  const { categories } = kinds.complaint;
  const category = Object.hasOwn(categories, name) ? categories[name] : undefined;
  return category?.internal !== undefined || kinds.lead?.relationProblem.category === name;
}

/**
 * The code of the place that a complaint is about, such as a centre or a branch. Null unless its form has a field with the mark
 * `place` and with choices, and one of these was given.
 */
export function placeIn({ kinds }: Pick<Pack, 'kinds'>, category: string, fields: Readonly<Record<string, string>>) {
  const asked = Object.entries(kinds.complaint.categories[category]?.fields ?? {});
  const [name, field] = asked.find(([, { place }]) => place) ?? [];
  const code = name === undefined ? undefined : fields[name];
  return code !== undefined && Object.hasOwn(field?.choices ?? {}, code) ? code : null;
}

/** What a place is called in the language: by the first category that has it. */
export function titleOfPlace({ kinds }: Pick<Pack, 'kinds'>, code: string, language: 'ar' | 'en'): string | undefined {
  const fields = Object.values(kinds.complaint.categories).flatMap((category) => Object.values(category.fields));
  return fields.find(({ place, choices = {} }) => place && Object.hasOwn(choices, code))?.choices?.[code]?.[language];
}
