import { text } from '../cases/command-definition.ts';

const wordsIn = (given: string): number => given.split(/\s+/u).filter((word) => /\p{L}{2}/u.test(word)).length;

/** A text of so many words at least: where a reason is owed, `no` is none (N-12, G-09). */
export function saying(words: number) {
  return text.refine((given) => saysEnough(given, words), { error: `says it in ${words} words at least` });
}

export function saysEnough(given: string, words: number): boolean {
  return wordsIn(given) >= words;
}
