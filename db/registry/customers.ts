import type { QueryFilter } from 'mongoose';
import type { CustomerStatus } from '../../domain/customer/record.ts';
import type { Database } from '../database.ts';
import type { CustomerDocument } from './customer-models.ts';

/** The `_id` of a customer. */
export function customerId(organisation: string, number: string): string {
  return `${organisation}/${number}`;
}

/** Customers as they stand, in no order; those whose first version is not entered yet are not there. */
export async function findCustomers(
  database: Database,
  organisation: string,
  numbers: readonly string[],
): Promise<CustomerDocument[]> {
  const _id = { $in: [...new Set(numbers)].map((number) => customerId(organisation, number)) };
  return database.customers.find({ _id, version: { $gt: 0 } }).lean<CustomerDocument[]>();
}

/** The customer under this very number, merged or not; null if there is none. */
export async function findCustomer(
  database: Database,
  organisation: string,
  number: string,
): Promise<CustomerDocument | null> {
  const [found] = await findCustomers(database, organisation, [number]);
  return found ?? null;
}

/** Where a number leads: to its own customer, or to the one into whom that customer was merged, however often (N-19). */
export async function survivorOf(
  database: Database,
  organisation: string,
  number: string,
): Promise<CustomerDocument | null> {
  const passed = new Set<string>();
  for (let next = number; !passed.has(next); ) {
    passed.add(next);
    const found = await findCustomer(database, organisation, next);
    if (!found || found.mergedInto === null) return found;
    next = found.mergedInto;
  }
  throw new Error(`customer ${number} is merged in a circle`);
}

/**
 * All numbers of one customer, found by any of them. First comes the number under which the customer goes on, then those
 * that have been merged into it, however often. A number that nobody has stands alone.
 */
export async function numbersOf(database: Database, organisation: string, number: string): Promise<string[]> {
  const goesOn = (await survivorOf(database, organisation, number))?.number ?? number;
  const numbers = new Set([goesOn]);
  for (let latest = [goesOn]; latest.length > 0; ) {
    const merged = await database.customers
      .find({ organisation, mergedInto: { $in: latest } }, { number: 1 })
      .lean<Pick<CustomerDocument, 'number'>[]>();
    latest = merged.map((one) => one.number).filter((one) => !numbers.has(one));
    for (const one of latest) numbers.add(one);
  }
  return [...numbers];
}

/** What customers are looked for by; all of it must hold. */
export interface CustomerSearch {
  /** Groups of tokens: of each group the customer has one. */
  tokens: string[][];
  classes?: string[];
  /** Code of a programme that they have joined. */
  programme?: string;
  statuses: CustomerStatus[];
  /** The number after which the page begins. */
  after?: string;
  /** Those published since then, in that order, and after which of them the page begins. */
  changed?: { since: string; after: { changedAt: string; _id: string } | null };
  limit: number;
}

/** A page of customers in the order of their numbers, or of their changes, by the index of their tokens if there are some. */
export async function searchCustomers(
  database: Database,
  organisation: string,
  search: CustomerSearch,
): Promise<CustomerDocument[]> {
  return database.customers
    .find(searchFilter(organisation, search))
    .sort(search.changed ? { changedAt: 1, _id: 1 } : { _id: 1 })
    .limit(search.limit)
    .lean<CustomerDocument[]>();
}

export function searchFilter(
  organisation: string,
  search: Omit<CustomerSearch, 'limit'>,
): QueryFilter<CustomerDocument> {
  const { tokens, classes, programme, statuses, after, changed } = search;
  return {
    organisation,
    ...(tokens.length > 0 ? { $and: tokens.map((group) => ({ tokens: { $in: group } })) } : {}),
    version: { $gt: 0 },
    status: { $in: statuses },
    ...(classes ? { classes: { $in: classes } } : {}),
    ...(programme === undefined ? {} : { programmes: programme }),
    ...(after ? { _id: { $gt: customerId(organisation, after) } } : {}),
    ...(changed ? { changedAt: { $gte: changed.since } } : {}),
    ...(changed?.after ? { $or: afterChange(changed.after) } : {}),
  };
}

function afterChange({ changedAt, _id }: { changedAt: string; _id: string }): QueryFilter<CustomerDocument>[] {
  return [{ changedAt: { $gt: changedAt } }, { changedAt, _id: { $gt: _id } }];
}

/** As many identities as are looked up by their index. If there are more, one pass over all customers costs less. */
const mostAsked = 100;
const mostFound = 20_000;

/** Customers who have one of these identities, merged ones too; at most twenty thousand. */
export async function customersByIdentities(
  database: Database,
  organisation: string,
  identities: readonly string[],
): Promise<Pick<CustomerDocument, 'number' | 'identities' | 'record' | 'mergedInto'>[]> {
  const wanted = new Set(identities);
  const narrowed = wanted.size <= mostAsked ? { identities: { $in: [...wanted] } } : {};
  const customers = database.customers
    .find({ organisation, ...narrowed, version: { $gt: 0 } }, { number: 1, identities: 1, record: 1, mergedInto: 1 })
    .lean<CustomerDocument>()
    .cursor();
  const found: CustomerDocument[] = [];
  for await (const customer of customers) {
    if (customer.identities.some((identity) => wanted.has(identity))) found.push(customer);
    if (found.length === mostFound) break;
  }
  return found;
}
