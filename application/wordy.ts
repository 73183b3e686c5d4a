import { foldedText } from '../domain/written-text.ts';
import { text } from './text.ts';

/** The different words of a text as they are compared: a word that is written three times is one. */
const wordsIn = (given: string): Set<string> =>
  new Set(
    foldedText(given)
      .split(/[^\p{L}\p{M}\p{N}]+/u)
      .filter((word) => /\p{L}{2}/u.test(word)),
  );

/** A text of so many different words at least. If a reason is owed, `no` is none (N-12, G-09). */
export function saying(words: number) {
  return text.refine((given) => saysEnough(given, words), { error: `says it in ${words} words at least` });
}

export function saysEnough(given: string, words: number): boolean {
  return wordsIn(given).size >= words;
}

/** True if one text says something that the other does not: copied words say nothing new. */
export function saysMore(given: string, than: string, words: number): boolean {
  const known = wordsIn(than);
  return [...wordsIn(given)].filter((word) => !known.has(word)).length >= words;
}
