/** Which cases have changed, for those who look at them: what others do appears by itself (decision 62). */
import { z } from 'zod';
import { type CaseDocument, casesOf } from '../../../db/cases/cases.ts';
import { changedCases } from '../../../db/cases/changed-cases.ts';
import { mayRead } from '../../../domain/case/rights.ts';

import type { Call } from '../../call.ts';
import { storedInstant } from '../../changed-since.ts';
import { forRights } from '../reading/find-case.ts';

/**
 * By how much the clocks of the processes that project may differ, in milliseconds. A client is told what was projected so much
 * before its instant as well: a change may come twice, and none is missed.
 */
export const lookBackMs = 10_000;

/** A client that was away for longer reads everything anew, in milliseconds. */
const longestAwayMs = 600_000;

/** As many changes as are told singly. Behind more of them stands the start of a working day, or an import. */
export const mostTold = 500;

export const ChangesQuery = z.object({
  since: z.iso.datetime({ offset: true }).optional().meta({
    description: '`until` of the answer before. Left out, nothing is told but the instant from which to go on.',
  }),
});

/** A case whose view is another one than before. */
export interface Change {
  number: string;
  kind: string;
  /** Of the view: a client that has this one already need not read it. */
  revision: number;
}

/** What has changed up to an instant. */
export interface Changes {
  changes: Change[];
  /** UTC. What the next request gives as `since`. */
  until: string;
  /** False if too much has changed, or too long ago, to be told singly: then the client reads everything anew. */
  isWhole: boolean;
}

type Reader = Pick<Call, 'dependencies' | 'principal'>;

/** Those of the cases that a person may know of, as changes. */
export function readableChanges({ dependencies, principal }: Reader, cases: readonly CaseDocument[]): Change[] {
  return cases
    .filter((one) => mayRead(principal.actor, forRights(dependencies.packs, one)))
    .map(({ number, revision, view }) => ({ number, kind: view.kind, revision }));
}

/** What has changed since an instant, of what the caller may know of. */
export async function changesSince(
  call: Reader & Pick<Call, 'pack' | 'receivedAt'>,
  since: string | undefined,
): Promise<Changes> {
  const { dependencies, pack, receivedAt: until } = call;
  if (since === undefined) return { changes: [], until, isWhole: true };
  const awayMs = Date.parse(until) - Date.parse(since);
  if (awayMs > longestAwayMs) return { changes: [], until, isWhole: false };
  const from = storedInstant(new Date(Date.parse(since) - lookBackMs).toISOString());
  const { database } = dependencies;
  const changed = await changedCases(database, pack.id, { since: from, most: mostTold + 1 });
  if (changed.length > mostTold) return { changes: [], until, isWhole: false };
  const numbers = changed.map(({ number }) => number);
  return { changes: readableChanges(call, await casesOf(database, pack.id, numbers)), until, isWhole: true };
}
