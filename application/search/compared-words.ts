import type { Pack } from '../../packs/schema.ts';
import { queryTokens } from './search-tokens.ts';

/** The keyed tokens of the words that the policy has compared, each word once. */
export function comparedWords(
  { kinds }: Pick<Pack, 'kinds'>,
  secret: string,
  fields: Readonly<Record<string, string>>,
): string[] {
  const { compare } = kinds.complaint.duplicates;
  const texts = Object.entries(fields).filter(([field]) => compare.length === 0 || compare.includes(field));
  return [...new Set(texts.flatMap(([, words]) => queryTokens(secret, words)))].slice(0, 500);
}
