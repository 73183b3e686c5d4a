import type { Pack } from './schema.ts';

/**
 * True of a category of the organisation's own problems, of which nobody outside is told (N-25). A pack that an earlier
 * release published does not say so: there it is the category that a pledge which is not kept opens.
 */
export function isInternalCategory({ kinds }: Pick<Pack, 'kinds'>, name: string): boolean {
  const { categories } = kinds.complaint;
  const category = Object.hasOwn(categories, name) ? categories[name] : undefined;
  return category?.internal !== undefined || kinds.lead?.relationProblem.category === name;
}
