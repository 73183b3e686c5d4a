import { checkCare } from '../checks/care.ts';
import { checkClaims } from '../checks/claims.ts';
import { checkClocks } from '../checks/clocks.ts';
import { checkLeads } from '../checks/leads.ts';
import { checkOwners } from '../checks/owners.ts';
import { checkReferences } from '../checks/references.ts';
import { checkRegistry } from '../checks/registry.ts';
import { checkRoles } from '../checks/roles.ts';
import { checkSources } from '../checks/sources.ts';
import { checkStructure } from '../checks/structure.ts';
import { checkSurveyCycle } from '../checks/survey-cycle.ts';
import { checkSurveys } from '../checks/surveys.ts';
import { checkTemplates } from '../checks/templates.ts';
import type { PackContent } from '../schema/pack.ts';
import type { PolicySource } from './policy-source.ts';
import type { Problem } from './problem.ts';

/** Everything a pack must hold beyond its shape. A calendar is known by name; which version a case gets is settled later. */
export function checkPack(pack: PackContent, source: PolicySource, calendarNames: ReadonlySet<string>): Problem[] {
  return [
    ...(calendarNames.has(pack.calendar)
      ? []
      : [source.refusal(['calendar'], `There is no calendar \`${pack.calendar}\`.`)]),
    ...checkSources(pack, source),
    ...checkRoles(pack, source),
    ...checkReferences(pack, source),
    ...checkClocks(pack, source),
    ...checkClaims(pack, source),
    ...checkStructure(pack, source),
    ...checkOwners(pack, source),
    ...checkCare(pack, source),
    ...checkRegistry(pack, source),
    ...checkSurveys(pack, source),
    ...checkSurveyCycle(pack, source),
    ...checkLeads(pack, source),
    ...checkTemplates(pack, source),
  ];
}
