import type { Database } from '../database.ts';
import { insertedOnce } from '../duplicate-key.ts';

export interface PolicyDocument {
  _id: string;
  organisation: string;
  version: number;
  hash: string;
  pack: unknown;
}

/**
 * Publishes a version of a policy pack. A published version never changes: the same content again is nothing new, and
 * another content under the same version is an error that names it.
 */
export async function publishPolicy(database: Database, document: Omit<PolicyDocument, '_id'>): Promise<void> {
  const _id = `${document.organisation}/${document.version}`;
  if (await insertedOnce(() => database.policies.collection.insertOne({ _id, ...document } as never))) return;
  const published = await database.policies.findById(_id).lean<PolicyDocument>();
  if (published?.hash === document.hash) return;
  throw new Error(
    `Policy ${document.organisation} version ${document.version} is published with another content. Published versions never change: write v${document.version + 1}.yaml.`,
  );
}

/** One published version, or null. */
export async function findPolicy(
  database: Database,
  organisation: string,
  version: number,
): Promise<PolicyDocument | null> {
  return database.policies.findById(`${organisation}/${version}`).lean<PolicyDocument>();
}

/** Every published version of one organisation: its cases are pinned to theirs. */
export async function allPolicies(database: Database, organisation: string): Promise<PolicyDocument[]> {
  return database.policies.find({ organisation }).lean<PolicyDocument[]>();
}

/** The newest published version of every organisation. */
export async function newestPolicies(database: Database): Promise<PolicyDocument[]> {
  const all = await database.policies.find({}).lean<PolicyDocument[]>();
  const newest = new Map(all.sort((a, b) => a.version - b.version).map((policy) => [policy.organisation, policy]));
  return [...newest.values()];
}
