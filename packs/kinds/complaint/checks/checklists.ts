import type { PolicySource } from '../../../load/policy-source.ts';
import type { Problem } from '../../../load/problem.ts';
import type { PackContent } from '../../../schema/pack.ts';
import { categoriesOf } from '../parts.ts';

/** Each step is ticked off once in a category. */
export function checkChecklists(pack: PackContent, source: PolicySource): Problem[] {
  const lists = Object.entries(pack.kinds.complaint.checklists);
  return categoriesOf(pack).flatMap(({ name: category }) => {
    const holding = new Map<string, string>();
    return lists
      .filter(([, { categories }]) => categories?.includes(category) ?? true)
      .flatMap(([list, { steps }]) =>
        Object.keys(steps).flatMap((step) => {
          const other = holding.get(step);
          holding.set(step, list);
          const path = ['kinds', 'complaint', 'checklists', list, 'steps', step];
          const message = `Step \`${step}\` stands in \`${other}\` too, and both hold for category \`${category}\`.`;
          return other ? [source.refusal(path, message)] : [];
        }),
      );
  });
}
