/** Whom somebody names when they start a procedure: those who take the steps of its parties. */
import type { Database } from '../../db/database.ts';
import { findStaff } from '../../db/organisation/staff.ts';
import type { NamedParty } from '../../domain/procedure/state.ts';
import type { Pack } from '../../packs/schema.ts';
import { invalidBody } from '../refused.ts';

/**
 * Each party of a procedure with the person who was named. Who has the role of a party may see the procedure, since a step is for
 * that role. Two parties are two people, so that one can judge what the other has made.
 * @param named staff ids, by party
 * @throws Refused `Invalid` if one is missing, unknown, nobody of the role who works here, or named twice
 */
export async function partiesNamed(
  database: Database,
  pack: Pack,
  id: string,
  named: Record<string, string> = {},
): Promise<NamedParty[]> {
  const parties = pack.kinds.procedure?.[id]?.parties ?? {};
  const faults = Object.keys(named)
    .filter((party) => !Object.hasOwn(parties, party))
    .map((party) => ({ path: `parties.${party}`, message: 'is no party of this procedure' }));
  const found: NamedParty[] = [];
  for (const [party, { role }] of Object.entries(parties)) {
    const staff = Object.hasOwn(named, party) ? named[party] : undefined;
    const fault = await faultOf(database, pack.id, { role, staff, others: found });
    if (fault !== null) faults.push({ path: `parties.${party}`, message: fault });
    if (staff !== undefined) found.push({ party, staff });
  }
  if (faults.length > 0) throw invalidBody(faults);
  return found;
}

async function faultOf(
  database: Database,
  organisation: string,
  { role, staff, others }: { role: string; staff: string | undefined; others: readonly NamedParty[] },
): Promise<string | null> {
  if (staff === undefined) return 'is required';
  if (others.some((one) => one.staff === staff)) return 'is named twice: each party is another person';
  const person = await findStaff(database, organisation, staff);
  return person?.active && person.roles.includes(role) ? null : `is nobody with the role ${role} who works here`;
}
