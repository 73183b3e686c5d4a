/** Who may write which customers just now. A claim is taken on all customers of a form, or on none. */
import type { RegistryWrite } from '../../domain/customer/record.ts';
import type { Database } from '../database.ts';
import { insertedOnce } from '../duplicate-key.ts';
import type { Claim, CustomerDocument } from './customer-models.ts';
import { customerId } from './customers.ts';

/** What a form's customers are when it has tried to claim them, by number. */
export type Standing = Map<string, Pick<CustomerDocument, 'version' | 'digest' | 'status' | 'entering'>>;

/**
 * Begins an entering: each attempt has a higher epoch than all before it. An attempt that was given up for dead, and
 * wakes up, can therefore release only what it holds itself.
 */
export async function beginEntering(database: Database, organisation: string, change: string): Promise<Claim> {
  const _id = `${organisation}/${change}` as never;
  const { collection } = database.enterings;
  await insertedOnce(() => collection.insertOne({ _id, organisation, epoch: 0 } as never));
  const begun = await collection.findOneAndUpdate({ _id }, { $inc: { epoch: 1 } }, { returnDocument: 'after' });
  if (!begun) throw new Error(`the entering of ${change} is gone`);
  return { change, epoch: begun.epoch };
}

/**
 * Claims what stands at its base, is not merged and nobody else holds, in the order of the numbers. It returns how all of them stand
 * then.
 */
export async function claimCustomers(
  database: Database,
  organisation: string,
  claim: Claim,
  writes: readonly RegistryWrite[],
): Promise<Standing> {
  const { collection } = database.customers;
  const ordered = [...writes].sort((a, b) => (a.customer < b.customer ? -1 : 1));
  const unborn = ordered
    .filter(({ base }) => base === 0)
    .map(({ customer: number }) => ({
      _id: customerId(organisation, number),
      organisation,
      number,
      version: 0,
      entering: claim,
    }));
  const areNew =
    unborn.length > 0 && (await insertedOnce(() => collection.insertMany(unborn as never[], { ordered: false })));
  const toClaim = areNew ? ordered.filter(({ base }) => base > 0) : ordered;
  const free = [{ entering: null }, { 'entering.change': claim.change, 'entering.epoch': { $lt: claim.epoch } }];
  const claims = toClaim.map(({ customer, base }) => ({
    updateOne: {
      filter: { _id: customerId(organisation, customer), version: base, status: { $ne: 'merged' }, $or: free },
      update: { $set: { entering: claim } },
    },
  }));
  if (claims.length > 0) await collection.bulkWrite(claims as never[]);
  const _id = { $in: ordered.map(({ customer }) => customerId(organisation, customer)) };
  const found = await database.customers
    .find({ _id }, { number: 1, version: 1, digest: 1, status: 1, entering: 1 })
    .lean<CustomerDocument[]>();
  return new Map(found.map((customer) => [customer.number, customer]));
}

/** True if this attempt holds the customer at the version that the form was made from. */
export function isHeld(standing: Standing, { change, epoch }: Claim, { customer, base }: RegistryWrite): boolean {
  const now = standing.get(customer);
  return now?.version === base && now.entering?.change === change && now.entering.epoch === epoch;
}

/** Gives back what this very attempt holds; a number that was only claimed goes again. */
export async function releaseCustomers(
  database: Database,
  organisation: string,
  { change, epoch }: Claim,
  writes: readonly RegistryWrite[],
): Promise<void> {
  const _id = { $in: writes.map(({ customer }) => customerId(organisation, customer)) } as never;
  const mine = { _id, 'entering.change': change, 'entering.epoch': epoch };
  await database.customers.collection.deleteMany({ ...mine, version: 0 });
  await database.customers.collection.updateMany(mine, { $unset: { entering: '' } });
}
