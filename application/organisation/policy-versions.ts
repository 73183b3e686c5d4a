/** Which versions of its policy an organisation has, in which state, by whom, and what each says otherwise than the one before. */
import { allPolicies, type PolicyEntry as Entry, policyEntries } from '../../db/organisation/policies.ts';
import { beginOf, builtOn, inForceAt } from '../../packs/in-force.ts';
import { type ChangesOfRule, policyDifferences } from '../../packs/proposals/differences.ts';
import { amendedBy } from '../../packs/proposals/placement.ts';
import type { PublishedVersion } from '../../packs/proposals/proposed-version.ts';
import type { Call } from '../call.ts';
import { publishedPacksOf, termOfEntry, versionOf } from '../policies/published-packs.ts';
import { notFound } from '../refused.ts';

/** `ended`: another one has come in its place, or it was a memo and is over. `proposedByRelease`: a file that published nothing. */
export type VersionState = 'inForce' | 'coming' | 'ended' | 'proposedByRelease';

export interface VersionListed {
  version: number;
  state: VersionState;
  hash: string;
  digest: string | null;
  from: string | null;
  until: string | null;
  replaces: number | null;
  publishedAt: string | null;
  /** Staff id, or `release`. */
  publishedBy: string | null;
  case: string | null;
}

/** A version with its text, and its differences from the one that it is built on; null if there is none. */
export interface VersionRead extends VersionListed {
  text: string | null;
  before: number | null;
  differences: ChangesOfRule[] | null;
}

/** Every version, the newest first; what the release proposes comes first. */
export async function policyVersions({ dependencies, pack, receivedAt }: Call): Promise<VersionListed[]> {
  const { database } = dependencies;
  const entries = await policyEntries(database, { organisation: pack.id });
  const listed = entries.map((entry) => listedAs(entry, stateOf(entry, entries, receivedAt)));
  const proposed = proposedTo(dependencies, pack.id).map((one) => listedAs(proposedEntry(one), 'proposedByRelease'));
  return [...proposed, ...listed.reverse()];
}

/**
 * One version with its text and its differences.
 * @param ofRelease the file of the release instead, which published nothing
 * @throws Refused `NotFound`
 */
export async function policyVersion(
  { dependencies, pack, receivedAt }: Call,
  version: number,
  ofRelease: boolean,
): Promise<VersionRead> {
  const documents = await allPolicies(dependencies.database, pack.id);
  const versions = documents.map(versionOf);
  const document = documents.find((one) => one.version === version);
  const asked = ofRelease
    ? proposedTo(dependencies, pack.id).find((one) => one.pack.version === version)
    : versions.find((one) => one.pack.version === version);
  if (!asked || !(ofRelease || document)) throw notFound();
  const packs = versions.map((one) => one.pack);
  // A file of the release was not placed among the published versions: it says itself what it amends.
  const amended = ofRelease ? amendedBy(asked.text ?? '') : undefined;
  const before = packs.find((one) => one.version === amended) ?? builtOn(asked.pack, packs);
  const entry =
    ofRelease || !document
      ? listedAs(proposedEntry(asked), 'proposedByRelease')
      : listedAs(document, stateOf(document, documents, receivedAt));
  return {
    ...entry,
    text: asked.text ?? null,
    before: before?.version ?? null,
    differences: before ? policyDifferences(before, asked.pack) : null,
  };
}

function proposedTo({ database }: Call['dependencies'], organisation: string): PublishedVersion[] {
  return publishedPacksOf(database).proposed.filter(({ pack }) => pack.id === organisation);
}

function proposedEntry({ pack }: PublishedVersion): Entry {
  const { id: organisation, version, hash } = pack;
  return { _id: `${organisation}/${version}`, organisation, version, hash };
}

function stateOf({ version }: Entry, entries: readonly Entry[], at: string): VersionState {
  const versioned = entries.map((entry) => ({ version: entry.version, inForce: termOfEntry(entry) }));
  if (inForceAt(versioned, Date.parse(at))?.version === version) return 'inForce';
  const isComing = versioned.some((one) => one.version === version && beginOf(one) > Date.parse(at));
  return isComing ? 'coming' : 'ended';
}

function listedAs(entry: Entry, state: VersionState): VersionListed {
  const { version, hash, digest, from, until, replaces, publishedAt, publishedBy, case: number } = entry;
  return {
    ...{ version, state, hash, digest: digest ?? null },
    ...{ from: from ?? null, until: until ?? null, replaces: replaces ?? null },
    ...{ publishedAt: publishedAt ?? null, publishedBy: publishedBy ?? null, case: number ?? null },
  };
}
