import type { PolicySource } from '../load/policy-source.ts';
import type { Problem } from '../load/problem.ts';
import type { PackContent } from '../schema/pack.ts';
import { standardRoles } from '../vocabulary/roles-and-rules.ts';

type Held = PackContent['roles'][string]['held'];

function givenBy(held: Held): string {
  if (held === 'organisation') return held;
  return 'appointedBy' in held ? held.appointedBy : held.whoeverIs;
}

/** True if the chain of appointment ends at the organisation itself, so that some person can hold the role. */
function canBeHeld(pack: PackContent, name: string): boolean {
  const seen = new Set<string>();
  for (let giver = name; giver !== 'organisation'; ) {
    const role = pack.roles[giver];
    if (!role || seen.has(giver)) return false;
    seen.add(giver);
    giver = givenBy(role.held);
  }
  return true;
}

/** The five standard roles exist, every role can be held by somebody, and stands on rights of some kind. */
export function checkRoles(pack: PackContent, source: PolicySource): Problem[] {
  const missing = standardRoles
    .filter((name) => !pack.roles[name])
    .map((name) => source.refusal(['roles'], `The standard role \`${name}\` is missing.`));
  const own = Object.entries(pack.roles).flatMap(([name, role]) => [
    ...checkHolder(pack, source, name, role.held),
    ...(role.as === undefined && role.rights === undefined
      ? [source.refusal(['roles', name], `Role \`${name}\` has no rights: give \`as\` or \`rights\`.`)]
      : []),
  ]);
  return [...missing, ...own];
}

function checkHolder(pack: PackContent, source: PolicySource, name: string, held: Held): Problem[] {
  const path = ['roles', name, 'held'];
  if (held !== 'organisation' && 'appointedBy' in held && held.actsWhileAbsent && !pack.roles[held.actsWhileAbsent])
    return [source.refusal(path, `Role \`${name}\` acts while \`${held.actsWhileAbsent}\` is absent: no such role.`)];
  const giver = givenBy(held);
  if (giver !== 'organisation' && !pack.roles[giver])
    return [
      source.refusal(path, `Nobody can hold role \`${name}\`: there is no role \`${giver}\` that could give it.`),
    ];
  if (!canBeHeld(pack, name))
    return [source.refusal(path, `Nobody can hold role \`${name}\`: its chain never reaches the organisation.`)];
  return [];
}
