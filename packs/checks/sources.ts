import type { PolicySource } from '../load/policy-source.ts';
import type { Problem } from '../load/problem.ts';
import type { PackContent } from '../schema/pack.ts';
import { ruleExists } from '../vocabulary/roles-and-rules.ts';
import { decisionsOf } from './pack-parts.ts';

/** Every decision names the rule it comes from, and the clause of that rule is quoted; or it says `source: ours`. */
export function checkSources(pack: PackContent, source: PolicySource): Problem[] {
  const decisions = decisionsOf(pack).flatMap(({ path, part }) => {
    if (part.rule !== undefined && part.source !== undefined)
      return [source.refusal([...path, 'source'], 'A decision comes from a rule or is `source: ours`, not both.')];
    if (part.rule === undefined && part.source === undefined)
      return [source.refusal(path, 'This does not say where it comes from: give `rule: <id>` or `source: ours`.')];
    if (part.rule !== undefined && ruleExists(part.rule) && !(part.rule in pack.clauses))
      return [source.refusal([...path, 'rule'], `Rule ${part.rule} has no entry under \`clauses\`.`)];
    return [];
  });
  return [...decisions, ...unknownRules(pack, source)];
}

function unknownRules(pack: PackContent, source: PolicySource): Problem[] {
  const named = decisionsOf(pack).flatMap(({ path, part }) =>
    part.rule === undefined ? [] : [{ path: [...path, 'rule'], rule: part.rule }],
  );
  const quoted = Object.keys(pack.clauses).map((rule) => ({ path: ['clauses', rule], rule }));
  return [...named, ...quoted]
    .filter(({ rule }) => !ruleExists(rule))
    .map(({ path, rule }) => source.refusal(path, `The requirements have no rule ${rule}.`));
}
