import { tokensOfComplaint, tokensOfEntry } from '../../application/tokens/tokens-of.ts';
import type { CaseDocument } from '../../db/cases/cases.ts';
import { type FingerprintDocument, noteFingerprint } from '../../db/cases/fingerprints.ts';
import type { VaultDocument } from '../../db/cases/vault.ts';
import type { Database } from '../../db/database.ts';
import { type TokenKey, tokenKeyOf } from '../../db/derivations.ts';
import type { PolicyDocument } from '../../db/organisation/policies.ts';
import type { CustomerDocument } from '../../db/registry/customer-models.ts';
import type { Pack } from '../../packs/schema.ts';
import type { Migration, Progress } from '../migration.ts';

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
    const key = tokenKeyOf({ secret });
    const packs = (await database.policies.find({}).lean<PolicyDocument[]>()).map(({ pack }) => pack as Pack);
    const renew: Record<Place, (found: never[]) => Promise<void>> = {
      vault: (found) => renewEntries(database, key, packs, found),
      customers: (found) => renewCustomers(database, found),
      fingerprints: (found) => renewFingerprints(database, key, packs, found),
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
  key: TokenKey,
  packs: readonly Pack[],
  found: VaultDocument[],
): Promise<void> {
  for (const entry of found) {
    const tokens = tokensOfEntry(key, packs, entry);
    if (tokens) await database.vault.collection.updateOne({ _id: entry._id as never }, { $set: tokens });
  }
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
  key: TokenKey,
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
    const renewed = tokensOfComplaint(
      key,
      packs,
      { organisation, policyVersion: versions.get(_id) },
      openings.get(number),
    );
    if (!renewed) continue;
    await database.fingerprints.collection.updateOne({ _id: _id as never }, { $set: renewed });
    // By the day and the token of the person it is found, so it is noted there as well.
    await noteFingerprint(database, { ...fingerprint, ...renewed });
  }
}
