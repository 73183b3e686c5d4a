import type { RoleRights } from '../../../domain/case/policy.ts';
import { type RightsPack, type Role, standingRights } from '../../rights/role-rights.ts';

/** In a record change the steps of the pack say who does what. Those who take a step after the first read all forms. */
export function recordChangeRights(pack: RightsPack, name: string, role: Role): RoleRights {
  const { prepare, review, approve, approveFields, enter, archive } = pack.kinds.recordChange.steps;
  const takes = ({ roles }: { roles: string[] }) => roles.includes(name);
  const decides = takes(approve) || takes(approveFields);
  const commands: RoleRights['commands'] = {
    ...(takes(prepare) ? { open: 'yes', amend: 'unowned', withdraw: 'unowned' } : {}),
    ...(takes(review) ? { review: 'yes' } : {}),
    ...(decides ? { approve: 'yes' } : {}),
    ...(takes(review) || decides ? { reject: 'yes' } : {}),
    ...(takes(enter) ? { enter: 'yes' } : {}),
    ...(takes(archive) ? { archive: 'yes' } : {}),
  };
  const rights = { ...standingRights(pack, role), commands };
  return takes(review) || decides || takes(enter) ? { ...rights, read: 'all', words: 'all' } : rights;
}
