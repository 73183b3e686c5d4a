/**
 * Which published entries fit a complaint: by its category, and by words that both have. The complaint is compared by the keyed
 * tokens that its words have left, so nothing of it is read or decrypted. Only who may read the words is offered by them.
 */

import { LRUCache } from 'lru-cache';
import { findFingerprint } from '../../db/cases/fingerprints.ts';
import { type TokenKey, tokenKeyOf } from '../../db/derivations.ts';
import { entriesOf, type ListedEntry } from '../../db/knowledge/entries.ts';
import { mayReadWords } from '../../domain/case/rights.ts';
import type { Call } from '../call.ts';
import { forRights } from '../cases/reading/find-case.ts';
import { searchToken } from '../keyed-tokens.ts';
import { withArticle } from './words.ts';

/** So many entries of a category, those with the nearest review first, are compared. */
const mostCompared = 200;
const mostOffered = 10;
/** An entry for every category has to share so many words. */
const wordsOfGeneral = 2;

/** The tokens of a word, with its article and without. They are made once: the same words stand in many entries. */
const known = new LRUCache<string, readonly string[]>({ max: 50_000 });

function tokensOf(key: TokenKey, word: string): readonly string[] {
  const found = known.get(`${key}\n${word}`);
  if (found) return found;
  const forms = /\p{Script=Arabic}/u.test(word) ? [word, `${withArticle}${word}`] : [word];
  const tokens = forms.map((form) => searchToken(key, form.slice(0, 20)));
  known.set(`${key}\n${word}`, tokens);
  return tokens;
}

/** Entries for the complaint of this call, those that fit best first. A word that few entries have says more than one that all have. */
export async function fittingEntries({ dependencies, pack, principal, found }: Call) {
  const { database, packs } = dependencies;
  const key = tokenKeyOf(dependencies);
  const { category } = found.view;
  const wanted = { state: 'published' as const, category, limit: mostCompared };
  const entries = await entriesOf(database, pack.id, wanted);
  const readsWords = mayReadWords(principal.actor, forRights(packs, found));
  const fingerprint = readsWords ? await findFingerprint(database, found.organisation, found.number) : null;
  const words = new Set(fingerprint?.words);
  const shared = entries.map((entry) =>
    sharedWords(entry, (word) => tokensOf(key, word).some((one) => words.has(one))),
  );
  const counts = new Map<string, number>();
  for (const word of shared.flat()) counts.set(word, (counts.get(word) ?? 0) + 1);
  const weight = (word: string) => Math.log(1 + entries.length / (counts.get(word) ?? 1));
  const offered = entries.flatMap(({ id, published, categories }, at) => {
    const its = shared[at] ?? [];
    const isOfCategory = categories.includes(category);
    if (!published || (!isOfCategory && its.length < wordsOfGeneral)) return [];
    const score = its.reduce((sum, word) => sum + weight(word), 0);
    const { version, content, nextReviewOn } = published;
    return [{ id, version, isOfCategory, score: Math.round(score * 100) / 100, nextReviewOn, ...content }];
  });
  return offered
    .sort((a, b) => b.score - a.score || Number(b.isOfCategory) - Number(a.isOfCategory))
    .slice(0, mostOffered);
}

/** Words of three letters at least: shorter ones join others. */
const sharedWords = ({ words }: ListedEntry, isShared: (word: string) => boolean): string[] =>
  words.filter((word) => word.length > 2 && isShared(word));
