/** Writing, approving and taking back what is asked often (F-08, N-16, G-10). */

import { findEntry, type KnowledgeDocument, writeEntry } from '../../db/knowledge/entries.ts';
import { calendarInForce } from '../../db/organisation/calendars.ts';
import { isNo, type No, namesOf } from '../../domain/case/command.ts';
import { localText, openCalendar } from '../../domain/deadline/calendar.ts';
import {
  approved,
  declined,
  type KnowledgeContent,
  type KnowledgeEntry,
  latestVersion,
  longestUntilReview,
  proposed,
  retired,
} from '../../domain/knowledge/entry.ts';
import { confidentialFaults, confidentialIn } from '../../packs/words/confidential.ts';
import { dateAfter } from '../../reports/periods.ts';
import type { Call } from '../call.ts';
import { findReadableCase } from '../cases/reading/find-case.ts';
import { invalid, invalidBody, notFound, Refused } from '../refused.ts';
import { entryWords } from './words.ts';

export interface Proposal extends KnowledgeContent {
  /** The version that the writer has seen last; 0 if the entry is to be new. */
  after: number;
  /** Number of a closed complaint that it is written after. None of its words are taken. */
  source: string | null;
}

/** What an entry is called in its address. */
const isName = /^(?=.{1,60}$)[a-z0-9]+(-[a-z0-9]+)*$/;

/** Proposes a new entry, or a new version of one. @throws Refused `Invalid`, `NotAllowedNow` if another version came first */
export async function proposeEntry(call: Call, { after, source, ...content }: Proposal): Promise<KnowledgeDocument> {
  if (!isName.test(call.ids.entry ?? '')) throw invalid('entry', 'is words in lower case and hyphens, in the address');
  mustBePublic(call, content);
  if (source !== null) await mustBeClosedComplaint(call, source);
  const before = await entryIn(call);
  const next = proposed(before, { id: call.ids.entry ?? '', content, source, ...act(call) });
  const latest = before === null ? 0 : latestVersion(before);
  if (next === before) return before;
  if (latest === after) return written(call, before, next);
  throw new Refused(
    'NotAllowedNow',
    `The latest version of this entry is ${latest}. Read it, then propose a change of it.`,
  );
}

/** Approves the proposal that the caller has read: everybody may read it from now on. */
export async function approveEntry(call: Call, given: { nextReviewOn: string | null }): Promise<KnowledgeDocument> {
  const today = await localDay(call);
  const latest = dateAfter(today, longestUntilReview);
  const nextReviewOn = given.nextReviewOn ?? latest;
  if (nextReviewOn <= today || nextReviewOn > latest) {
    throw invalid('nextReviewOn', `is a day from tomorrow until ${latest}`);
  }
  const names = namesOf(call.principal.actor);
  const dates = { approvedOn: today, nextReviewOn };
  return changed(call, (entry) => approved(entry, { seen: call.ifMatch ?? '', names, ...dates, ...act(call) }));
}

/** Declines the proposal that the caller has read. What is published stays. */
export function declineEntry(call: Call, reason: string): Promise<KnowledgeDocument> {
  return changed(call, (entry) => declined(entry, { seen: call.ifMatch ?? '', reason, ...act(call) }));
}

/** Takes the published version back. */
export function retireEntry(call: Call, reason: string): Promise<KnowledgeDocument> {
  return changed(call, (entry) => retired(entry, { reason, ...act(call) }));
}

/** The organisation's local day. */
export async function localDay({ dependencies, pack, receivedAt }: Omit<Call, 'principal'>): Promise<string> {
  const { calendar } = await calendarInForce(dependencies.database, pack);
  return localText(openCalendar(calendar), receivedAt).slice(0, 10);
}

const act = ({ principal, receivedAt }: Call) => ({ by: principal.actor.id, at: receivedAt });

const entryIn = ({ dependencies, pack, ids }: Call) => findEntry(dependencies.database, pack.id, ids.entry ?? '');

async function changed(call: Call, change: (entry: KnowledgeEntry) => KnowledgeEntry | No): Promise<KnowledgeDocument> {
  const before = await entryIn(call);
  if (!before) throw notFound();
  const next = change(before);
  if (isNo(next)) throw new Refused(next.no, next.detail);
  return next === before ? before : written(call, before, next);
}

async function written(call: Call, before: KnowledgeEntry | null, next: KnowledgeEntry): Promise<KnowledgeDocument> {
  const { dependencies, pack } = call;
  const { id, revision, published, proposal, earlier } = next;
  const content = (published ?? proposal)?.content;
  const document = {
    ...{ organisation: pack.id, id, revision, published, proposal, earlier },
    categories: content ? (content.categories.length > 0 ? content.categories : ['*']) : [],
    words: published ? entryWords(published.content) : [],
    sortKey: `${published?.nextReviewOn ?? (proposal ? 'proposed' : 'retired')}/${id}`,
  };
  if (await writeEntry(dependencies.database, document, before?.revision ?? 0)) {
    return { _id: `${pack.id}/${id}`, ...document };
  }
  throw new Refused('NotAllowedNow', 'The entry has been changed meanwhile. Read it anew.');
}

/** Everybody will read it: it holds nothing that is one person's, and stands under categories that there are. */
function mustBePublic({ pack }: Call, { question, answer, categories }: KnowledgeContent): void {
  const texts = {
    'question.ar': question.ar,
    'question.en': question.en,
    'answer.ar': answer.ar,
    'answer.en': answer.en,
  };
  const faults = Object.entries(texts).flatMap(([path, text]) =>
    confidentialIn(text, pack).map((kind) => ({ path, message: confidentialFaults[kind] })),
  );
  const known = pack.kinds.complaint.categories;
  const unknown = categories.filter((code) => !Object.hasOwn(known, code));
  if (unknown.length > 0) faults.push({ path: 'categories', message: `must be of ${Object.keys(known).join(', ')}` });
  if (faults.length > 0) throw invalidBody(faults);
}

async function mustBeClosedComplaint({ dependencies, principal }: Call, number: string): Promise<void> {
  const found = await findReadableCase(dependencies, principal, number, 'complaint').catch((error: unknown) => {
    if (error instanceof Refused && error.reason === 'NotFound')
      throw invalid('source', 'is no complaint that you may see');
    throw error;
  });
  if (found.view.status !== 'closed') throw invalid('source', 'is a complaint that is not closed');
}
