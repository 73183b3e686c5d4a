import type { LeadPolicy } from '../../domain/lead/policy.ts';
import { rightsOf } from '../rights/rights.ts';
import type { Pack } from '../schema.ts';
import { clockRule, noticeRule, readingOf } from './slice.ts';

/** The rules that a lead is pinned to; null where the organisation has no leads. */
export function leadSliceFor(pack: Pack, programme: string): LeadPolicy | null {
  const rules = pack.kinds.lead;
  if (!rules) return null;
  const { contact, relationProblem } = rules;
  const group = pack.groups[rules.group];
  // The checks promise that the group exists.
  if (!group) throw new Error(`Pack ${pack.id} version ${pack.version} has no group ${rules.group}.`);
  const traits = { category: programme, channel: '' };
  const role = (name: string) => ({ role: name });
  const { category, channel, customerClass } = relationProblem;
  return {
    ...readingOf(pack),
    organisation: pack.id,
    version: pack.version,
    hash: pack.hash,
    category: programme,
    group: rules.group,
    department: group.department,
    rights: rightsOf(pack, 'lead'),
    switchedOff: [],
    clocks: Object.entries(rules.clocks).map(([id, clock]) => clockRule(pack, id, clock, traits)),
    currency: pack.kinds.complaint.claims.currency,
    approval: {
      appointment: { anyOf: contact.appointment.roles.map(role) },
      permission: { allOf: contact.permission.roles.map(role) },
    },
    contact: { decideWithin: contact.decideWithin, permissionLasts: contact.permissionLasts },
    relationProblem: { category, channel, customerClass },
    ...(rules.fundedBy === 'programme' ? { fundedBy: 'programme' as const } : {}),
    quietHours: pack.quietHours.staff,
    notices: rules.notices.map(noticeRule),
  };
}
