import type { PolicySource } from '../../load/policy-source.ts';
import type { Problem } from '../../load/problem.ts';
import type { PackContent } from '../../schema/pack.ts';

/** No week of a lead can pass unseen, and the complaint about a pledge is one that staff open. */
export function checkLeads(pack: PackContent, source: PolicySource): Problem[] {
  const rules = pack.kinds.lead;
  if (!rules) return [];
  return [...checkWeeks(rules, source), ...checkRelationProblem(pack, rules, source)];
}

type LeadRules = NonNullable<PackContent['kinds']['lead']>;

/** A clock that a review stops and both a review and a missed week start again: without it a week could be forgotten. */
function checkWeeks({ clocks }: LeadRules, source: PolicySource): Problem[] {
  const starts = ['identified', 'reviewed', 'weekMissed'];
  const isWeekly = (clock: LeadRules['clocks'][string]) =>
    clock.recurs === true && clock.stop.on.includes('reviewed') && starts.every((on) => clock.start.on.includes(on));
  if (Object.values(clocks).some(isWeekly)) return [];
  const why = '`recurs: true`, started by `identified`, `reviewed` and `weekMissed` and stopped by `reviewed`';
  return [source.refusal(['kinds', 'lead', 'clocks'], `Leads have no weekly clock: one with ${why}.`)];
}

function checkRelationProblem(pack: PackContent, { relationProblem }: LeadRules, source: PolicySource): Problem[] {
  const category = pack.kinds.complaint.categories[relationProblem.category];
  if (!category || category.openedBy === 'staff') return [];
  const path = ['kinds', 'lead', 'relationProblem', 'category'];
  return [source.refusal(path, `Category \`${relationProblem.category}\` is offered to the public: a pledge is ours.`)];
}
