import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { enterRecord } from '../../activities/cases/enter-record.ts';
import { storeText } from '../../db/cases/vault.ts';
import type { Database } from '../../db/database.ts';
import { findCustomer } from '../../db/registry/customers.ts';
import type { RegistryForm, RegistryWrite } from '../../domain/customer/record.ts';
import { changesOf, organisation, prepared, registryDatabase } from '../support/api/registry-lab.ts';
import { changeWords } from '../support/samples/changed-words.ts';

let database: Database;
beforeAll(async () => {
  database = await registryDatabase();
});
afterAll(() => database.connection.close());

/** Keeps a form and asks for its entering. */
async function requestOf(change: string, writes: RegistryWrite[], more: Partial<RegistryForm> = {}) {
  const content = { action: 'new', writes, fields: null, alike: [], ...more };
  const entry = { _id: `${change}/form`, organisation, number: change, personId: null, content, tokens: [] };
  const form = await storeText(database, { ...entry, createdAt: '2026-03-01T06:00:00Z' });
  return { organisation, change, form, by: 'steward', standingInFor: 'deputy', at: '2026-03-02T06:00:00Z' };
}

test('an approved form is entered, and the reply names at most twenty of many', async () => {
  const wishes = Array.from({ length: 25 }, (_, index) => ({ customer: `P-A-${index}`, base: 0 }));
  const request = await requestOf('R-A', await prepared(database, 'R-A', wishes));
  const reply = await enterRecord(database, request);
  expect({ ...reply, customers: reply.customers.length }).toEqual({ outcome: 'entered', count: 25, customers: 20 });
  expect(await changesOf(database, 'P-A-24')).toEqual(['R-A']);
  expect(await enterRecord(database, request)).toEqual(reply);
});

test('a form that is not the approved one fails for good, and enters nothing', async () => {
  const request = await requestOf('R-B', await prepared(database, 'R-B', [{ customer: 'P-B', base: 0 }]));
  const other = { ...request, form: { ...request.form, digest: '0'.repeat(64) } };
  await expect(enterRecord(database, other)).rejects.toMatchObject({ type: 'DigestMismatch', nonRetryable: true });
  expect(await findCustomer(database, organisation, 'P-B')).toBeNull();
});

test('a record that was changed in the vault fails for good, and enters nothing', async () => {
  const request = await requestOf('R-C', await prepared(database, 'R-C', [{ customer: 'P-C', base: 0 }]));
  await changeWords(database, 'R-C/P-C', (record) => ({ ...record, name: 'غيره' }));
  await expect(enterRecord(database, request)).rejects.toMatchObject({ type: 'DigestMismatch', nonRetryable: true });
  expect(await findCustomer(database, organisation, 'P-C')).toBeNull();
});

test('a form with a fault fails for good', async () => {
  const wishes = [{ customer: 'P-D', base: 1, status: 'merged' as const, mergedInto: 'P-E' }];
  const request = await requestOf('R-D', await prepared(database, 'R-D', wishes));
  await expect(enterRecord(database, request)).rejects.toMatchObject({ type: 'UnfitForm', nonRetryable: true });
});

test('a change of the fields is entered as the next list of them', async () => {
  const fields = [{ name: 'tribe', title: { ar: 'القبيلة', en: 'Tribe' }, required: false, choices: null }];
  const request = await requestOf('R-F', [], { action: 'fields', fields: { base: 0, fields } });
  const entered = { outcome: 'entered', count: 1, customers: [{ customer: 'fields', version: 1 }] };
  expect(await enterRecord(database, request)).toEqual(entered);
  const late = await requestOf('R-G', [], { action: 'fields', fields: { base: 0, fields: [] } });
  const stale = { outcome: 'stale', count: 1, customers: [{ customer: 'fields', base: 0, now: 1 }] };
  expect(await enterRecord(database, late)).toEqual(stale);
});
