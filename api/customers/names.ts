/** How names are compared: people write one name in many ways, in Arabic and in Latin letters. */
import { searchWords } from '../search-tokens.ts';

/** Words between names that some write and others leave out. */
const particles = new Set(['بن', 'ابن', 'بنت', 'bin', 'ibn', 'bint', 'ben', 'al', 'el']);

/** The words of a name as they are compared: folded, without particles, accents and the Arabic article. */
export function nameWords(name: string): string[] {
  const words = searchWords(name.normalize('NFD').replace(/[\u0300-\u036f]/g, ''));
  return words.filter((word) => !particles.has(word)).map(withoutArticle);
}

/** A word without the Arabic article in either script, where enough of it is left. */
export function withoutArticle(word: string): string {
  return /^(ال|al)/.test(word) && word.length > 4 ? word.slice(2) : word;
}

/** Letters that sound alike, as one: in Arabic, then in Latin letters. What is often left out goes. */
const soundings: [RegExp, string][] = [
  [/[اويهءى]/g, ''],
  [/[ثص]/g, 'س'],
  [/[ذظض]/g, 'ز'],
  [/ط/g, 'ت'],
  [/ph/g, 'f'],
  [/[qc]/g, 'k'],
  [/[aeiouyhw]/g, ''],
  [/(.)\1+/g, '$1'],
];

/** A word by its consonants: near spellings of a name have the same. */
export function consonants(word: string): string {
  return soundings.reduce((so, [from, to]) => so.replace(from, to), word) || word;
}

/** How alike two names are, from 0 to 1, by the letters that would have to be changed; the order of the words counts. */
export function nameLikeness(one: string, other: string): number {
  return comparableLikeness(comparableName(one), comparableName(other));
}

/** A name as it is compared, for one that is compared with many. */
export function comparableName(name: string): string {
  return nameWords(name).join(' ');
}

/** As `nameLikeness`, of names that are made comparable. */
export function comparableLikeness(a: string, b: string): number {
  const longest = Math.max(a.length, b.length);
  return longest === 0 ? 0 : 1 - editDistance(a, b) / longest;
}

/** Letters to be put in, taken out or changed (Levenshtein). */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(replaced, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    previous = row;
  }
  return previous[b.length] ?? 0;
}
