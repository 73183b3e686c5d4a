import type { ApiDependencies } from '../dependencies.ts';
import { lookUpCase } from '../http/find-case.ts';
import { ApiProblem } from '../http/problem.ts';
import type { Opening } from './open-complaint.ts';

/**
 * A new complaint may go on from one that has ended: a 422 where there is none that whoever opens it may know of, or where
 * it has not ended, and an objection or a reopening is the way.
 */
export async function checkFollowed(dependencies: ApiDependencies, { pack, body, mayFollow }: Opening): Promise<void> {
  if (body.follows === undefined) return;
  const earlier = await lookUpCase(dependencies, pack.id, body.follows);
  if (earlier?.view.kind !== 'complaint' || !mayFollow(earlier)) throw fault('is not the number of a complaint here');
  if (earlier.over) return;
  throw fault(`has not ended: it is ${earlier.view.status}. Object to it, have it reopened, or wait for its answer`);
}

function fault(message: string): ApiProblem {
  return new ApiProblem('Invalid', 'The body is not valid.', { errors: [{ path: 'follows', message }] });
}
