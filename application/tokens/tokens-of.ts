/** The keyed tokens that words, customers and complaints have, made of their texts anew. */

import type { FingerprintDocument } from '../../db/cases/fingerprints.ts';
import type { VaultDocument } from '../../db/cases/vault.ts';
import type { TokenKey } from '../../db/derivations.ts';
import type { CustomerRecord } from '../../domain/customer/record.ts';
import type { Pack } from '../../packs/schema.ts';
import { comparedWords, entryTokens, personTokens } from '../keyed-tokens.ts';
import { customerIdentities, customerSearchTokens } from '../registry/customer-tokens.ts';

/** Of an entry of the vault; null for what nobody searches. */
export function tokensOfEntry(
  key: TokenKey,
  packs: readonly Pack[],
  entry: Pick<VaultDocument, '_id' | 'organisation' | 'number' | 'personId' | 'content' | 'identities'>,
): Pick<VaultDocument, 'tokens' | 'identities'> | null {
  const { organisation, personId, content, identities } = entry;
  if (personId === null || identities === undefined) {
    const tokens = entryTokens(key, entry);
    return tokens && { tokens };
  }
  const country = newest(packs, organisation)?.country;
  if (country === undefined) return null;
  const record = content as unknown as CustomerRecord;
  return {
    tokens: customerSearchTokens(key, personId, record, country),
    identities: customerIdentities(key, record),
  };
}

/** What a complaint is compared by, of the words with which it began; null if there are none. */
export function tokensOfComplaint(
  key: TokenKey,
  packs: readonly Pack[],
  { organisation, policyVersion }: { organisation: string; policyVersion: number | undefined },
  opening: Record<string, unknown> | undefined,
): Pick<FingerprintDocument, 'persons' | 'words'> | null {
  const { customer, fields } = (opening ?? {}) as {
    customer?: Record<string, unknown>;
    fields?: Record<string, string>;
  };
  const pack = packs.find((one) => one.id === organisation && one.version === policyVersion);
  const compared = pack ?? newest(packs, organisation);
  if (!fields || !compared) return null;
  return { persons: personTokens(key, customer ?? {}), words: comparedWords(compared, key, fields) };
}

function newest(packs: readonly Pack[], organisation: string): Pack | undefined {
  return packs.filter(({ id }) => id === organisation).sort((a, b) => b.version - a.version)[0];
}
