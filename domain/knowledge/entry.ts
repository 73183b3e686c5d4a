/** An entry of what is asked often: its versions, each written by one person and approved by another (F-08, N-16, G-10). Pure. */
import { type No, no } from '../case/command.ts';
import { digest } from '../digest.ts';

/** A question with its answer, in both languages. */
export interface KnowledgeContent {
  /** Categories of complaints that it is for; none: it is for every one. */
  categories: string[];
  question: { ar: string; en: string };
  answer: { ar: string; en: string };
}

export interface KnowledgeVersion {
  version: number;
  content: KnowledgeContent;
  /** SHA-256 of the content's canonical JSON. */
  digest: string;
  /** The closed complaint that it was written after. */
  source: string | null;
  state: 'proposed' | 'approved' | 'replaced' | 'declined' | 'retired';
  proposedBy: string;
  proposedAt: string;
  /** Who approved or declined it; null while it waits, and of one that another proposal replaced. */
  decidedBy: string | null;
  decidedAt: string | null;
  /** Local dates: of its approval, and by when it is looked at again. Null unless it was approved. */
  approvedOn: string | null;
  nextReviewOn: string | null;
  /** Who took an approved version back, and when. */
  retiredBy: string | null;
  retiredAt: string | null;
  /** Why it was declined or retired. */
  reason: string | null;
}

export interface KnowledgeEntry {
  id: string;
  /** Grows with each change. */
  revision: number;
  /** The version that everybody may read. */
  published: KnowledgeVersion | null;
  /** The one that waits for approval. */
  proposal: KnowledgeVersion | null;
  /** All others, in their order. */
  earlier: KnowledgeVersion[];
}

interface Act {
  by: string;
  at: string;
}

/** The longest time between two reviews, in days: a year, with the day of a leap year. */
export const longestUntilReview = 366;

/** The entry with one more version, which waits for approval in place of another that waited. */
export function proposed(
  entry: KnowledgeEntry | null,
  { id, content, source, by, at }: Act & { id: string; content: KnowledgeContent; source: string | null },
): KnowledgeEntry {
  const before: KnowledgeEntry = entry ?? { id, revision: 0, published: null, proposal: null, earlier: [] };
  const { proposal } = before;
  const own = digest(content);
  // A request that broke off after it had written is repeated, and finds what it wrote.
  if (proposal?.digest === own && proposal.proposedBy === by && proposal.source === source) return before;
  const next: KnowledgeVersion = {
    ...{ version: latestVersion(before) + 1, content, digest: own, source, state: 'proposed' },
    ...{ proposedBy: by, proposedAt: at, decidedBy: null, decidedAt: null },
    ...{ approvedOn: null, nextReviewOn: null },
    ...{ retiredBy: null, retiredAt: null, reason: null },
  };
  const earlier = proposal ? [...before.earlier, { ...proposal, state: 'replaced' as const }] : before.earlier;
  return { ...before, revision: before.revision + 1, proposal: next, earlier };
}

/** The number of its latest version; 0 if there is none. */
export function latestVersion({ published, proposal, earlier }: KnowledgeEntry): number {
  return Math.max(0, ...[published, proposal, ...earlier].map((one) => one?.version ?? 0));
}

interface Decision extends Act {
  /** Digest of the proposal that the person has read. */
  seen: string;
  /** Everybody whom the person counts as. */
  names: readonly string[];
}

/** The entry with its proposal published. Another person approves than the one who wrote it, under no name. */
export function approved(
  entry: KnowledgeEntry,
  { seen, by, names, at, approvedOn, nextReviewOn }: Decision & { approvedOn: string; nextReviewOn: string },
): KnowledgeEntry | No {
  const { published, proposal } = entry;
  if (!proposal) {
    const isRepeated = published?.digest === seen && published.decidedBy === by;
    return isRepeated && published.nextReviewOn === nextReviewOn ? entry : nothingWaits();
  }
  if (proposal.digest !== seen) return changedMeanwhile();
  if (names.includes(proposal.proposedBy))
    return no('SamePerson', 'Another person approves it, not the one who wrote it.');
  const decided = { decidedBy: by, decidedAt: at, approvedOn, nextReviewOn };
  const next: KnowledgeVersion = { ...proposal, state: 'approved', ...decided };
  const earlier = published ? [...entry.earlier, { ...published, state: 'replaced' as const }] : entry.earlier;
  return { ...entry, revision: entry.revision + 1, published: next, proposal: null, earlier };
}

/** The entry without its proposal. What is published stays. */
export function declined(
  entry: KnowledgeEntry,
  { seen, by, at, reason }: Omit<Decision, 'names'> & { reason: string },
): KnowledgeEntry | No {
  const { proposal, earlier } = entry;
  if (!proposal) {
    const last = earlier.findLast(({ state }) => state === 'declined');
    return last?.digest === seen && last.decidedBy === by && last.reason === reason ? entry : nothingWaits();
  }
  if (proposal.digest !== seen) return changedMeanwhile();
  const gone: KnowledgeVersion = { ...proposal, state: 'declined', decidedBy: by, decidedAt: at, reason };
  return { ...entry, revision: entry.revision + 1, proposal: null, earlier: [...earlier, gone] };
}

/** The entry that nobody outside reads any more. Taking away is one person's act. */
export function retired(entry: KnowledgeEntry, { by, at, reason }: Act & { reason: string }): KnowledgeEntry | No {
  const { published, earlier } = entry;
  if (!published) {
    const last = earlier.findLast(({ state }) => state === 'retired');
    return last?.retiredBy === by && last.reason === reason
      ? entry
      : no('NotAllowedNow', 'Nothing of this entry is published.');
  }
  const gone: KnowledgeVersion = { ...published, state: 'retired', retiredBy: by, retiredAt: at, reason };
  return { ...entry, revision: entry.revision + 1, published: null, earlier: [...earlier, gone] };
}

const nothingWaits = () => no('NotAllowedNow', 'No proposal of this entry waits for approval.');
const changedMeanwhile = () =>
  no('PreconditionFailed', 'The proposal is not the one that you have read. Read it anew, then decide.');
