/** Programmes that donors fund, as plain records, and what has been contributed to them (N-22). */

import type { Database } from '../database.ts';
import { insertedOnce } from '../duplicate-key.ts';

/** A programme; `_id` is organisation/code. */
export interface ProgrammeDocument {
  _id: string;
  organisation: string;
  code: string;
  name: { ar: string; en: string };
  /** The centre that runs it, in its own words. */
  centre: string;
  /** Local dates. The end is open if there is no last day. */
  startsOn: string;
  endsOn: string | null;
  /** Decimal text in the organisation's currency; null if it is not settled. */
  fundingNeeded: string | null;
  changedBy: string;
  changedAt: string;
}

/** What somebody has given, as the financial system knows it; `_id` is organisation/reference. */
export interface ContributionDocument {
  _id: string;
  organisation: string;
  /** The financial system's own reference: whatever comes under it again is the same contribution. */
  reference: string;
  programme: string;
  /** Number of the customer who gave it. */
  customer: string;
  /** Decimal text with all the decimals of the currency. */
  amount: string;
  currency: string;
  /** Local date. */
  paidOn: string;
  importedBy: string;
  importedAt: string;
  /** Number of the lead that it is matched to; absent until one is, and once that has given it back (N-05). */
  lead?: string;
  /** Number of the lead that gave it back last. */
  freedFrom?: string;
}

const idOf = (organisation: string, own: string): string => `${organisation}/${own}`;

/** Writes a new programme; false if its code is taken. */
export function addProgramme(database: Database, programme: Omit<ProgrammeDocument, '_id'>): Promise<boolean> {
  const document = { _id: idOf(programme.organisation, programme.code), ...programme };
  return insertedOnce(() => database.programmes.collection.insertOne(document as never));
}

/** Changes a programme; false if there is none of that code. */
export async function changeProgramme(
  database: Database,
  { organisation, code, ...fields }: Omit<ProgrammeDocument, '_id'>,
): Promise<boolean> {
  const _id = idOf(organisation, code) as never;
  const { matchedCount } = await database.programmes.collection.updateOne({ _id }, { $set: fields });
  return matchedCount === 1;
}

/** All programmes of an organisation, by code. */
export async function programmesOf(database: Database, organisation: string): Promise<ProgrammeDocument[]> {
  const found = await database.programmes.find({ organisation }).lean<ProgrammeDocument[]>();
  return found.sort((a, b) => (a.code < b.code ? -1 : 1));
}

export async function findProgramme(
  database: Database,
  organisation: string,
  code: string,
): Promise<ProgrammeDocument | null> {
  return database.programmes.findById(idOf(organisation, code)).lean<ProgrammeDocument>();
}

/** What became of contributions, by reference. */
export interface Reconciled {
  counted: string[];
  /** There already, and the same: counted once. */
  repeated: string[];
  /** There already, and different: what stands is left as it is. */
  conflicts: {
    reference: string;
    stands: Pick<ContributionDocument, 'programme' | 'customer' | 'amount' | 'paidOn'>;
  }[];
}

/** Keeps contributions, each reference once. */
export async function reconcile(
  database: Database,
  contributions: readonly Omit<ContributionDocument, '_id'>[],
): Promise<Reconciled> {
  const documents = contributions.map((one) => ({ _id: idOf(one.organisation, one.reference), ...one }));
  const ids = documents.map(({ _id }) => _id);
  const before = new Set((await readContributions(database, ids)).map(({ _id }) => _id));
  const fresh = [...new Map([...documents].reverse().map((one) => [one._id, one])).values()].filter(
    ({ _id }) => !before.has(_id),
  );
  if (fresh.length > 0) {
    const insert = () => database.contributions.collection.insertMany(fresh as never[], { ordered: false });
    await insertedOnce(insert);
  }
  const kept = new Map((await readContributions(database, ids)).map((one) => [one._id, one]));
  const outcome: Reconciled = { counted: [], repeated: [], conflicts: [] };
  for (const one of documents) {
    const stands = kept.get(one._id);
    if (!stands) throw new Error(`contribution ${one._id} is gone`);
    const { reference } = one;
    const isFirst = !before.has(one._id);
    before.add(one._id);
    const { programme, customer, amount, paidOn } = stands;
    if (!isSame(one, stands)) outcome.conflicts.push({ reference, stands: { programme, customer, amount, paidOn } });
    else outcome[isFirst ? 'counted' : 'repeated'].push(reference);
  }
  return outcome;
}

function isSame(one: Omit<ContributionDocument, '_id'>, other: ContributionDocument): boolean {
  const keys = ['programme', 'customer', 'amount', 'currency', 'paidOn'] as const;
  return keys.every((key) => one[key] === other[key]);
}

function readContributions(database: Database, ids: string[]): Promise<ContributionDocument[]> {
  return database.contributions.find({ _id: { $in: ids } }).lean<ContributionDocument[]>();
}

/**
 * Matches contributions to a lead, the oldest first, each to one lead only, until `isEnough` says so of their amounts.
 * Safe to repeat: what was matched to this lead is, and counts first.
 */
export async function matchContributions(
  database: Database,
  organisation: string,
  wanted: { programme: string; customers: string[]; lead: string; paidSince: string },
  isEnough: (amounts: string[]) => boolean,
): Promise<ContributionDocument[]> {
  const { programme, customers, lead, paidSince } = wanted;
  const all = await contributionsOf(database, organisation, { programme, customers });
  const matched = all.filter((one) => one.lead === lead);
  for (const one of all.filter(({ lead: taken, paidOn }) => taken === undefined && paidOn >= paidSince)) {
    if (isEnough(matched.map(({ amount }) => amount))) break;
    const free = { _id: one._id as never, lead: { $exists: false } };
    const { matchedCount } = await database.contributions.collection.updateOne(free, { $set: { lead } });
    if (matchedCount === 1) matched.push({ ...one, lead });
  }
  return matched;
}

/**
 * Gives back the contributions that are matched to a lead: other leads may count them.
 * @returns those that it has given back and that no other lead counts yet, however often it is done.
 */
export async function freeContributions(
  database: Database,
  organisation: string,
  lead: string,
): Promise<ContributionDocument[]> {
  const free = { $unset: { lead: '' }, $set: { freedFrom: lead } };
  await database.contributions.collection.updateMany({ organisation, lead }, free as never);
  return database.contributions
    .find({ organisation, freedFrom: lead, lead: { $exists: false } })
    .lean<ContributionDocument[]>();
}

/** Contributions to a programme, or of customers; the oldest first. */
export async function contributionsOf(
  database: Database,
  organisation: string,
  { programme, customers }: { programme?: string; customers?: string[] },
): Promise<ContributionDocument[]> {
  const found = await database.contributions
    .find({
      organisation,
      ...(programme ? { programme } : {}),
      ...(customers ? { customer: { $in: customers } } : {}),
    })
    .lean<ContributionDocument[]>();
  return found.sort((a, b) => (`${a.paidOn}/${a.reference}` < `${b.paidOn}/${b.reference}` ? -1 : 1));
}
