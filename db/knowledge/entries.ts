/** What is asked often, with approved answers: an entry holds its versions (F-08, N-16, G-10). It tells of no customer. */
import type { KnowledgeEntry } from '../../domain/knowledge/entry.ts';
import type { Database } from '../database.ts';
import { insertedOnce } from '../duplicate-key.ts';

/** An entry; `_id` is organisation/id. */
export interface KnowledgeDocument extends KnowledgeEntry {
  _id: string;
  organisation: string;
  /** Categories of the published version, or of the one that waits: `*` stands for every one. */
  categories: string[];
  /** Words of the published version as they are searched by: folded, the question's also by their beginnings. */
  words: string[];
  /** Published entries by the date of their next review, then those that wait for a first approval, then the rest. */
  sortKey: string;
}

/** An entry as lists have it: without its earlier versions. */
export type ListedEntry = Omit<KnowledgeDocument, 'earlier'>;

const idOf = (organisation: string, id: string): string => `${organisation}/${id}`;
const listed = { earlier: 0 } as const;

export async function findEntry(
  database: Database,
  organisation: string,
  id: string,
): Promise<KnowledgeDocument | null> {
  return database.knowledge.findById(idOf(organisation, id)).lean<KnowledgeDocument>();
}

/** Writes the entry if it is still at the revision that the change was made of; false if it is not. */
export async function writeEntry(
  database: Database,
  document: Omit<KnowledgeDocument, '_id'>,
  before: number,
): Promise<boolean> {
  const _id = idOf(document.organisation, document.id) as never;
  if (before === 0) return insertedOnce(() => database.knowledge.collection.insertOne({ _id, ...document } as never));
  const { matchedCount } = await database.knowledge.collection.updateOne({ _id, revision: before }, { $set: document });
  return matchedCount === 1;
}

export interface WantedEntries {
  /** Which entries: those with a published version, with a proposal, or published and due by this date. */
  state?: 'published' | 'proposed' | { dueBy: string };
  category?: string;
  words?: readonly string[];
  /** The key of the entry after which the page begins. */
  after?: string;
  limit: number;
}

/** A page of an organisation's entries, by the date of their next review. */
export async function entriesOf(
  database: Database,
  organisation: string,
  { state, category, words = [], after, limit }: WantedEntries,
): Promise<ListedEntry[]> {
  const filter = {
    organisation,
    ...(state === 'published' ? { published: { $ne: null } } : {}),
    ...(state === 'proposed' ? { proposal: { $ne: null } } : {}),
    ...(category === undefined ? {} : { categories: { $in: [category, '*'] } }),
    ...(words.length > 0 ? { words: { $all: [...words] } } : {}),
    ...sortKeys(after, typeof state === 'object' ? state.dueBy : undefined),
  };
  return database.knowledge.find(filter, listed).sort({ sortKey: 1 }).limit(limit).lean<ListedEntry[]>();
}

/** A published version whose review is due, by a local date. */
export interface ReviewDue {
  id: string;
  version: number;
  nextReviewOn: string;
}

/** Each published version of an organisation whose review was due by a local date; the earliest date comes first. */
export async function reviewsDue(database: Database, organisation: string, dueBy: string): Promise<ReviewDue[]> {
  const filter = { organisation, ...sortKeys(undefined, dueBy) };
  const asked = { id: 1, 'published.version': 1, 'published.nextReviewOn': 1 } as const;
  const found = await database.knowledge.find(filter, asked).sort({ sortKey: 1 }).lean<ListedEntry[]>();
  return found.flatMap(({ id, published }) =>
    published?.nextReviewOn ? [{ id, version: published.version, nextReviewOn: published.nextReviewOn }] : [],
  );
}

/** A date's keys end before the date with another digit after it. */
function sortKeys(after: string | undefined, dueBy: string | undefined) {
  if (after === undefined && dueBy === undefined) return {};
  const until = dueBy === undefined ? {} : { $lt: `${dueBy}0` };
  return { sortKey: { ...(after === undefined ? {} : { $gt: after }), ...until } };
}
