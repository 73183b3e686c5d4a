/** Who gives rights, takes them away, and looks at both afterwards. Giving takes two, and neither of them gains by it. */
import { asMember, type StaffDocument } from '../../db/organisation/staff.ts';
import { gainersOf } from '../../domain/absence.ts';
import { isAgentOf, isManager, type Place } from '../../packs/rights/holds-rights.ts';
import { rightsOf } from '../../packs/rights/rights.ts';
import type { Pack } from '../../packs/schema.ts';
import { type Asked, refuse, type StaffRefusal } from './act.ts';

/** True for a holder of the role that the policy has appoint this one. */
function appoints({ roles }: Pack, by: Pick<Place, 'roles'>, role: string): boolean {
  const held = roles[role]?.held;
  return typeof held === 'object' && 'appointedBy' in held && by.roles.includes(held.appointedBy);
}

/** True for those who give rights at all: managers, and those who appoint each of the roles in question. */
export function mayGive(pack: Pack, by: Pick<Place, 'roles'>, place: Pick<Place, 'roles'>): boolean {
  return isManager(pack, by) || (place.roles.length > 0 && place.roles.every((role) => appoints(pack, by, role)));
}

/** All who have more rights once this person has more: that person, and those who stand in for them, now or later. */
function gainers({ staff, person, at }: Pick<Asked, 'staff' | 'person' | 'at'>): Set<string> {
  const coming = person.absences.filter(({ to }) => Date.parse(to) > Date.parse(at));
  return new Set([person._id, ...coming.flatMap((absence) => [...gainersOf(absence, staff.map(asMember))])]);
}

/** Why this person may not give another this place, as the first or the second of two; null if they may. */
export function objectionToGiving(asked: Asked, place: Place): StaffRefusal | null {
  if (gainers(asked).has(asked.by._id)) return refuse('Forbidden', 'You would gain rights by this: others give them.');
  if (mayGive(asked.pack, asked.by, place)) return null;
  return refuse('Forbidden', 'Rights are given by managers, and by whoever the policy has appoint the role.');
}

/** The role of a place that neither of the two appoints, though the policy says who does; null if there is none. */
export function appointedByNeither(pack: Pack, place: Place, two: Pick<Place, 'roles'>[]): string | null {
  const needing = place.roles.filter((role) => {
    const held = pack.roles[role]?.held;
    return typeof held === 'object' && 'appointedBy' in held;
  });
  return needing.find((role) => !two.some((one) => appoints(pack, one, role))) ?? null;
}

/** Taking rights away is one person's act: a manager's, an agent's leader's, an appointer's, or the person's own. */
export function mayTake(pack: Pack, by: StaffDocument, person: StaffDocument): boolean {
  return by._id === person._id || mayGive(pack, by, person) || isAgentOf(pack, by, person);
}

/** Those who look afterwards at what was given and taken: the independent role, and those who see the audit trail. */
export function reviewsStaff(pack: Pack, by: Pick<Place, 'roles'>): boolean {
  const rights = rightsOf(pack);
  return by.roles.some((role) => role === (pack.independentRole?.role ?? 'quality') || rights[role]?.audit === true);
}
