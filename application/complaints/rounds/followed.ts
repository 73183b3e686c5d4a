import type { FoundCase } from '../../call.ts';
import { lookUpCase } from '../../cases/reading/find-case.ts';
import type { Dependencies } from '../../dependencies.ts';
import { invalid, type Refused } from '../../refused.ts';
import type { Opening } from '../open-complaint.ts';

/**
 * The complaint that a new one goes on from, or null if it goes on from none. Throws `Invalid` if the user who opens it may know
 * of no such complaint. Also if that one has not ended: then an objection or a reopening is the way.
 */
export async function followedBy(
  dependencies: Dependencies,
  { pack, body, mayFollow }: Opening,
): Promise<FoundCase | null> {
  if (body.follows === undefined) return null;
  const earlier = await lookUpCase(dependencies, pack.id, body.follows);
  if (earlier?.view.kind !== 'complaint' || !(await mayFollow(earlier)))
    throw fault('is not the number of a complaint here');
  if (earlier.over) return earlier;
  throw fault(`has not ended: it is ${earlier.view.status}. Object to it, have it reopened, or wait for its answer`);
}

function fault(message: string): Refused {
  return invalid('follows', message);
}
