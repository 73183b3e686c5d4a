/** What texts of a file mean: first as they are written exactly, then as people write them. Pure. */
import { asciiDigits, withoutArticle } from '../../domain/written-text.ts';
import { searchWords } from '../keyed-tokens.ts';

/** The meaning of a text, or undefined if it has none, or more than one. */
export type KnownTexts<T> = (text: string) => T | undefined;

/** A title or a value as it is compared: people write hamza, article, case and signs as they like. */
function comparable(text: string): string {
  return searchWords(text).map(withoutArticle).join(' ');
}

function exact(text: string): string {
  return asciiDigits(text).normalize('NFC').replace(/\s+/g, ' ').trim();
}

const folded = (text: string): string => exact(text).toLowerCase();

type Texts<T> = readonly (readonly [text: string, meaning: T])[];

/**
 * Looks texts up, the exact one first. Two of them may differ only by a sign, a letter or a figure (A+ and A-, level 1
 * and level 2). What is left of both then says neither. If a text stands in several lists, the first counts.
 */
export function knownTexts<T>(...lists: Texts<T>[]): KnownTexts<T> {
  const ways = [exact, folded, comparable].flatMap((way) =>
    lists.map((list) => ({ way, known: unambiguous(list, way) })),
  );
  return (text) => {
    const found = ways.find(({ way, known }) => known.has(way(text)));
    return found?.known.get(found.way(text));
  };
}

/** A text that means two things is known, and means nothing: no looser way may choose for it. */
function unambiguous<T>(texts: Texts<T>, way: (text: string) => string): Map<string, T | undefined> {
  const known = new Map<string, T | undefined>();
  for (const [text, meaning] of texts) {
    const key = way(text);
    if (key !== '') known.set(key, known.has(key) && known.get(key) !== meaning ? undefined : meaning);
  }
  return known;
}
