import { rightsOf } from '../../packs/rights/rights.ts';
import type { Pack } from '../../packs/schema.ts';
import type { Call } from '../call.ts';
import { Refused } from '../refused.ts';

type LeadRules = NonNullable<Pack['kinds']['lead']>;

/** The rules of leads. @throws Refused `NotAllowedNow` if the organisation's policy knows no such cases. */
export function leadRulesOf(pack: Pack): LeadRules {
  if (pack.kinds.lead) return pack.kinds.lead;
  throw new Refused('NotAllowedNow', `The policy of ${pack.id} has no leads.`, { allowed: [] });
}

/** Passes if the organisation has no leads: what follows says so by its own name. */
export function orNoLeads(permission: (context: Pick<Call, 'principal' | 'pack'>) => void) {
  return (context: Call): void => {
    if (context.pack.kinds.lead) permission(context);
  };
}

/** `Forbidden` for users who do not manage leads. */
export const mustManageLeads = orNoLeads(({ principal, pack }) => {
  const managers = pack.kinds.lead?.steps.manage.roles ?? [];
  const { roles, standIns = [] } = principal.actor;
  if ([roles, ...standIns.map((one) => one.roles)].flat().some((role) => managers.includes(role))) return;
  throw new Refused('Forbidden', 'Your role does not manage leads.');
});

/** `Forbidden` for users who do not read the leads of all. */
export const mustReadAllLeads = orNoLeads(({ principal, pack }) => {
  const rights = rightsOf(pack, 'lead');
  const { roles, standIns = [] } = principal.actor;
  if ([roles, ...standIns.map((one) => one.roles)].flat().some((role) => rights[role]?.read === 'all')) return;
  throw new Refused('Forbidden', 'This is for those who read the leads of all.');
});
