import type { Actor } from '../../../domain/case/command.ts';
import type { CarriedStandIn } from '../../../domain/stand-in.ts';

/** The staff of customer relations, in these roles. */
export function person(id: string, ...roles: string[]): Actor {
  return { id, roles, groups: ['customer-relations'], departments: ['customer-relations'] };
}

/** Somebody present who stands in for somebody absent, all of 2026. */
export function standingIn(present: Actor, absent: Actor, through: string[] = []): Actor {
  const { id, roles, groups, departments } = absent;
  const place = { for: id, by: present.id, from: '2026-01-01T00:00:00Z', to: '2027-01-01T00:00:00Z' };
  const carried: CarriedStandIn = { ...place, scope: 'everything', roles, groups, departments, through };
  return { ...present, standIns: [...(present.standIns ?? []), carried] };
}
