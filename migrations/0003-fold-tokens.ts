import { comparedWords, entryTokens, personTokens } from '../application/keyed-tokens.ts';
import { customerIdentities, customerSearchTokens } from '../application/registry/customer-tokens.ts';
import type { CaseDocument } from '../db/cases/cases.ts';
import { type FingerprintDocument, noteFingerprint } from '../db/cases/fingerprints.ts';
import type { VaultDocument } from '../db/cases/vault.ts';
import type { Database } from '../db/database.ts';
import type { PolicyDocument } from '../db/organisation/policies.ts';
import type { CustomerDocument } from '../db/registry/customer-models.ts';
import type { CustomerRecord } from '../domain/customer/record.ts';
import type { Pack } from '../packs/schema.ts';
import type { Migration, Progress } from './migration.ts';

const batch = 200;

/** Where the tokens of an earlier folding stand, in the order in which they are made anew. */
const places = ['vault', 'customers', 'fingerprints'] as const;
type Place = (typeof places)[number];

/**
 * Makes the tokens of all words, customers and complaints anew, by the folding and the rule for telephone numbers of today.
 * The texts in the vault are what they come from, and stay as they are: no digest covers a token.
 */
export const foldTokens: Migration = {
  to: 3,
  does: 'folds anew by what words and customers are found',
  async run({ database, secret }, progress) {
    const packs = (await database.policies.find({}).lean<PolicyDocument[]>()).map(({ pack }) => pack as Pack);
    const renew: Record<Place, (found: never[]) => Promise<void>> = {
      vault: (found) => renewEntries(database, secret, packs, found),
      customers: (found) => renewCustomers(database, found),
      fingerprints: (found) => renewFingerprints(database, secret, packs, found),
    };
    for (const place of remaining(progress)) await throughAll(database, place, progress, renew[place]);
  },
};

/** Where it is to go on: all that stands before it is done. */
function remaining({ mark }: Progress): Place[] {
  const at = places.findIndex((place) => mark?.startsWith(`${place} `));
  return places.slice(Math.max(at, 0));
}

async function throughAll(
  database: Database,
  place: Place,
  { mark, note }: Progress,
  renew: (found: never[]) => Promise<void>,
): Promise<void> {
  const begun = `${place} `;
  for (let after = mark?.startsWith(begun) ? mark.slice(begun.length) : ''; ; ) {
    const found = await database[place].collection
      .find({ _id: { $gt: after as never } })
      .sort({ _id: 1 })
      .limit(batch)
      .toArray();
    const last = found.at(-1)?._id;
    if (last === undefined) return;
    await renew(found as never[]);
    after = String(last);
    await note(begun + after);
  }
}

async function renewEntries(
  database: Database,
  secret: string,
  packs: readonly Pack[],
  found: VaultDocument[],
): Promise<void> {
  for (const entry of found) {
    const tokens = tokensOf(secret, packs, entry);
    if (tokens) await database.vault.collection.updateOne({ _id: entry._id as never }, { $set: tokens });
  }
}

/** Null for what nobody searches. */
function tokensOf(
  secret: string,
  packs: readonly Pack[],
  entry: VaultDocument,
): Pick<VaultDocument, 'tokens' | 'identities'> | null {
  const { organisation, personId, content, identities } = entry;
  if (personId === null || identities === undefined) {
    const tokens = entryTokens(secret, entry);
    return tokens && { tokens };
  }
  const country = newest(packs, organisation)?.country;
  if (country === undefined) return null;
  const record = content as unknown as CustomerRecord;
  return {
    tokens: customerSearchTokens(secret, personId, record, country),
    identities: customerIdentities(secret, record),
  };
}

/** A customer has the tokens of the record as it stands. */
async function renewCustomers(database: Database, found: CustomerDocument[]): Promise<void> {
  const ids = found.flatMap(({ record }) => record?.id ?? []);
  const entries = await database.vault.find({ _id: { $in: ids } }).lean<VaultDocument[]>();
  const byId = new Map(entries.map((entry) => [entry._id, entry]));
  for (const { _id, record } of found) {
    const entry = byId.get(record?.id ?? '');
    if (!entry) continue;
    const { tokens, identities = [] } = entry;
    await database.customers.collection.updateOne({ _id: _id as never }, { $set: { tokens, identities } });
  }
}

async function renewFingerprints(
  database: Database,
  secret: string,
  packs: readonly Pack[],
  found: FingerprintDocument[],
): Promise<void> {
  const cases = await database.cases.find({ _id: { $in: found.map(({ _id }) => _id) } }).lean<CaseDocument[]>();
  const versions = new Map(cases.map(({ _id, view }) => [_id, view.policyVersion]));
  const ids = found.map(({ number }) => `${number}/opening`);
  const entries = await database.vault.find({ _id: { $in: ids } }).lean<VaultDocument[]>();
  const openings = new Map(entries.map((entry) => [entry.number, entry.content]));
  for (const fingerprint of found) {
    const { _id, organisation, number } = fingerprint;
    const { customer, fields } = (openings.get(number) ?? {}) as {
      customer?: Record<string, unknown>;
      fields?: Record<string, string>;
    };
    const pack = packs.find((one) => one.id === organisation && one.version === versions.get(_id));
    const compared = pack ?? newest(packs, organisation);
    if (!fields || !compared) continue;
    const renewed = { persons: personTokens(secret, customer ?? {}), words: comparedWords(compared, secret, fields) };
    await database.fingerprints.collection.updateOne({ _id: _id as never }, { $set: renewed });
    // By the day and the token of the person it is found, so it is noted there as well.
    await noteFingerprint(database, { ...fingerprint, ...renewed });
  }
}

function newest(packs: readonly Pack[], organisation: string): Pack | undefined {
  return packs.filter(({ id }) => id === organisation).sort((a, b) => b.version - a.version)[0];
}
