import type { LeadPolicy } from '../../../domain/lead/policy.ts';
import { rightsIn } from '../../rights/role-rights.ts';
import type { Pack } from '../../schema.ts';
import { pinnedPolicy } from '../pinned-policy.ts';
import { leadRights } from './rights.ts';

/** The rules that a lead is pinned to; null if the organisation has no leads. */
export function leadSliceFor(pack: Pack, programme: string): LeadPolicy | null {
  const rules = pack.kinds.lead;
  if (!rules) return null;
  const { group, clocks, notices, contact, fundedBy } = rules;
  const rights = rightsIn(pack, 'lead', leadRights);
  const traits = { category: programme, channel: '' };
  const role = (name: string) => ({ role: name });
  const { category, channel, customerClass } = rules.relationProblem;
  return pinnedPolicy(
    pack,
    { traits, group, rights, clocks, notices },
    {
      currency: pack.kinds.complaint.claims.currency,
      approval: {
        appointment: { anyOf: contact.appointment.roles.map(role) },
        permission: { allOf: contact.permission.roles.map(role) },
      },
      contact: { decideWithin: contact.decideWithin, permissionLasts: contact.permissionLasts },
      relationProblem: { category, channel, customerClass },
      ...(fundedBy === 'programme' ? { fundedBy: 'programme' as const } : {}),
    },
  );
}
