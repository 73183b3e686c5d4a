import type { CaseView } from '../../domain/view.ts';
import { ApiProblem } from '../http/problem.ts';

/** True of a problem of the organisation's own: it has no customer, and no customer is told of it (N-25). */
export function isInternal({ detail }: Pick<CaseView, 'detail'>): boolean {
  return detail.internal === true;
}

/** The 409 of a command that needs a customer, or the same one on both sides. */
export function notForInternal(command: string, why: string, { allowed }: Pick<CaseView, 'allowed'>): ApiProblem {
  return new ApiProblem('NotAllowedNow', `${command} is not possible: ${why}.`, { allowed });
}
