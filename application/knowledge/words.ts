/** The words by which entries are found. They are public once an entry is, so they stand in plain. */
import type { KnowledgeContent } from '../../domain/knowledge/entry.ts';
import { searchWords } from '../keyed-tokens.ts';

/** The article, with what is written together with it; of what is left, three letters at least. */
const article = /^[وف]?(?:[بك]?ال|لل)(?=\p{L}{3})/u;

export const withArticle = 'ال';

/** A folded word without its article: people ask for `شكوى` and mean `الشكوى`. */
export const bareWord = (word: string): string => word.replace(article, '');

const shortestBeginning = 3;
const beginningsOf = (word: string): string[] =>
  Array.from({ length: Math.max(0, word.length - shortestBeginning) }, (_, at) =>
    word.slice(0, shortestBeginning + at),
  );

/** Words of an entry, without articles; those of the question by their beginnings too. */
export function entryWords({ question, answer }: KnowledgeContent): string[] {
  const asked = searchWords(`${question.ar} ${question.en}`).map(bareWord);
  const answered = searchWords(`${answer.ar} ${answer.en}`).map(bareWord);
  return [...new Set([...asked, ...asked.flatMap(beginningsOf), ...answered])];
}

/** The words that an entry must all have to be found by this text. */
export const wantedWords = (text: string): string[] => searchWords(text).map(bareWord);
