import type { CustomerDocument } from './customer-models.ts';
import type { Database } from './models.ts';

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

/** One customer as he stands under this very number, merged or not; null where there is none. */
export async function findCustomer(
  database: Database,
  organisation: string,
  number: string,
): Promise<CustomerDocument | null> {
  const [found] = await findCustomers(database, organisation, [number]);
  return found ?? null;
}

/** Where a number leads: the customer himself, or the one into whom he was merged, however often (N-19). */
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
