import { readTexts } from '../../db/cases/vault.ts';
import { wordsAt } from '../../db/privacy/erase.ts';
import type { Call } from '../call.ts';
import { sealedWordsOf } from '../cases/reading/sealed-words.ts';
import { readableOf, whereaboutsIn } from './erasures.ts';

/** Everything that is kept of a person, for that person. */
export interface OwnData {
  number: string;
  customers: string[];
  cases: string[];
  /** What nobody reads yet has no content here. */
  entries: { id: string; of: string; at: string; content: unknown; erased: boolean; sealed?: true }[];
}

/** What is kept of the customer, or of the person of a case, oldest first; the look is recorded. */
export async function ownData(call: Call<{ reason?: string | undefined }>): Promise<OwnData> {
  const { dependencies, pack, principal, ids, query, receivedAt: at } = call;
  const number = ids.number ?? '';
  const where = await whereaboutsIn(call, number);
  const look = { organisation: pack.id, number, by: principal.actor.id, reason: query.reason ?? null, at };
  await dependencies.accessLog.record({ ...look, what: 'everything that is kept of the person' });
  // What others have said about the caller is for somebody else to hand out.
  const cases = await readableOf(call, where);
  const entries = await readTexts(dependencies.database, await wordsAt(dependencies.database, { ...where, cases }));
  const sealed = await sealedWordsOf(dependencies.database, pack.id, cases);
  return {
    number,
    customers: where.customers,
    cases,
    entries: entries.map(({ _id: id, number: of, createdAt, content, erased = false }) => {
      const shown = sealed.has(id) ? { sealed: true as const, content: {} } : { content };
      return { id, of, at: createdAt, erased, ...shown };
    }),
  };
}
