import { checkAppointees } from '../checks/appointees.ts';
import { checkClocks } from '../checks/clocks.ts';
import { checkNamedPersons } from '../checks/named-persons.ts';
import { checkOccasions } from '../checks/occasions.ts';
import { checkReferences } from '../checks/references.ts';
import { checkRegistry } from '../checks/registry.ts';
import { checkReplies } from '../checks/replies.ts';
import { checkRoles } from '../checks/roles.ts';
import { checkSources } from '../checks/sources.ts';
import { checkSurveys } from '../checks/surveys.ts';
import { checkTemplates } from '../checks/templates.ts';
import { checkTitles } from '../checks/titles.ts';
import { kindsOfPolicy } from '../kinds.ts';
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
    ...checkTitles(pack, source),
    ...checkNamedPersons(pack, source),
    ...checkAppointees(pack, source),
    ...Object.values(kindsOfPolicy).flatMap(({ checks }) => checks.flatMap((check) => check(pack, source))),
    ...checkRegistry(pack, source),
    ...checkSurveys(pack, source),
    ...checkTemplates(pack, source),
    ...checkReplies(pack, source),
    ...checkOccasions(pack, source),
  ];
}
