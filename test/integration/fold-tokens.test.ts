import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { personTokens, queryTokens, searchToken } from '../../application/keyed-tokens.ts';
import { customerQuery } from '../../application/registry/customer-tokens.ts';
import { complaintsOfPersons, noteFingerprint, sameCustomers } from '../../db/cases/fingerprints.ts';
import { entriesByTokens, type VaultDocument } from '../../db/cases/vault.ts';
import { connectMongoDB } from '../../db/connect.ts';
import { type Database, databaseOn } from '../../db/database.ts';
import { tokenKeyOf } from '../../db/derivations.ts';
import { addPolicy } from '../../db/organisation/policies.ts';
import { type SchemaDocument, schemaId } from '../../db/schema-number.ts';
import { emptyRecord } from '../../domain/customer/record.ts';
import { migrate } from '../../migrations/migrate.ts';
import type { Migration } from '../../migrations/migration.ts';
import { foldTokens } from '../../migrations/steps/0003-fold-tokens.ts';
import { latest } from '../../packs/load/load.ts';
import { storeEarlierWords } from '../support/samples/earlier-words.ts';
import { masterKeys } from '../support/samples/master-keys.ts';
import { ownPolicies } from '../support/samples/own-policies.ts';

const secret = 'of the tests';
const tokenKey = tokenKeyOf({ secret });
const organisation = 'courier';
const at = '2026-01-01T08:00:00.000Z';
/** As an earlier release kept it: Persian letters and digits as they came, so that nobody found them otherwise. */
const earlier = (...words: string[]) => words.map((word) => searchToken(tokenKey, word));

let database: Database;
beforeAll(async () => {
  database = databaseOn(
    await connectMongoDB((process.env.MONGODB_URI ?? '').replace(/\/[^/]*$/, `/fold-${randomUUID()}`)),
    masterKeys,
  );
  const pack = latest(ownPolicies().packs, organisation);
  if (!pack) throw new Error('there is no such pack');
  await addPolicy(database, { organisation, version: pack.version, hash: '', pack } as never);
  await database.schemas.collection.insertOne({ _id: schemaId, number: 2 } as never);
  for (let n = 0; n < 250; n += 1) await keepCommand(`CO-C-${10_000 + n}-000000`, 'الطرد متأخر');
  await keepCommand('CO-C-20000-000000', 'عند علی');
  await keep('CO-C-20001-000000', 'opening', {
    customer: { name: 'علی کریم', phone: '۰۵۰۱۲۳۴۵۶۷' },
    fields: { details: 'لم یصل' },
    by: 'x',
  });
  await keep('CO-R-20002-000000', 'opening/form', { action: 'new', writes: [], note: 'علی', by: 'x' });
  await noteFingerprint(database, {
    ...{ organisation, number: 'CO-C-20001-000000', category: 'delay', at },
    ...{ persons: ['an earlier token'], words: earlier('یصل') },
  });
  const record = await keepRecord();
  const customer = { organisation, number: 'CO-P-20003-000000', version: 1, record, ...old };
  await database.customers.collection.insertOne({ _id: `${organisation}/CO-P-20003-000000`, ...customer } as never);
});
afterAll(async () => {
  await database.connection.dropDatabase();
  await database.connection.close();
});

const old = { tokens: earlier('علی', 'کریم'), identities: ['an earlier token'] };
const keep = (number: string, name: string, content: Record<string, unknown>, more: object = {}) =>
  storeEarlierWords(database, {
    ...{ _id: `${number}/${name}`, organisation, number, personId: null, content, createdAt: at },
    ...{ tokens: earlier('علی') },
    ...more,
  });
const keepCommand = (number: string, text: string) => keep(number, 'a-command', { text, command: 'note', by: 'x' });
const keepRecord = () => {
  const record = {
    ...emptyRecord,
    name: 'علی کریم',
    contacts: [{ kind: 'mobile', value: '۰۵۰۱۲۳۴۵۶۷', verified: false }],
  };
  return keep('CO-R-20003-000000', 'opening/CO-P-20003-000000/0', record, { personId: 'CO-P-20003-000000', ...old });
};

const found = async (text: string) => [
  ...new Set((await entriesByTokens(database, organisation, queryTokens(tokenKey, text))).map(({ number }) => number)),
];

test('R9: a migration that breaks off folds anew, on its second run, by what words, customers and complaints are found', async () => {
  const before = await database.vault.find().lean<VaultDocument[]>();
  expect(await found('علي')).toEqual([]);

  // The power fails after the second batch of the vault has been noted.
  let notes = 0;
  const failing: Migration = {
    ...foldTokens,
    run: (around, { mark, note }) =>
      foldTokens.run(around, {
        mark,
        note: async (noted) => {
          await note(noted);
          notes += 1;
          if (notes === 2) throw new Error('the power has failed');
        },
      }),
  };
  await expect(migrate({ database, secret, dataDir: undefined }, { steps: [failing] })).rejects.toThrow('the power');
  const halfWay = await database.schemas.findById(schemaId).lean<SchemaDocument>();
  expect(halfWay).toMatchObject({ number: 2, mark: expect.stringMatching(/^vault CO-/) });
  expect(await migrate({ database, secret, dataDir: undefined }, { steps: [foldTokens] })).toBe(2);

  expect((await found('علي')).sort()).toEqual(['CO-C-20000-000000', 'CO-C-20001-000000', 'CO-R-20003-000000']);
  expect(await found('متاخر')).toHaveLength(250);
  const [customer] = await database.customers.find({
    $and: customerQuery(tokenKey, 'علي كريم', 'SA').map((tokens) => ({ tokens: { $in: tokens } })),
  });
  expect(customer?.number).toBe('CO-P-20003-000000');
  const persons = personTokens(tokenKey, { phone: '+966501234567' });
  expect(customer?.identities).toEqual(expect.arrayContaining(persons));
  expect(await complaintsOfPersons(database, organisation, persons)).toEqual(['CO-C-20001-000000']);
  const [alike] = await sameCustomers(database, { organisation, number: 'another', persons, at }, 1);
  expect(alike?.words).toEqual(expect.arrayContaining(queryTokens(tokenKey, 'يصل')));

  // Of the words themselves nothing has changed, and what nobody searches is as it was.
  const after = await database.vault.find().lean<VaultDocument[]>();
  const ofWords = (all: VaultDocument[]) => all.map(({ _id, digest, content }) => [_id, digest, content]);
  expect(ofWords(after)).toEqual(ofWords(before));
  expect(after.find(({ number }) => number === 'CO-R-20002-000000')?.tokens).toEqual(earlier('علی'));
});
