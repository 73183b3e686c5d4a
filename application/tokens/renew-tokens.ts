import type { CaseDocument } from '../../db/cases/cases.ts';
import { type FingerprintDocument, noteFingerprint } from '../../db/cases/fingerprints.ts';
import { readTexts, type VaultDocument } from '../../db/cases/vault.ts';
import type { Database } from '../../db/database.ts';
import { ringOf, type TokenKey, type TokenKeys, tokenKeyOf } from '../../db/derivations.ts';
import type { PolicyDocument } from '../../db/organisation/policies.ts';
import type { CustomerDocument } from '../../db/registry/customer-models.ts';
import { noteSearchKey } from '../../db/schema-number.ts';
import type { Pack } from '../../packs/schema.ts';
import { contactIn, customerEntry, telephonesOf } from '../cases/customer-contact.ts';
import { telephoneTokens } from '../keyed-tokens.ts';
import { tokensOfComplaint, tokensOfEntry } from './tokens-of.ts';

const batch = 200;

/**
 * Makes all tokens anew by the first of the search keys: of words, of customers, and of what complaints are compared by. No
 * process may write meanwhile. Broken off it is begun anew, and until then no process starts.
 * @param say called after each batch, with how many entries are done
 * @returns how many entries were gone through
 */
export async function renewTokens(database: Database, keys: TokenKeys, say = (_done: number) => {}): Promise<number> {
  await noteSearchKey(database, '');
  const key = tokenKeyOf(keys);
  const packs = (await database.policies.find({}).lean<PolicyDocument[]>()).map(({ pack }) => pack as Pack);
  let done = 0;
  const through = async (
    place: 'vault' | 'customers' | 'fingerprints',
    writesOf: (ids: string[]) => Promise<object[]>,
  ) => {
    for await (const ids of batchesOf(database, place)) {
      const writes = await writesOf(ids);
      if (writes.length > 0) await database[place].collection.bulkWrite(writes as never[], { ordered: false });
      done += ids.length;
      say(done);
    }
  };
  await through('vault', (ids) => renewedEntries(database, key, packs, ids));
  await through('customers', (ids) => renewedCustomers(database, ids));
  // They are named by tokens, and noted again with each complaint.
  await database.customerDays.collection.deleteMany({});
  await through('fingerprints', (ids) => renewedFingerprints(database, key, packs, ids));
  await noteSearchKey(database, ringOf(keys.searchKeys)[0].id);
  return done;
}

async function* batchesOf(database: Database, place: 'vault' | 'customers' | 'fingerprints'): AsyncGenerator<string[]> {
  const { collection } = database[place];
  for (let after = ''; ; ) {
    const page = collection.find({ _id: { $gt: after as never } }, { projection: { _id: 1 } });
    const found = await page.sort({ _id: 1 }).limit(batch).toArray();
    const ids = found.map(({ _id }) => String(_id));
    if (ids.length === 0) return;
    yield ids;
    after = ids.at(-1) ?? '';
  }
}

const setting = (_id: string, fields: object) => ({
  updateOne: { filter: { _id: _id as never }, update: { $set: fields } },
});

async function renewedEntries(database: Database, key: TokenKey, packs: readonly Pack[], ids: string[]) {
  const entries = await readTexts(database, ids);
  return entries.flatMap((entry) => {
    // An erased one has lost its tokens.
    const tokens = entry.erased ? null : tokensOfEntry(key, packs, entry);
    return tokens ? [setting(entry._id, tokens)] : [];
  });
}

/** A customer has the tokens of the record as it stands. */
async function renewedCustomers(database: Database, ids: string[]) {
  const customers = await database.customers.find({ _id: { $in: ids } }).lean<CustomerDocument[]>();
  const records = customers.flatMap(({ record }) => record?.id ?? []);
  const entries = await database.vault.find({ _id: { $in: records } }).lean<VaultDocument[]>();
  const byId = new Map(entries.map((entry) => [entry._id, entry]));
  return customers.flatMap(({ _id, record }) => {
    const entry = byId.get(record?.id ?? '');
    return entry ? [setting(_id, { tokens: entry.tokens, identities: entry.identities ?? [] })] : [];
  });
}

async function renewedFingerprints(database: Database, key: TokenKey, packs: readonly Pack[], ids: string[]) {
  const fingerprints = await database.fingerprints.find({ _id: { $in: ids } }).lean<FingerprintDocument[]>();
  const cases = await database.cases.find({ _id: { $in: ids } }).lean<CaseDocument[]>();
  const openings = await readTexts(
    database,
    fingerprints.map(({ number }) => `${number}/opening`),
  );
  return Promise.all(
    fingerprints.map(async (fingerprint) => {
      const { _id, organisation, number, reached } = fingerprint;
      const found = cases.find((one) => one._id === _id);
      const of = { organisation, policyVersion: found?.view.policyVersion };
      const opening = openings.find((one) => one.number === number);
      const renewed = tokensOfComplaint(key, packs, of, opening?.content) ?? { persons: [], words: [] };
      const contact = found && reached ? contactIn(await customerEntry(database, found)) : {};
      const again = reached ? { ...renewed, reached: telephoneTokens(key, telephonesOf(contact)) } : renewed;
      await noteFingerprint(database, { ...fingerprint, ...again });
      return setting(_id, again);
    }),
  );
}
