import type { RoleRights } from '../../../domain/case/policy.ts';
import { type RightsPack, type Role, roleRights, tablesOf } from '../../rights/role-rights.ts';

/** What a role may do with a ticket follows from its standing alone: no pack changes it. */
export function ticketRightsOf(pack: RightsPack, _name: string, role: Role): RoleRights {
  return roleRights(role, tablesOf(pack).ticket, {});
}
