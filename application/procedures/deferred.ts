/** What an occurrence begins with because it was deferred before (N-15, N-17). */
import { occurrencesOf } from '../../db/cases/occurrences.ts';
import type { Database } from '../../db/database.ts';
import { deferredIn } from '../../domain/procedure/deferred.ts';
import type { DeferredRecommendation } from '../../domain/procedure/state.ts';
import { procedureSliceFor } from '../../packs/kinds/procedure/pinned-policy.ts';
import type { Pack } from '../../packs/schema.ts';

/** How many occurrences are looked through. What is still deferred stands in the newest ones. */
const atMost = 100;

/** What an occurrence of a procedure takes over from those before it; nothing if none of its steps decides. */
export async function deferredUntilNow(database: Database, pack: Pack, id: string): Promise<DeferredRecommendation[]> {
  const decides = procedureSliceFor(pack, id)?.steps.some((step) => step.do === 'decide');
  if (!decides) return [];
  const occurrences = await occurrencesOf(database, { organisation: pack.id, procedure: id, atMost });
  return deferredIn(occurrences.map(({ view }) => view));
}
