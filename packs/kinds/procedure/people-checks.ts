/** What must hold so that the people whom a pack can have are enough: nobody signs, or decides on, what they made themselves. */
import { makes } from '../../../domain/procedure/course.ts';
import type { PackContent } from '../../schema/pack.ts';
import type { Procedure, ProcedureStep } from './schema.ts';
import { earlierThan, type Fault, isSigned, recommends } from './steps.ts';

type Before = ReadonlyMap<string, string[]>;
type Steps = Procedure['steps'];

/**
 * What is wrong with one step in this regard, as far as the pack tells. A role may be held by one person alone, and a step may be
 * for the person of another one. `before`: the steps that must have ended before each.
 */
export function faultsOfPeople(pack: PackContent, { steps }: Procedure, name: string, before: Before): Fault[] {
  const step = steps[name];
  if (!step) return [];
  const { do: kind, by, roles, evaluators = 1 } = step;
  const earlier = [...earlierThan(before, name)];
  const own = onePerson(pack, steps, name, before);
  const isOwn = (other: string) => own !== null && onePerson(pack, steps, other, before) === own;
  const faults: [boolean, keyof ProcedureStep, string][] = [
    [kind === 'acknowledge' && by !== undefined, 'by', 'asks everybody of its roles, so it is no one person’s'],
    [
      isSigned(step) && isNeverSigned(pack, step, makersOf(pack, steps, earlier, before)),
      'roles',
      'can never end: too few can hold its roles who have not made what it is about',
    ],
    [
      kind === 'evaluate' && evaluators > (own === null ? mostHolders(pack, roles) : 1),
      'evaluators',
      'can never end: so many people cannot take it',
    ],
    [
      kind === 'decide' && earlier.some((one) => recommends.includes(steps[one]?.do) && isOwn(one)),
      'roles',
      'could never end: one person alone would recommend, and decide on that',
    ],
  ];
  return faults.flatMap(([isFault, part, message]): Fault[] => (isFault ? [[[part], message]] : []));
}

/** The role by which one person alone holds another; null if several may hold it. A role of who holds another one is that one’s too. */
function soleRole({ roles }: PackContent, name: string): string | null {
  const seen = new Set<string>();
  let sole: string | null = null;
  for (let at: string | undefined = name; at !== undefined && !seen.has(at); at = givenWith(roles[at]?.held)) {
    seen.add(at);
    if (roles[at]?.holders === 1) sole = at;
  }
  return sole;
}

function givenWith(held: PackContent['roles'][string]['held'] | undefined): string | undefined {
  return typeof held === 'object' && 'whoeverIs' in held ? held.whoeverIs : undefined;
}

/** A name for the one person who takes a step; null if several may have a part in it. */
function onePerson(pack: PackContent, steps: Steps, name: string, before: Before): string | null {
  const step = steps[name];
  if (!step) return null;
  const { by, party, roles, do: kind, closes, evaluators = 1 } = step;
  if (by !== undefined && earlierThan(before, name).has(by)) return onePerson(pack, steps, by, before);
  if (party !== undefined) return `party ${party}`;
  const sole = new Set(roles.map((role) => soleRole(pack, role)));
  const [only = null] = sole;
  if (sole.size === 1 && only !== null) return `role ${only}`;
  const isTakenOnce = ['prepare', 'carry-out', 'wait-for', 'evaluate'].includes(kind) && !closes && evaluators === 1;
  return isTakenOnce ? `step ${name}` : null;
}

/** Those who surely have made something before a step: of a step that is never skipped, and of which one person has the role. */
function makersOf(pack: PackContent, steps: Steps, earlier: readonly string[], before: Before): Set<string> {
  const sure = earlier.filter((one) => {
    const { do: kind, onlyIf, closes } = steps[one] ?? {};
    return kind !== undefined && makes.includes(kind) && onlyIf === undefined && !closes;
  });
  return new Set(sure.flatMap((one) => onePerson(pack, steps, one, before) ?? []));
}

function isNeverSigned(
  pack: PackContent,
  { roles, party, need = 'one-of' }: ProcedureStep,
  makers: ReadonlySet<string>,
): boolean {
  if (party !== undefined) return makers.has(`party ${party}`);
  const able = roles.filter((role) => !makers.has(`role ${soleRole(pack, role)}`));
  if (need === 'all-of') return able.length < roles.length || mostHolders(pack, able) < able.length;
  return mostHolders(pack, able) < (need === 'one-of' ? 1 : need.quorum);
}

/** How many people can hold these roles together. */
function mostHolders(pack: PackContent, roles: readonly string[]): number {
  const sole = new Set<string>();
  let others = 0;
  for (const role of new Set(roles)) {
    const one = soleRole(pack, role);
    if (one === null) others += pack.roles[role]?.holders ?? Number.POSITIVE_INFINITY;
    else sole.add(one);
  }
  return sole.size + others;
}
