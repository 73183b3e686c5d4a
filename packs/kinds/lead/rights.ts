import type { RoleRights } from '../../../domain/case/policy.ts';
import { noRights } from '../../rights/default-rights.ts';
import { type RightsPack, type Role, standingRights } from '../../rights/role-rights.ts';

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
