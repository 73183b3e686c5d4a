import type { PolicySource } from '../../../load/policy-source.ts';
import type { Problem } from '../../../load/problem.ts';
import type { PackContent } from '../../../schema/pack.ts';
import { categoriesOf, routesOf } from '../parts.ts';

/** Routes lead every case somewhere, switches come in pairs, forms can be filled, and internal problems are opened by staff. */
export function checkStructure(pack: PackContent, source: PolicySource): Problem[] {
  return [
    ...checkRoutes(pack, source),
    ...checkSwitches(pack, source),
    ...checkPatterns(pack, source),
    ...checkInternal(pack, source),
  ];
}

function checkRoutes(pack: PackContent, source: PolicySource): Problem[] {
  const routes = routesOf(pack);
  return routes.flatMap(({ path, part }, index) => {
    const last = index === routes.length - 1;
    if (last && part.when)
      return [source.refusal(path, 'The last route has a condition: a case that fits none would belong to nobody.')];
    if (!last && !part.when) return [source.refusal(path, 'A route without a condition hides the routes after it.')];
    return [];
  });
}

function checkSwitches(pack: PackContent, source: PolicySource): Problem[] {
  const off: readonly string[] = pack.kinds.complaint.switchedOff;
  if (off.includes('pause') === off.includes('resume')) return [];
  return [source.refusal(['kinds', 'complaint', 'switchedOff'], '`pause` and `resume` are switched off together.')];
}

function checkPatterns(pack: PackContent, source: PolicySource): Problem[] {
  return categoriesOf(pack).flatMap((category) =>
    Object.entries(category.part.fields).flatMap(([name, field]) => {
      const path = [...category.path, 'fields', name, 'pattern'];
      try {
        new RegExp(field.pattern ?? '', 'u');
        return [];
      } catch {
        return [source.refusal(path, `The pattern of field \`${name}\` is not a regular expression.`)];
      }
    }),
  );
}

function checkInternal(pack: PackContent, source: PolicySource): Problem[] {
  return categoriesOf(pack).flatMap(({ path, name, part }) =>
    part.internal && part.openedBy !== 'staff'
      ? [source.refusal([...path, 'openedBy'], `\`${name}\` is the organisation’s own problem: only staff open it.`)]
      : [],
  );
}
