import type { Database } from '../../db/database.ts';
import { staffOf } from '../../db/organisation/staff.ts';

/** Whose names are asked for: people who hold one of these roles. */
export interface StaffRequest {
  organisation: string;
  roles: string[];
}

/** The staff ids of all people who hold one of these roles, in their order: accounts of other systems read nothing (F-11). */
export async function listStaff(
  database: Database,
  { organisation, roles }: StaffRequest,
): Promise<{ staff: string[] }> {
  const people = await staffOf(database, organisation);
  return { staff: people.filter((one) => one.roles.some((role) => roles.includes(role))).map(({ _id }) => _id) };
}
