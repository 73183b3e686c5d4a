import { complaint } from './kinds/complaint/kind.ts';
import { departmentTicket } from './kinds/department-ticket/kind.ts';
import { followedItem } from './kinds/followed-item/kind.ts';
import type { KindOfPolicy } from './kinds/kind-of-policy.ts';
import { lead } from './kinds/lead/kind.ts';
import { recordChange } from './kinds/record-change/kind.ts';
import { surveyCycle } from './kinds/survey-cycle/kind.ts';
import type { PackContent } from './schema/pack.ts';

/** Every kind of case that a policy has rules for. */
export const kindsOfPolicy: Record<keyof PackContent['kinds'], KindOfPolicy> = {
  complaint,
  departmentTicket,
  recordChange,
  surveyCycle,
  followedItem,
  lead,
};

/** The names of the kinds. */
export const caseKinds = Object.keys(kindsOfPolicy) as (keyof typeof kindsOfPolicy)[];

/** One kind by its name; undefined if there is none. */
export function kindNamed(name: string): KindOfPolicy | undefined {
  return Object.hasOwn(kindsOfPolicy, name) ? kindsOfPolicy[name as keyof typeof kindsOfPolicy] : undefined;
}
