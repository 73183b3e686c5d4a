/** Carries a change of a person's entry out together with its fact: decided by what stands now, and again if that changes. */

import type { Database } from '../../db/database.ts';
import { keepSeats, takeSeat } from '../../db/organisation/role-seats.ts';
import type { StaffDocument } from '../../db/organisation/staff.ts';
import { changeStaff, findStaff, staffOf, staffWithRole } from '../../db/organisation/staff.ts';
import type { Pack } from '../../packs/schema.ts';
import { isRefusal, refuse, type StaffAct, type StaffRefusal } from './act.ts';
import { holdsRole, limitedRoles } from './place.ts';

export interface ToCarryOut {
  pack: Pack;
  staffId: string;
  /** The id of the fact: what has been done under it is not done again. */
  id: string;
  by: string;
  at: string;
}

type Decide = (person: StaffDocument, staff: StaffDocument[]) => StaffAct | StaffRefusal;

const attempts = 5;

/** The entry afterwards; null if nobody of this organisation has the id. */
export async function carryOut(
  database: Database,
  { pack, staffId, id, by, at }: ToCarryOut,
  decide: Decide,
): Promise<StaffDocument | StaffRefusal | null> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const person = await findStaff(database, pack.id, staffId);
    if (!person || person.facts?.some((fact) => fact.id === id)) return person;
    const act = decide(person, await staffOf(database, pack.id));
    if (isRefusal(act)) return act;
    const { type, detail, set, seats = [] } = act;
    const full = await withoutSeat(database, pack, { staffId, at, seats });
    if (full !== null)
      return refuse('NotAllowedNow', `Somebody else is ${full}: only so many hold that role at a time.`);
    const changed = await changeStaff(database, person, { set, facts: [{ id, type, at, by, detail }] });
    if (!changed) continue;
    if (seats.length > 0) await keepSeats(database, pack.id, staffId);
    return changed;
  }
  return refuse('StaleBase', 'This entry of the directory is being changed by others. Try again.');
}

/** The first of these roles that has no place for one more; null if each has, which is then taken. */
async function withoutSeat(
  database: Database,
  pack: Pack,
  { staffId, at, seats }: { staffId: string; at: string; seats: string[] },
): Promise<string | null> {
  for (const { role, holders } of limitedRoles(pack, { roles: seats })) {
    const everybody = await staffWithRole(database, pack.id, role);
    const others = everybody.filter((one) => one._id !== staffId && holdsRole(one, role));
    // A person who held the role before there were seats has none.
    if (others.length >= holders) return role;
    const holds = async (id: string) => {
      const person = await findStaff(database, pack.id, id);
      return person !== null && holdsRole(person, role);
    };
    const isTaken = await takeSeat(database, { organisation: pack.id, role, holders, staffId, at }, holds);
    if (!isTaken) return role;
  }
  return null;
}
