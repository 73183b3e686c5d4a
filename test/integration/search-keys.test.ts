/** S13i: the key by which words and people are found can be changed, and what was found before is found after. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { isCarried, personTokens, queryTokens } from '../../application/keyed-tokens.ts';
import { customerQuery } from '../../application/registry/customer-tokens.ts';
import { renewTokens } from '../../application/tokens/renew-tokens.ts';
import {
  complaintsCalledFrom,
  complaintsOfPersons,
  findFingerprint,
  sameCustomers,
} from '../../db/cases/fingerprints.ts';
import { entriesByTokens } from '../../db/cases/vault.ts';
import { type TokenKeys, tokenKeyOf } from '../../db/derivations.ts';
import { customersByIdentities, searchCustomers } from '../../db/registry/customers.ts';
import { demandSearchKey, noteSchema } from '../../db/schema-number.ts';
import { latest } from '../../packs/load/load.ts';
import { complaintBody, opened } from '../support/api/complaints.ts';
import { enter, prepared } from '../support/api/registry-lab.ts';
import { type RunningApi, secret, startApi } from '../support/api/running-api.ts';

const organisation = 'courier';
const root = { id: 'root', secret: null };
const young = { id: '2027a', secret: 'a key of tokens that is long enough' };
const phone = '+966501234567';

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation] });
  await noteSchema(api.database);
});
afterAll(() => api.stop());

/** Everything that is found by a word, a person, a telephone and a likeness, with these keys. */
async function found(keys: TokenKeys, number: string) {
  const { database } = api;
  const key = tokenKeyOf(keys);
  const persons = personTokens(key, { phone });
  const own = await findFingerprint(database, organisation, number);
  const at = own?.at ?? '';
  const groups = customerQuery(key, 'علي كريم', 'SA');
  const numbers = (all: { number: string }[]) => all.map((one) => one.number).sort();
  return {
    words: numbers(await entriesByTokens(database, organisation, queryTokens(key, 'طردي'))),
    persons: await complaintsOfPersons(database, organisation, persons),
    called: await complaintsCalledFrom(database, organisation, personTokens(key, { phone: '+966507654321' })),
    same: numbers(await sameCustomers(database, { organisation, number: 'another', persons, at }, 1)),
    alike: queryTokens(key, 'طردي').every((token) => own?.words.includes(token)),
    customers: numbers(
      await searchCustomers(database, organisation, { tokens: groups, statuses: ['active'], limit: 10 }),
    ),
    known: numbers(await customersByIdentities(database, organisation, persons)),
  };
}

test('what is found by one key is found by the next one, once all tokens are made anew; a change that broke off is told', async () => {
  const { database } = api;
  const customer = { name: 'علي كريم (مثال)', phone, otherPhones: ['+966507654321'] };
  const fields = { ...(complaintBody(organisation).fields as object), details: 'لم يصل طردي (مثال)' };
  const { number } = await opened(api, organisation, { customer, fields });
  const contacts = [{ kind: 'mobile' as const, value: phone, verified: false }];
  const wishes = [{ customer: 'CO-K-1', base: 0, record: { name: 'علي كريم', contacts } }];
  await enter(database, 'CO-R-1', await prepared(database, 'CO-R-1', wishes, organisation), organisation);
  const before = await found({ secret }, number);
  expect(before).toEqual({
    ...{ words: [number], persons: [number], called: [number], same: [number], alike: true },
    ...{ customers: ['CO-K-1'], known: ['CO-K-1'] },
  });

  await demandSearchKey(database, undefined);
  const ring = [young, root];
  await expect(demandSearchKey(database, ring)).rejects.toThrow('made by the key root');
  const breaksOff = () => {
    throw new Error('the power has failed');
  };
  await expect(renewTokens(database, { secret, searchKeys: ring }, breaksOff)).rejects.toThrow('the power');
  await expect(demandSearchKey(database, ring)).rejects.toThrow('has broken off');
  await renewTokens(database, { secret, searchKeys: ring });

  await demandSearchKey(database, ring);
  await expect(demandSearchKey(database, [root, young])).rejects.toThrow('made by the key 2027a');
  expect(await found({ secret, searchKeys: ring }, number)).toEqual(before);
  expect(await found({ secret }, number)).toEqual({
    ...{ words: [], persons: [], called: [], same: [], alike: false, customers: [], known: [] },
  });
});

test('a case that carries a number by an earlier key is known by it as long as the key is in the list', async () => {
  const pack = latest(api.packs, organisation);
  if (!pack) throw new Error('there is no such pack');
  const fields = complaintBody(organisation).fields as Record<string, string>;
  const { view } = await opened(api, organisation);
  const token = view.detail.trackingToken ?? '';
  expect(isCarried(pack, { secret, searchKeys: [young, root] }, fields, token)).toBe(true);
  expect(isCarried(pack, { secret, searchKeys: [young] }, fields, token)).toBe(false);
});
