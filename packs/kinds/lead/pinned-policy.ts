import type { RoleRights } from '../../../domain/case/policy.ts';
import type { LeadPolicy } from '../../../domain/lead/policy.ts';
import { noRights } from '../../rights/default-rights.ts';
import type { Pack } from '../../schema.ts';
import { pinnedPolicy, type RightsPack, type Role, rightsIn, standingRights } from '../pinned-policy.ts';

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

/** In a lead the steps of the pack say who does what. Those who have a part in all leads read them. */
export function leadRights(pack: RightsPack, name: string, role: Role): RoleRights {
  if (!pack.kinds.lead) return { ...noRights };
  const { steps, contact } = pack.kinds.lead;
  const takes = ({ roles }: { roles: string[] }) => roles.includes(name);
  const decides = takes(contact.appointment) || takes(contact.permission);
  const given = (may: boolean, ...names: string[]) => (may ? names : []);
  const commands = [
    ...given(takes(steps.document), 'open', 'follow', 'log-contact', 'attach', 'request-contact'),
    ...given(takes(steps.close ?? steps.document), 'close'),
    ...given(takes(steps.manage), 'review', 'rate', 'assign', 'correct', 'cancel', 'succeed'),
    ...given(takes(steps.appoint), 'appoint-contact', 'request-contact', 'follow', 'log-contact'),
    ...given(decides, 'approve-contact', 'reject-contact'),
  ];
  const rights = {
    ...standingRights(pack, role),
    commands: Object.fromEntries(commands.map((command) => [command, 'yes' as const])),
  };
  return takes(steps.manage) || takes(steps.appoint) || decides ? { ...rights, read: 'all', words: 'all' } : rights;
}
