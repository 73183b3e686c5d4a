/** Who writes what is asked often, who approves it, and who reads what is not approved yet: by the standing of each role. */
import { standings } from '../../packs/rights/holds-rights.ts';
import type { Call } from '../call.ts';
import { Refused } from '../refused.ts';

type Who = Pick<Call, 'principal' | 'pack'>;

const approving = ['supervisor', 'quality', 'manager'];
const proposing = ['agent', ...approving];

const isOneOf = ({ principal, pack }: Who, wanted: readonly string[]): boolean =>
  standings(pack, principal.actor).some((standing) => wanted.includes(standing));

/** Those who work with customers write. @throws Refused `Forbidden` */
export function mustPropose(who: Who): void {
  if (isOneOf(who, proposing)) return;
  throw new Refused('Forbidden', 'Entries are written by the staff of customer care, quality and managers.');
}

/** Those who answer for the work of others approve, in their own right. @throws Refused `Forbidden` */
export function mustApprove(who: Who): void {
  if (isOneOf(who, approving)) return;
  throw new Refused('Forbidden', 'Entries are approved by supervisors, quality and managers.');
}

/** What is not approved, or no more, is for those who write it and for auditors. */
export const readsDrafts = (who: Who): boolean => isOneOf(who, [...proposing, 'auditor']);
