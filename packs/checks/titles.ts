import type { PolicySource } from '../load/policy-source.ts';
import type { Problem } from '../load/problem.ts';
import type { PackContent } from '../schema/pack.ts';

/** Titles tell things apart. */
export function checkTitles(pack: PackContent, source: PolicySource): Problem[] {
  const { categories } = pack.kinds.complaint;
  const lists = { categories, roles: pack.roles, groups: pack.groups, customerClasses: pack.customerClasses };
  return Object.entries(lists).flatMap(([list, titled]) => {
    const first = new Map<string, string>();
    return Object.entries(titled).flatMap(([name, { title }]) => {
      const other = first.get(title.ar) ?? first.get(title.en);
      first.set(title.ar, name).set(title.en, name);
      const path = list === 'categories' ? ['kinds', 'complaint', list, name] : [list, name];
      return other ? [source.warning([...path, 'title'], `\`${name}\` and \`${other}\` have the same title.`)] : [];
    });
  });
}
