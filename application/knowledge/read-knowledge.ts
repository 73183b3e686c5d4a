/** Reading what is asked often: by staff, and by everybody what is approved (F-08, N-16, G-10). */
import { z } from 'zod';
import { entriesOf, findEntry, type KnowledgeDocument, type ListedEntry } from '../../db/knowledge/entries.ts';
import { mayRead } from '../../domain/case/rights.ts';
import type { KnowledgeVersion } from '../../domain/knowledge/entry.ts';
import type { Call } from '../call.ts';
import { forRights, lookUpCase } from '../cases/reading/find-case.ts';
import { pageQuery } from '../page-query.ts';
import { notFound } from '../refused.ts';
import { localDay } from './keep-knowledge.ts';
import { readsDrafts } from './who-may.ts';
import { wantedWords } from './words.ts';

const searched = {
  ...pageQuery,
  text: z
    .string()
    .trim()
    .max(200)
    .optional()
    .meta({ description: 'Words of question or answer, in either language; of a question their beginnings too.' }),
  category: z.string().max(100).optional().meta({ description: 'Entries for this category, and those for every one.' }),
};

export const KnowledgeListQuery = z.object({
  ...searched,
  state: z
    .enum(['published', 'proposed', 'due'])
    .optional()
    .meta({ description: '`due`: its review is due today, or was. Left out: all that you may read.' }),
});
export const PublicKnowledgeQuery = z.object({ ...searched, language: z.enum(['ar', 'en']).optional() });

type Wanted = z.output<typeof KnowledgeListQuery>;
type PublicWanted = z.output<typeof PublicKnowledgeQuery>;

/** A page of entries: by the date of their next review, so that what is past it comes first. */
export async function listEntries(call: Call<Wanted>) {
  const { principal, pack, query } = call;
  const seesDrafts = readsDrafts({ principal, pack });
  const today = await localDay(call);
  const state = query.state === 'due' ? { dueBy: today } : (query.state ?? (seesDrafts ? undefined : 'published'));
  if (state === 'proposed' && !seesDrafts) return { items: [], nextCursor: null };
  const { page, nextCursor } = await pageOf(call, state, query);
  return { items: page.map((entry) => listed(entry, today, seesDrafts)), nextCursor };
}

/** A page of what is published, for everybody; of people it names nobody. */
export async function listPublicEntries(call: Omit<Call<PublicWanted>, 'principal'>) {
  const { page, nextCursor } = await pageOf(call, 'published', call.query);
  return { items: page.flatMap(({ id, published }) => (published ? [shownToAll(id, published)] : [])), nextCursor };
}

/** An entry as everybody reads it. */
function shownToAll(id: string, { version, content, approvedOn }: KnowledgeVersion) {
  return { id, version, ...content, approvedOn };
}

/** One entry with all its versions, to those who may read them. @throws Refused `NotFound` */
export async function readEntry(call: Call) {
  const { dependencies, pack, ids } = call;
  const found = await findEntry(dependencies.database, pack.id, ids.entry ?? '');
  if (!found || (!found.published && !readsDrafts(call))) throw notFound();
  return shownEntry(call, found);
}

/** An entry as this reader may see it, with the number of a complaint only if the reader may see that too. */
export async function shownEntry(call: Call, entry: KnowledgeDocument) {
  const seesDrafts = readsDrafts(call);
  const { proposal, earlier } = entry;
  const shown = async (version: KnowledgeVersion) => ({ ...version, source: await sourceFor(call, version) });
  return {
    ...listed(entry, await localDay(call), seesDrafts),
    published: entry.published && (await shown(entry.published)),
    proposal: seesDrafts && proposal ? await shown(proposal) : null,
    earlier: seesDrafts ? await Promise.all(earlier.map(shown)) : [],
  };
}

async function sourceFor(
  { dependencies, pack, principal }: Call,
  { source }: KnowledgeVersion,
): Promise<string | null> {
  const found = source === null ? null : await lookUpCase(dependencies, pack.id, source);
  return found && mayRead(principal.actor, forRights(dependencies.packs, found)) ? source : null;
}

function listed({ id, published, proposal }: ListedEntry, today: string, seesDrafts: boolean) {
  const shown = (version: KnowledgeVersion | null) => version && { ...version, source: null };
  const isDue = published?.nextReviewOn != null && published.nextReviewOn <= today;
  return { id, isDue, published: shown(published), proposal: seesDrafts ? shown(proposal) : null };
}

async function pageOf(
  { dependencies, pack, query }: Omit<Call<PublicWanted>, 'principal'>,
  state: Parameters<typeof entriesOf>[2]['state'],
  { limit, cursor, category }: Pick<PublicWanted, 'limit' | 'cursor' | 'category'>,
) {
  const words = wantedWords(query.text ?? '');
  // A text without any word is found nowhere.
  if (query.text && words.length === 0) return { page: [], nextCursor: null };
  const found = await entriesOf(dependencies.database, pack.id, {
    ...(state === undefined ? {} : { state }),
    ...(category ? { category } : {}),
    ...(cursor === undefined ? {} : { after: Buffer.from(cursor, 'base64url').toString() }),
    words,
    limit: limit + 1,
  });
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const nextCursor = found.length > limit && last ? Buffer.from(last.sortKey).toString('base64url') : null;
  return { page, nextCursor };
}
