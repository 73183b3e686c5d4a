/** The staff directory as it is read: who works here, what happened to each, and what is there to review. */

import type { StaffFact } from '../../db/organisation/staff.ts';
import { everybodyOf, staffOf } from '../../db/organisation/staff.ts';
import { isManager } from '../../packs/rights/holds-rights.ts';
import { rightsOf } from '../../packs/rights/rights.ts';
import type { Call } from '../call.ts';
import { Refused } from '../refused.ts';
import { type Member, memberOf } from '../staff/member.ts';
import { type ReviewedFact, rightsGivenAndTaken } from '../staff/reviewing.ts';
import { reviewsStaff } from '../staff/who-may.ts';
import { personOf } from './change-staff.ts';

/** Who works here now; `ever`: with those who are invited, switched off, or have left. */
export async function staffDirectory({ dependencies, pack, receivedAt }: Call, of: 'now' | 'ever'): Promise<Member[]> {
  const people = await (of === 'ever' ? everybodyOf : staffOf)(dependencies.database, pack.id);
  return people.map((person) => memberOf(person, receivedAt));
}

/** What has happened to somebody's place and rights, oldest first. @throws Refused `NotFound` */
export async function factsOf(call: Call): Promise<StaffFact[]> {
  return (await personOf(call)).facts ?? [];
}

/** Every right that was given or taken, newest first; only those that are reviewed, or are not, if that is said. */
export async function rightsChanges({ dependencies, pack }: Call, areReviewed?: boolean): Promise<ReviewedFact[]> {
  const all = rightsGivenAndTaken(await everybodyOf(dependencies.database, pack.id));
  return all.filter(({ review }) => areReviewed === undefined || (review !== null) === areReviewed);
}

/** @throws Refused `Forbidden` unless the caller reviews the staff */
export function mustReview({ principal, pack }: Call): void {
  if (reviewsStaff(pack, principal.staff)) return;
  throw new Refused('Forbidden', 'The independent role and auditors review this.');
}

/** @throws Refused `Forbidden` unless it is a manager, the independent role or an auditor */
export function mustOversee({ principal, pack }: Call): void {
  if (isManager(pack, principal.actor) || reviewsStaff(pack, principal.staff)) return;
  throw new Refused('Forbidden', 'Managers, the independent role and auditors see this.');
}

/** @throws Refused `Forbidden` unless it is the person, the independent role, a manager, or an auditor */
export function mustReviewOrBe({ principal, pack, ids }: Call): void {
  const { id, roles } = principal.actor;
  const rights = rightsOf(pack);
  const reviews =
    isManager(pack, principal.actor) || roles.some((role) => role === pack.independentRole.role || rights[role]?.audit);
  if (id !== ids.staffId && !reviews) {
    throw new Refused('Forbidden', 'The person, managers, the independent role and auditors see this.');
  }
}
