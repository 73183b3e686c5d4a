/** Whether complaints are alike: the same customer, the same category, and similar words (duplicates). */

import type { FingerprintDocument } from '../../db/cases/fingerprints.ts';
import { findFingerprint, sameCustomers } from '../../db/cases/fingerprints.ts';
import type { Actor } from '../../domain/case/command.ts';
import { mayRead } from '../../domain/case/rights.ts';
import type { Pack } from '../../packs/schema.ts';
import type { Call, FoundCase } from '../call.ts';
import { forRights, lookUpCase } from '../cases/reading/find-case.ts';
import type { Dependencies } from '../dependencies.ts';

/** Another complaint that may be the same one, as it is shown to staff. */
export interface Candidate {
  number: string;
  status: string;
  openedAt: string;
  /** How alike the words are: 1 is word for word the same. */
  score: number;
}

const mostCandidates = 10;

/** How alike two sets of tokens are, from 0 to 1: what they share, of all that there is (Jaccard). */
export function likeness(one: readonly string[], other: readonly string[]): number {
  const ours = new Set(one);
  const shared = other.filter((token) => ours.has(token)).length;
  const all = ours.size + other.length - shared;
  return all === 0 ? 0 : shared / all;
}

/** Complaints like this one that the reader may know of, the most alike first. Merged ones stand for where they went. */
export async function candidatesFor(
  dependencies: Dependencies,
  pack: Pack,
  reader: Actor,
  fingerprint: Omit<FingerprintDocument, '_id'>,
): Promise<Candidate[]> {
  const { withinDays, atLeast } = pack.kinds.complaint.duplicates;
  const others = await sameCustomers(dependencies.database, fingerprint, withinDays);
  const scored = others
    .filter(({ category }) => category === fingerprint.category)
    .map(({ number, words }) => ({ number, score: Math.round(100 * likeness(fingerprint.words, words)) / 100 }))
    .filter(({ score }) => score * 100 >= atLeast)
    .sort((a, b) => b.score - a.score);
  const candidates: Candidate[] = [];
  // As many as are still wanted are looked up at a time, which is one read.
  for (let next = 0; next < scored.length && candidates.length < mostCandidates; ) {
    const some = scored.slice(next, next + mostCandidates - candidates.length);
    next += some.length;
    const shown = await Promise.all(some.map((one) => candidateOf(dependencies, pack, reader, one)));
    candidates.push(...shown.filter((one) => one !== null));
  }
  return candidates;
}

/** Null if the reader may not know of it, or if it goes on in another one. */
async function candidateOf(
  dependencies: Dependencies,
  pack: Pack,
  reader: Actor,
  { number, score }: Pick<Candidate, 'number' | 'score'>,
): Promise<Candidate | null> {
  const found = await lookUpCase(dependencies, pack.id, number);
  if (!found || found.view.status === 'merged' || !mayRead(reader, forRights(dependencies.packs, found))) return null;
  return { number, status: found.view.status, openedAt: found.view.openedAt, score };
}

/** True if both complaints name the same telephone number or e-mail address. */
export async function isSameCustomer(
  { database }: Pick<Dependencies, 'database'>,
  one: FoundCase,
  other: FoundCase,
): Promise<boolean> {
  const [ours, theirs] = await Promise.all(
    [one, other].map(({ organisation, number }) => findFingerprint(database, organisation, number)),
  );
  return ours?.persons.some((person) => theirs?.persons.includes(person)) ?? false;
}

/** Complaints that may be the same as this one, opened before or after it; only those that the caller may know of. */
export async function duplicatesOf({ dependencies, pack, principal, found }: Call): Promise<Candidate[]> {
  const fingerprint = await findFingerprint(dependencies.database, found.organisation, found.number);
  return fingerprint ? candidatesFor(dependencies, pack, principal.actor, fingerprint) : [];
}
