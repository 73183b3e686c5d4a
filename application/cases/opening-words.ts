/** The words with which a case begins. */

import { storeText } from '../../db/cases/vault.ts';
import { type TokenKeys, tokenKeyOf } from '../../db/derivations.ts';
import type { VaultTextRef } from '../../domain/case/command.ts';
import type { OpeningDependencies } from '../dependencies.ts';
import { openingTokens } from '../keyed-tokens.ts';

/** Keeps them in the vault with the tokens by which they are found. `at`: when the request came, UTC. */
export function keepOpeningWords(
  { database, ...keys }: Pick<OpeningDependencies, 'database' | keyof TokenKeys>,
  { organisation, number, at }: { organisation: string; number: string; at: string },
  content: Record<string, unknown>,
): Promise<VaultTextRef> {
  const tokens = openingTokens(tokenKeyOf(keys), number, content);
  const words = { _id: `${number}/opening`, organisation, number, personId: null, content, tokens, createdAt: at };
  return storeText(database, words, true);
}

/** Keeps a text with which somebody may begin a case; null if they gave none. */
export async function keepOptionalWords(
  dependencies: Parameters<typeof keepOpeningWords>[0],
  of: Parameters<typeof keepOpeningWords>[1],
  { text, by }: { text: string | undefined; by: string },
): Promise<VaultTextRef | null> {
  return text === undefined ? null : keepOpeningWords(dependencies, of, { text, by });
}
