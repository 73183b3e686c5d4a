import type { Database } from '../database.ts';
import { insertedOnce } from '../duplicate-key.ts';

/** A published version of a policy. It never changes; what ends a memo before its time is the memo that replaces it. */
export interface PolicyDocument {
  _id: string;
  organisation: string;
  version: number;
  hash: string;
  /** The whole version, without its term. */
  pack: unknown;
  /** The text as it was proposed, or as its file has it; absent if an earlier release published it. */
  text?: string;
  /** Of the whole and its term, as it was approved; absent if it came from a file. */
  digest?: string;
  /** From when new cases come under it, UTC; absent: since ever. */
  from?: string;
  /** The end of a memo, UTC; absent if it has none. */
  until?: string;
  /** The version of the memo that this memo replaces. */
  replaces?: number;
  /** Absent if an earlier release published it. */
  publishedAt?: string;
  /** The member of staff whose approval published it, or `release` if it came from a file. */
  publishedBy?: string;
  /** The number of the case that decided it; absent if it came from a file. */
  case?: string;
}

/** A version without what makes it long. */
export type PolicyEntry = Omit<PolicyDocument, 'pack' | 'text'>;

const idOf = (organisation: string, version: number): string => `${organisation}/${version}`;

/** Writes a version down; false if there is one of that number already. */
export function addPolicy(database: Database, document: Omit<PolicyDocument, '_id'>): Promise<boolean> {
  const _id = idOf(document.organisation, document.version);
  return insertedOnce(() => database.policies.collection.insertOne({ _id, ...document } as never));
}

/** Keeps the text of a version that an earlier release published without it. What is kept already stays. */
export async function keepPolicyText(
  database: Database,
  { organisation, version, hash }: Pick<PolicyDocument, 'organisation' | 'version' | 'hash'>,
  text: string,
): Promise<void> {
  const without = { _id: idOf(organisation, version) as never, hash, text: { $exists: false } };
  await database.policies.collection.updateOne(without, { $set: { text } });
}

/** One published version, or null. */
export async function findPolicy(
  database: Database,
  organisation: string,
  version: number,
): Promise<PolicyDocument | null> {
  return database.policies.findById(idOf(organisation, version)).lean<PolicyDocument>();
}

/** Every published version of one organisation, with its text. */
export async function allPolicies(database: Database, organisation: string): Promise<PolicyDocument[]> {
  return database.policies.find({ organisation }).sort({ version: 1 }).lean<PolicyDocument[]>();
}

/** The ids of all published versions of all organisations: what tells cheaply whether there is a new one. */
export async function policyIds(database: Database): Promise<string[]> {
  const found = await database.policies.find({}, { _id: 1 }).lean<{ _id: string }[]>();
  return found.map(({ _id }) => _id);
}

/** These published versions, without what makes them long. */
export async function policyEntries(database: Database, filter: { organisation: string } | { ids: string[] }) {
  const asked = 'ids' in filter ? { _id: { $in: filter.ids } } : filter;
  return database.policies.find(asked, { pack: 0, text: 0 }).sort({ version: 1 }).lean<PolicyEntry[]>();
}
