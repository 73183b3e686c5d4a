import { z } from 'zod';
import type { VaultDocument } from '../../db/cases/vault.ts';
import { readTexts } from '../../db/cases/vault.ts';
import { tokenKeyOf } from '../../db/derivations.ts';
import type { CustomerDocument } from '../../db/registry/customer-models.ts';
import { findCustomers, searchCustomers } from '../../db/registry/customers.ts';
import type { CustomerRecord } from '../../domain/customer/record.ts';
import type { ListedFields } from '../../domain/personal-class.ts';
import type { Call } from '../call.ts';
import { isCaseNumber } from '../cases/case-number.ts';
import { changedSince, changeKey, changePlace, nextChangedSince, storedInstant } from '../changed-since.ts';
import { pageQuery } from '../page-query.ts';
import { reasonOfLook } from '../reason-of-look.ts';
import { Refused } from '../refused.ts';
import { asWritten, customerQuery } from './customer-tokens.ts';
import { lookAtCustomers } from './readers.ts';

export const CustomerListQuery = z.object({
  ...pageQuery,
  changedSince,
  text: z
    .string()
    .min(2)
    .max(200)
    .optional()
    .meta({ description: 'A number, words of a name or their beginnings, a telephone number, an e-mail address.' }),
  reason: reasonOfLook,
  class: z.string().max(200).optional().meta({ description: 'Classes of the policy, separated by commas.' }),
  programme: z.string().min(1).max(100).optional().meta({
    description: 'Code of a programme: those who have joined it (B-04).',
  }),
  status: z
    .enum(['active', 'inactive', 'merged'])
    .optional()
    .meta({ description: 'Left out: all but merged; with `changedSince` all.' }),
});
type Wanted = z.infer<typeof CustomerListQuery>;

/** A page of customers, in the order of their numbers or of their changes. The look is recorded. */
export async function listCustomers(call: Call<Wanted>) {
  const { dependencies, pack, query, receivedAt } = call;
  await lookAtCustomers(call, 'customers', 'names of customers in a list');
  const { database } = dependencies;
  const found = await foundBy(dependencies, pack, query);
  const page = found.slice(0, query.limit);
  const entries = await readTexts(
    database,
    page.map(({ record }) => record.id),
  );
  const byId = new Map(entries.map((entry) => [entry._id, entry]));
  const last = page.at(-1);
  return {
    items: page.map((customer) => customerItem(customer, byId.get(customer.record.id))),
    nextCursor: found.length > query.limit && last ? cursorAfter(last, query) : null,
    // The order of the numbers never changes: a copy made in it goes on with what changed since.
    changedUntil: query.cursor === undefined ? nextChangedSince(receivedAt) : null,
  };
}

/** The page and, if there is a next one, the customer with whom it begins. */
async function foundBy(
  { database, ...keys }: Call['dependencies'],
  pack: Call['pack'],
  { text, class: classes, programme, status, cursor, changedSince, limit }: Wanted,
): Promise<CustomerDocument[]> {
  const number = asWritten(text ?? '').toUpperCase();
  if (isCaseNumber(number)) return findCustomers(database, pack.id, [number]);
  const change = cursor === undefined ? null : changePlace(Buffer.from(cursor, 'base64url').toString());
  const isGiven = changedSince === undefined ? isCaseNumber(cursor ?? '') : change !== null;
  if (cursor !== undefined && !isGiven) {
    throw new Refused('InvalidQuery', 'The cursor is not one that this list gave.');
  }
  const tokens = text === undefined ? [] : customerQuery(tokenKeyOf(keys), text, pack.country);
  if (text !== undefined && tokens.length === 0) return [];
  return searchCustomers(database, pack.id, {
    tokens,
    ...(classes ? { classes: classes.split(',') } : {}),
    ...(programme === undefined ? {} : { programme }),
    statuses: status ? [status] : changedSince ? ['active', 'inactive', 'merged'] : ['active', 'inactive'],
    ...(changedSince ? { changed: { since: storedInstant(changedSince), after: change } } : {}),
    ...(cursor && !changedSince ? { after: cursor } : {}),
    limit: limit + 1,
  });
}

function cursorAfter({ number, _id, changedAt = '' }: CustomerDocument, { changedSince }: Wanted): string {
  return changedSince === undefined ? number : Buffer.from(changeKey({ changedAt, _id })).toString('base64url');
}

/** A customer in a list: no more of the person than the name. */
export type CustomerItem = Pick<
  CustomerDocument,
  'number' | 'party' | 'classes' | 'status' | 'mergedInto' | 'version'
> & { name: string };

/** What of it says something about a person. */
export const customerItemFields: ListedFields<CustomerItem> = {
  ...{ number: 'open', party: 'open', classes: 'open', status: 'open', mergedInto: 'open', version: 'open' },
  name: 'names',
};

function customerItem(
  { number, party, classes, status, mergedInto, version }: CustomerDocument,
  entry: VaultDocument | undefined,
): CustomerItem {
  const name = (entry?.content as unknown as CustomerRecord | undefined)?.name ?? '';
  return { number, name, party, classes, status, mergedInto, version };
}
