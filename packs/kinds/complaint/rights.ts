import type { RoleRights } from '../../../domain/case/policy.ts';
import { type RightsPack, type Role, roleRights, tablesOf } from '../../rights/role-rights.ts';

/** The default table, with what the pack gives or takes away by role. */
export function complaintRights(pack: RightsPack, _name: string, role: Role): RoleRights {
  return roleRights(role, tablesOf(pack).complaint, role.rights?.commands ?? {});
}
