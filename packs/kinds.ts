import type { CaseKind } from '../domain/kinds.ts';
import { complaint } from './kinds/complaint/kind.ts';
import { departmentTicket } from './kinds/department-ticket/kind.ts';
import { followedItem } from './kinds/followed-item/kind.ts';
import type { KindOfPolicy } from './kinds/kind-of-policy.ts';
import { lead } from './kinds/lead/kind.ts';
import { procedure } from './kinds/procedure/kind.ts';
import { recordChange } from './kinds/record-change/kind.ts';
import { surveyCycle } from './kinds/survey-cycle/kind.ts';

/** Every kind of case that a policy has rules for. */
export const kindsOfPolicy: Record<CaseKind, KindOfPolicy> = {
  complaint,
  departmentTicket,
  recordChange,
  surveyCycle,
  followedItem,
  lead,
  procedure,
};

/** One kind by its name; undefined if there is none. */
export function kindNamed(name: string): KindOfPolicy | undefined {
  return Object.hasOwn(kindsOfPolicy, name) ? kindsOfPolicy[name as CaseKind] : undefined;
}
