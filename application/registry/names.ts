/** How names are compared: people write one name in many ways, in Arabic and in Latin letters. */
import { withoutArticle } from '../../domain/written-text.ts';
import { wordsInOrder } from '../keyed-tokens.ts';

/** Words between names that some write and others leave out. */
const particles = new Set(['بن', 'ابن', 'بنت', 'bin', 'ibn', 'bint', 'ben', 'al', 'el']);

/** Words that are one name with the next one, which some write apart and others together: عبد الله and عبدالله. */
const joining = new Set(['عبد', 'ابو', 'ال', 'abd', 'abdul', 'abdel', 'abdal', 'abu']);

/** The words of a name as they are compared: folded, without particles, accents and the Arabic article. */
export function nameWords(name: string): string[] {
  return [...new Set(comparedWords(joinedWords(plainWords(name))))];
}

/** The same with each word apart, as it is written. */
export function writtenWords(name: string): string[] {
  return [...new Set(comparedWords(plainWords(name)))];
}

const plainWords = (name: string): string[] => wordsInOrder(name.normalize('NFD').replace(/[\u0300-\u036f]/g, ''));
const comparedWords = (words: string[]): string[] => words.filter((word) => !particles.has(word)).map(withoutArticle);

/** The words with those that are one name with the next one joined to it. */
export function joinedWords(words: readonly string[]): string[] {
  const joined: string[] = [];
  let before = '';
  for (const [at, word] of words.entries()) {
    // After such a word the Latin article is written apart as well: Abd al-Rahman.
    const isOpen = joining.has(word) || (before !== '' && /^[aeu]l$/.test(word));
    if (isOpen && at < words.length - 1) before += word;
    else {
      joined.push(before + word);
      before = '';
    }
  }
  return joined;
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

/** A name as it is compared, for one that is compared with many. */
export function comparableName(name: string): string {
  return nameWords(name).join(' ');
}

/** How alike two comparable names are, from 0 to 1, by the letters that would have to be changed; the order of words counts. */
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
