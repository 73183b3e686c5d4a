import type { Database } from '../database.ts';
import type { CaseDocument } from './cases.ts';
import type { NoticeDocument } from './notices.ts';
import { readTexts, type VaultDocument } from './vault.ts';

/** The parts of a case that stand in the register. */
export type RegisteredCase = Pick<
  CaseDocument,
  '_id' | 'organisation' | 'number' | 'about' | 'department' | 'words' | 'breached' | 'view'
>;

export interface RegisterPeriod {
  organisation: string;
  /** UTC instants: received at or after the one, and before the other. */
  from: string;
  before: string;
  /** Staff id of the reader: cases about them are not shown. */
  reader: string;
}

/**
 * The complaints of a period, in the order of receipt to the second and in batches. The database is asked once for their
 * keys, then for the cases themselves batch by batch. So neither side ever holds all of them.
 */
export async function* registeredCases(database: Database, period: RegisterPeriod): AsyncGenerator<RegisteredCase[]> {
  const ids = await idsInOrder(database, period);
  for (let start = 0; start < ids.length; start += batchSize) {
    const batch = ids.slice(start, start + batchSize);
    const found = await database.cases.find({ _id: { $in: batch } }).lean<CaseDocument[]>();
    const byId = new Map(found.map((one) => [one._id, one]));
    yield batch.flatMap((id) => byId.get(id) ?? []);
  }
}

const batchSize = 250;

async function idsInOrder(database: Database, period: RegisterPeriod): Promise<string[]> {
  const { organisation, reader } = period;
  // Some instants have a fraction of a second and some have none: without the Z both sort behind the bound.
  const received = { $gte: withoutZone(period.from), $lt: withoutZone(period.before) };
  const keys = database.cases
    .find(
      {
        ...{ organisation, 'view.kind': 'complaint', 'view.openedAt': received, about: { $ne: reader } },
        // The organisation's own problems are no complaints of customers, and few may know of them (N-25).
        'view.detail.internal': { $ne: true },
      },
      { 'view.openedAt': 1 },
    )
    .lean<{ _id: string; view: { openedAt: string } }>()
    .cursor();
  const sortable: string[] = [];
  for await (const { _id, view } of keys) sortable.push(`${view.openedAt}|${_id}`);
  return sortable.sort().map((key) => key.slice(key.indexOf('|') + 1));
}

/** Of each merged complaint of a batch the one that goes on for it, by the merged one's number, however often that was merged. */
export async function survivorsOf(
  database: Database,
  batch: readonly RegisteredCase[],
): Promise<Map<string, RegisteredCase>> {
  const next = new Map(batch.flatMap(({ _id, view }) => (isMerged(view) ? [[_id, keyOfNext(view)] as const] : [])));
  const known = new Map<string, RegisteredCase>();
  for (let asked = [...next.values()]; asked.length > 0; ) {
    const found = await database.cases.find({ _id: { $in: asked } }).lean<CaseDocument[]>();
    for (const one of found) known.set(one._id, one);
    asked = found.flatMap(({ view }) => (isMerged(view) ? [keyOfNext(view)] : [])).filter((id) => !known.has(id));
  }
  const endOf = (id: string): RegisteredCase | undefined => {
    const one = known.get(id);
    return one && isMerged(one.view) ? endOf(keyOfNext(one.view)) : one;
  };
  const ends = batch.flatMap(({ _id, view }) => {
    const end = endOf(next.get(_id) ?? '');
    return end ? [[view.number, end] as const] : [];
  });
  return new Map(ends);
}

type RegisteredView = RegisteredCase['view'];

const isMerged = ({ detail }: RegisteredView): boolean => detail.mergedInto !== undefined;
const keyOfNext = ({ organisation, detail }: RegisteredView): string => `${organisation}/${detail.mergedInto}`;

function withoutZone(instant: string): string {
  return instant.replace(/Z$/, '');
}

/** Ids of the words that say a case's proposed solution: its last answer, or all that was said if it has none. */
export function whereProposed({ words, view }: RegisteredCase): string[] {
  const { answer } = view.detail;
  return answer ? [answer.id] : words;
}

/** The answers and interim answers among vault entries, by id. */
export async function proposalsAmong(database: Database, ids: string[]): Promise<Map<string, VaultDocument>> {
  const found = await readTexts(database, ids);
  const proposals = found.filter(({ content }) => content.command === 'answer' || content.command === 'interim');
  return new Map(proposals.map((entry) => [entry._id, entry]));
}

/** What has been sent to customers of these cases, by number. */
export async function lettersAmong(
  database: Database,
  organisation: string,
  numbers: string[],
): Promise<Map<string, NoticeDocument[]>> {
  const found = await database.notices
    .find({ organisation, number: { $in: numbers }, to: 'customer' })
    .lean<NoticeDocument[]>();
  const letters = new Map<string, NoticeDocument[]>();
  for (const one of found) letters.set(one.number, [...(letters.get(one.number) ?? []), one]);
  return letters;
}
