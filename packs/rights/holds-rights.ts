/** Whether a person holds all that another may do. Only such a person may decide who acts for the other meanwhile. */
import type { Reach, RoleRights, WordsReach } from '../../domain/case/policy.ts';
import { caseKinds } from '../../domain/kinds.ts';
import type { Procedure, ProcedureStep } from '../kinds/procedure/schema.ts';
import type { Pack } from '../schema.ts';
import { rightsOf } from './rights.ts';

/** Somebody's place in the organisation. */
export interface Place {
  roles: string[];
  groups: string[];
  departments: string[];
}

const reachOrder: Reach[] = ['none', 'group', 'department', 'all'];
const wordsOrder: WordsReach[] = ['none', 'own', 'department', 'all'];

/** True if the holder may do and see everything that the person may: in every kind of case, in the same places. */
export function holdsAllRightsOf(pack: Pack, holder: Place, person: Place): boolean {
  if (!person.roles.every((role) => isNamedWhereverIs(pack, holder.roles, role))) return false;
  return caseKinds.every((kind) => {
    const table = rightsOf(withoutFormWork(pack), kind);
    const of = ({ roles }: Place) => roles.flatMap((role) => table[role] ?? []);
    return covers(of(holder), of(person)) && isAtTheSamePlaces(of(holder), holder, person);
  });
}

function covers(mine: RoleRights[], theirs: RoleRights[]): boolean {
  return theirs.every(
    (rights) =>
      Object.entries(rights.commands).every(([command, reach]) =>
        mine.some(({ commands }) => commands[command] === 'yes' || commands[command] === reach),
      ) &&
      mine.some(({ read }) => reachOrder.indexOf(read) >= reachOrder.indexOf(rights.read)) &&
      mine.some(({ words }) => reachesWords(words, rights.words)) &&
      (['replay', 'proofs', 'audit'] as const).every(
        (what) => !rights[what] || mine.some((one) => one[what] === true || one[what] === rights[what]),
      ),
  );
}

/**
 * The pack as if nobody filled in forms or filed them, and nobody prepared, did or read what a procedure asks for. A person who
 * decides on it is kept from that, so that two people differ (N-01, N-20), and holds no less for it.
 */
function withoutFormWork(pack: Pack): Pack {
  const { steps, ...recordChange } = pack.kinds.recordChange;
  const nobody = { ...steps, prepare: { ...steps.prepare, roles: [] }, archive: { ...steps.archive, roles: [] } };
  const kinds = { ...pack.kinds, recordChange: { ...recordChange, steps: nobody } };
  const { procedure } = kinds;
  if (!procedure) return { ...pack, kinds };
  const decidingOnly = Object.entries(procedure).map(([id, one]) => [id, withDecidingStepsOnly(one)]);
  return { ...pack, kinds: { ...kinds, procedure: Object.fromEntries(decidingOnly) } };
}

const decidingSteps: readonly ProcedureStep['do'][] = ['review', 'approve', 'decide', 'evaluate'];

function withDecidingStepsOnly({ trigger: { request, ...trigger }, steps, ...procedure }: Procedure): Procedure {
  const deciding = Object.entries(steps).filter(([, step]) => decidingSteps.includes(step.do));
  return { ...procedure, trigger, steps: Object.fromEntries(deciding) };
}

function reachesWords(mine: WordsReach, theirs: WordsReach): boolean {
  if (mine === theirs || mine === 'all') return true;
  return theirs !== 'with-reason' && wordsOrder.indexOf(mine) > wordsOrder.indexOf(theirs);
}

function isAtTheSamePlaces(mine: RoleRights[], holder: Place, person: Place): boolean {
  if (mine.some(({ read, words }) => read === 'all' && (words === 'all' || words === 'with-reason'))) return true;
  return (
    person.groups.every((group) => holder.groups.includes(group)) &&
    person.departments.every((department) => holder.departments.includes(department))
  );
}

/** Wherever the pack gives a role something by its name (quorums, steps, readers), one of the holder's is named as well. */
function isNamedWhereverIs(pack: Pack, held: string[], role: string): boolean {
  const { kinds, registry, surveys } = withoutFormWork(pack);
  return [...roleLists({ kinds, registry, surveys })].every(
    (names) => !names.includes(role) || held.some((own) => names.includes(own)),
  );
}

function* roleLists(part: unknown): Generator<string[]> {
  if (typeof part !== 'object' || part === null) return;
  for (const [key, inner] of Object.entries(part)) {
    if (key === 'roles' && Array.isArray(inner)) yield inner as string[];
    else yield* roleLists(inner);
  }
}

/** The standard roles that a person's roles stand on; a role that stands on none stands for itself. */
export function standings(pack: Pack, { roles }: Pick<Place, 'roles'>): string[] {
  return roles.map((role) => pack.roles[role]?.as ?? role);
}

/** True for a manager, under whatever name. */
export function isManager(pack: Pack, place: Pick<Place, 'roles'>): boolean {
  return standings(pack, place).includes('manager');
}

/** True for a person who leads others: supervisors and managers, under whatever name. */
export function leads(pack: Pack, place: Pick<Place, 'roles'>): boolean {
  return isManager(pack, place) || standings(pack, place).includes('supervisor');
}

/** True for somebody who is nothing but an agent, and works in a department of the leader. */
export function isAgentOf(pack: Pack, leader: Place, person: Place): boolean {
  return (
    leads(pack, leader) &&
    isOnlyAgent(pack, person) &&
    person.departments.length > 0 &&
    person.departments.every((department) => leader.departments.includes(department))
  );
}

/** The roles that the pack has to act while somebody of this role is absent: only they may be named as deputies (N-19). */
export function deputyRoles({ roles }: Pack, absent: string): string[] {
  return Object.entries(roles).flatMap(([name, { held }]) =>
    typeof held === 'object' && 'actsWhileAbsent' in held && held.actsWhileAbsent === absent ? [name] : [],
  );
}

/** True if a role of the holder appoints every role of the person, and the pack says who acts meanwhile (N-19). */
export function appointsWithDeputy(pack: Pack, holder: Place, person: Place): boolean {
  return (
    person.roles.length > 0 &&
    person.roles.every((role) => {
      const held = pack.roles[role]?.held;
      const isAppointed = typeof held === 'object' && 'appointedBy' in held && holder.roles.includes(held.appointedBy);
      return isAppointed && deputyRoles(pack, role).length > 0;
    })
  );
}

/** True for a person who is an agent and nothing more. */
export function isOnlyAgent(pack: Pack, place: Pick<Place, 'roles'>): boolean {
  return place.roles.length > 0 && standings(pack, place).every((standing) => standing === 'agent');
}
