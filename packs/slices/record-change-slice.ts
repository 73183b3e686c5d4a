import type { ApprovalRule } from '../../domain/approval/rule.ts';
import type { RegistryAction } from '../../domain/customer/record.ts';
import type { RecordChangePolicy } from '../../domain/record-change/policy.ts';
import { rightsOf } from '../rights/rights.ts';
import type { Pack } from '../schema.ts';
import { clockRule, noticeRule, readingOf } from './slice.ts';

/** The rules that a change of customers' records is pinned to. */
export function recordChangeSliceFor(pack: Pack, action: RegistryAction): RecordChangePolicy {
  const rules = pack.kinds.recordChange;
  const { steps, separation } = rules;
  const group = pack.groups[rules.group];
  // The checks promise that the group exists.
  if (!group) throw new Error(`Pack ${pack.id} version ${pack.version} has no group ${rules.group}.`);
  const traits = { category: action, channel: '' };
  const role = (name: string) => ({ role: name });
  const records: ApprovalRule = { quorum: steps.approve.need, of: steps.approve.roles.map(role) };
  return {
    ...readingOf(pack),
    organisation: pack.id,
    version: pack.version,
    hash: pack.hash,
    category: action,
    group: rules.group,
    department: group.department,
    rights: rightsOf(pack, 'recordChange'),
    switchedOff: [],
    clocks: Object.entries(rules.clocks).map(([id, clock]) => clockRule(pack, id, clock, traits)),
    approval: { records, fields: { allOf: steps.approveFields.roles.map(role) } },
    steps: { review: steps.review.roles, enter: steps.enter.roles, archive: steps.archive.roles },
    separation: {
      reviewerMayApprove: separation.reviewerMayApprove,
      preparerMayEnter: separation.preparerMayEnter,
    },
    asksAfterApproval: true,
    quietHours: pack.quietHours.staff,
    notices: rules.notices.map(noticeRule),
  };
}
