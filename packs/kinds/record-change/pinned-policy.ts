import type { ApprovalRule } from '../../../domain/approval/rule.ts';
import type { RoleRights } from '../../../domain/case/policy.ts';
import type { RegistryAction } from '../../../domain/customer/record.ts';
import type { RecordChangePolicy } from '../../../domain/record-change/policy.ts';
import type { Pack } from '../../schema.ts';
import { pinnedPolicy, type RightsPack, type Role, rightsIn, standingRights } from '../pinned-policy.ts';

/** The rules that a change of customers' records is pinned to. */
export function recordChangeSliceFor(pack: Pack, action: RegistryAction): RecordChangePolicy {
  const { steps, separation, group, clocks, notices } = pack.kinds.recordChange;
  const rights = rightsIn(pack, 'recordChange', recordChangeRights);
  const traits = { category: action, channel: '' };
  const role = (name: string) => ({ role: name });
  const records: ApprovalRule = { quorum: steps.approve.need, of: steps.approve.roles.map(role) };
  return pinnedPolicy(
    pack,
    { traits, group, rights, clocks, notices },
    {
      approval: { records, fields: { allOf: steps.approveFields.roles.map(role) } },
      steps: { review: steps.review.roles, enter: steps.enter.roles, archive: steps.archive.roles },
      separation: {
        reviewerMayApprove: separation.reviewerMayApprove,
        preparerMayEnter: separation.preparerMayEnter,
      },
      asksAfterApproval: true as const,
    },
  );
}

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
