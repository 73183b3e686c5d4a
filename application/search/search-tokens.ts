import { derivedFromText } from '../../db/derivations.ts';
import { foldedText } from '../../domain/folded-text.ts';

/** Words of a text as they are searched by, each once: folded, in lower case, with ASCII digits. */
export function searchWords(text: string): string[] {
  return [...new Set(wordsInOrder(text))];
}

/** The same in their order, however often each stands there. */
export function wordsInOrder(text: string): string[] {
  return foldedText(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 1);
}

const shortestPrefix = 3;

/**
 * Keyed tokens of texts: an HMAC of each word and of its prefixes from three letters on. The vault can be searched by them.
 * It gives nothing away without the key.
 */
export function searchTokens(secret: string, texts: readonly string[]): string[] {
  const words = texts.flatMap(searchWords).map((word) => word.slice(0, 20));
  const prefixes = words.flatMap((word) =>
    Array.from({ length: Math.max(0, word.length - shortestPrefix) }, (_, index) =>
      word.slice(0, shortestPrefix + index),
    ),
  );
  return [...new Set([...words, ...prefixes])].map((word) => searchToken(secret, word));
}

/** The tokens that a found text must all have. */
export function queryTokens(secret: string, query: string): string[] {
  return searchWords(query).map((word) => searchToken(secret, word.slice(0, 20)));
}

/** The keyed token of one word as it stands. */
export function searchToken(secret: string, word: string): string {
  return derivedFromText(secret, 'search', word).toString('base64url').slice(0, 16);
}
