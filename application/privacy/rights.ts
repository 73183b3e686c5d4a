import { namesOf } from '../../domain/case/command.ts';
import type { Call } from '../call.ts';
import { Refused } from '../refused.ts';

type Caller = Pick<Call, 'principal' | 'pack'>;

const holds = ({ principal }: Caller, roles: readonly string[]): boolean =>
  principal.actor.roles.some((role) => roles.includes(role));

/** The roles to which the policy gives customers' records ask, in their own right. @throws Refused `Forbidden` */
export function mustKeepRecords(call: Caller): void {
  const { prepare, approve } = call.pack.kinds.recordChange.steps;
  if (holds(call, [...prepare.roles, ...approve.roles])) return;
  throw new Refused('Forbidden', 'Your role does not prepare changes of customers’ records.');
}

/** The roles that approve changes of customers' records decide, in their own right. @throws Refused `Forbidden` */
export function mustApproveRecords(call: Caller): void {
  if (holds(call, call.pack.kinds.recordChange.steps.approve.roles)) return;
  throw new Refused('Forbidden', 'Your role does not approve changes of customers’ records.');
}

/** @throws Refused `SamePerson` if the caller, or a person for whom they stand in, has asked for it */
export function mustBeAnother({ principal }: Caller, by: string): void {
  if (!namesOf(principal.actor).includes(by)) return;
  throw new Refused('SamePerson', 'Another person decides this, not the one who asked for it.');
}
