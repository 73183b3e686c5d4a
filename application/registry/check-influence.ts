import type { Database } from '../../db/database.ts';
import { findCustomers } from '../../db/registry/customers.ts';
import type { CustomerRecord } from '../../domain/customer/record.ts';
import { invalidBody } from '../refused.ts';

/**
 * The influencer of a customer is another customer (N-18). What stood before is not judged again.
 * @param numbers the customer's own, and those that are merged into it
 * @throws Refused `Invalid` with every entry that names nobody, or the customer
 */
export async function checkInfluence(
  database: Database,
  organisation: string,
  { influencedBy }: CustomerRecord,
  present: CustomerRecord | null,
  numbers: readonly string[],
): Promise<void> {
  const stood = new Set(present?.influencedBy.map(({ customer }) => customer));
  const asked = influencedBy.map(({ customer }, at) => ({ customer, path: `record.influencedBy[${at}].customer` }));
  const isOwn = asked.filter(({ customer }) => numbers.includes(customer));
  const anew = asked.filter(({ customer }) => !stood.has(customer) && !numbers.includes(customer));
  const found =
    anew.length === 0
      ? []
      : await findCustomers(
          database,
          organisation,
          anew.map(({ customer }) => customer),
        );
  const known = new Set(found.map(({ number }) => number));
  const errors = [
    ...isOwn.map(({ path }) => ({ path, message: 'is the customer himself' })),
    ...anew
      .filter(({ customer }) => !known.has(customer))
      .map(({ path, customer }) => ({ path, message: `there is no customer ${customer}` })),
  ];
  if (errors.length > 0) throw invalidBody(errors);
}
