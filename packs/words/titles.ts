/** What a policy calls the things that it names: categories, clocks, steps, reasons, fields. */
import type { Pack } from '../schema.ts';
import type { Language } from './readable.ts';

type Title = Record<Language, string>;

/**
 * Every title of the kinds of case by its place in the policy, like `complaint/categories/enquiry/clocks/answer`. A thing
 * in a list stands under its own id.
 */
export function titlesOf({ kinds }: Pick<Pack, 'kinds'>): Record<string, Title> {
  return Object.fromEntries(titlesUnder(kinds, ''));
}

function titlesUnder(value: unknown, place: string): [string, Title][] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.entries(value).flatMap(([name, part]) => {
    const { id } = (part ?? {}) as { id?: unknown };
    const own = Array.isArray(value) && typeof id === 'string' ? id : name;
    return titlesUnder(part, place ? `${place}/${own}` : own);
  });
  const { title } = value as { title?: unknown };
  return isTitle(title) ? [[place, { ar: title.ar, en: title.en }], ...inside] : inside;
}

function isTitle(value: unknown): value is Title {
  const { ar, en } = (value ?? {}) as Partial<Title>;
  return typeof ar === 'string' && typeof en === 'string';
}
