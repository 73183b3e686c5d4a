/** What words in the vault are found by: their keyed tokens, by the one folding of today. */
import { searchTokens } from './search-tokens.ts';

type Content = Record<string, unknown>;

/** Of the words that a case begins with: its number and whose it is as well. */
export function openingTokens(secret: string, number: string, content: Content): string[] {
  const { name } = (content.customer ?? {}) as { name?: unknown };
  return searchTokens(secret, [number, typeof name === 'string' ? name : '', ...textsIn(content)]);
}

/** Of the words that a command brought. */
export function commandTokens(secret: string, content: Content): string[] {
  return searchTokens(secret, textsIn(content));
}

/** Of an entry as it stands; null for one that nobody searches, such as a form. */
export function entryTokens(
  secret: string,
  { _id, number, content }: { _id: string; number: string; content: Content },
): string[] | null {
  if (_id === `${number}/opening`) return openingTokens(secret, number, content);
  return typeof content.command === 'string' ? commandTokens(secret, content) : null;
}

function textsIn({ text, fields }: Content): string[] {
  const values = typeof fields === 'object' && fields !== null ? Object.values(fields) : [];
  return [text, ...values].filter((value): value is string => typeof value === 'string');
}
