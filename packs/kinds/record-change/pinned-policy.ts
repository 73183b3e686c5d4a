import type { ApprovalRule } from '../../../domain/approval/rule.ts';
import type { RegistryAction } from '../../../domain/customer/record.ts';
import type { RecordChangePolicy } from '../../../domain/record-change/policy.ts';
import { rightsIn } from '../../rights/role-rights.ts';
import type { Pack } from '../../schema.ts';
import { pinnedPolicy } from '../pinned-policy.ts';
import { recordChangeRights } from './rights.ts';

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
