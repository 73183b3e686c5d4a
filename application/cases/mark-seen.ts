import { noteLook } from '../../db/cases/read-markers.ts';
import type { Call } from '../call.ts';

/** Notes that the caller has seen the case, so that "my work" says what has happened since (C-07). */
export async function markSeen({ dependencies, principal, found, receivedAt }: Call, seen: number | undefined) {
  const { organisation, number, view } = found;
  // Nobody has seen what has not happened yet.
  const revision = Math.min(seen ?? view.revision, view.revision);
  await noteLook(dependencies.database, {
    ...{ organisation, number, staffId: principal.actor.id },
    ...{ revision, at: receivedAt },
  });
  return { number, revision };
}
