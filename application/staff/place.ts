/** Somebody's place in the organisation: what is in it, what is more than before, and what the policy allows in one. */
import type { StaffDocument } from '../../db/organisation/staff.ts';
import type { Place } from '../../packs/rights/holds-rights.ts';
import type { Pack } from '../../packs/schema.ts';
import { refuse, type StaffRefusal } from './act.ts';

const parts = ['roles', 'groups', 'departments'] as const;

export function placeOf({ roles, groups, departments }: Place): Place {
  return { roles, groups, departments };
}

/** True if the second place has something that the first has not: rights are given. */
export function isMore(before: Place, after: Place): boolean {
  return parts.some((part) => after[part].some((one) => !before[part].includes(one)));
}

/** True if both have the same in them, in whatever order. */
export function isSame(one: Place, other: Place): boolean {
  return !isMore(one, other) && !isMore(other, one);
}

/** What of a place the policy does not know, or does not give in this way; null if it is in order. */
export function placeFault(pack: Pack, place: Place): StaffRefusal | null {
  for (const part of parts) {
    const unknown = place[part].find((name) => !Object.hasOwn(pack[part], name));
    if (unknown !== undefined) {
      return refuse('Invalid', `must be one of ${Object.keys(pack[part]).join(', ')}`, part);
    }
  }
  for (const role of place.roles) {
    const held = pack.roles[role]?.held;
    if (typeof held === 'object' && 'whoeverIs' in held && !place.roles.includes(held.whoeverIs)) {
      return refuse('Invalid', `${role} is whoever is ${held.whoeverIs}: give both`, 'roles');
    }
  }
  return null;
}

/** The roles of a place that only so many may hold at a time (N-19). */
export function limitedRoles({ roles }: Pack, place: Pick<Place, 'roles'>): { role: string; holders: number }[] {
  return place.roles.flatMap((role) => {
    const holders = roles[role]?.holders;
    return holders === undefined ? [] : [{ role, holders }];
  });
}

/** True for somebody who holds a role: who works here, or may come in at any moment. */
export function holdsRole({ active, entry, leftAt, roles }: StaffDocument, role: string): boolean {
  return (active || (entry ?? null) !== null) && (leftAt ?? null) === null && roles.includes(role);
}
