/** What is known of a person, wherever it stands, and its end. */
import type { CaseDocument } from '../cases/cases.ts';
import type { Database } from '../database.ts';
import { findCustomer, findCustomers, numbersOf } from '../registry/customers.ts';
import { type DataKeyDocument, subjectOf } from './data-keys.ts';

/** Where the data of a person stand, by numbers. */
export interface Whereabouts {
  organisation: string;
  /** All numbers of the customer; none of somebody who is no customer. */
  customers: string[];
  /** Complaints, leads and record changes that are about this person alone, with what follows from them. */
  cases: string[];
  /** Record changes, as of imports, in which the person is one of many: their rows go, and what they say of others stays. */
  shared: string[];
}

/** Null if the number is neither a customer's nor a case's. */
export async function whereaboutsOf(
  database: Database,
  organisation: string,
  number: string,
): Promise<Whereabouts | null> {
  const customer = await findCustomer(database, organisation, number);
  // Somebody who is known by one entry alone, such as a representative: the entry's id is their number.
  if (!customer && (await database.vault.exists({ _id: number, organisation, personId: number }))) {
    return { organisation, customers: [number], cases: [], shared: [] };
  }
  if (!customer) {
    const isCase = await database.cases.exists({ _id: `${organisation}/${number}` });
    return isCase
      ? { organisation, customers: [], cases: await withChildren(database, organisation, [number]), shared: [] }
      : null;
  }
  const customers = await numbersOf(database, organisation, number);
  const identities = (await findCustomers(database, organisation, customers)).flatMap((one) => one.identities);
  const complaints = await database.fingerprints
    .find({ organisation, persons: { $in: identities } }, { number: 1 })
    .lean<{ number: string }[]>();
  const leads = await database.cases
    .find({ organisation, 'view.kind': 'lead', 'view.detail.prospects': { $in: customers } })
    .lean<CaseDocument[]>();
  const own = leads.filter(({ view }) => (view.detail.prospects as string[]).every((one) => customers.includes(one)));
  const changes = await changesOf(database, organisation, customers);
  const cases = [...complaints, ...own].map((one) => one.number);
  return {
    organisation,
    customers,
    cases: await withChildren(database, organisation, [...cases, ...changes.single]),
    shared: changes.shared,
  };
}

/** Department tickets of cases, and what was merged into them, however often. */
export async function withChildren(database: Database, organisation: string, numbers: string[]): Promise<string[]> {
  const all = new Set(numbers);
  for (let latest = numbers; latest.length > 0; ) {
    const isChild = { $or: [{ 'view.detail.parent': { $in: latest } }, { 'view.detail.mergedInto': { $in: latest } }] };
    const found = await database.cases
      .find({ organisation, ...isChild } as never, { number: 1 })
      .lean<CaseDocument[]>();
    latest = found.map(({ number }) => number).filter((number) => !all.has(number));
    for (const number of latest) all.add(number);
  }
  return [...all];
}

/** Record changes that have a record of the person: those about nobody else, and those that are about others as well. */
async function changesOf(database: Database, organisation: string, customers: string[]) {
  const numbersIn = async (filter: object) => {
    const found = await database.vault.find({ organisation, ...filter }, { number: 1 }).lean<{ number: string }[]>();
    return [...new Set(found.map(({ number }) => number))];
  };
  const changes = await numbersIn({ personId: { $in: customers } });
  const shared = await numbersIn({ number: { $in: changes }, personId: { $nin: [null, ...customers] } });
  return { shared, single: changes.filter((one) => !shared.includes(one)) };
}

const rowsOf = (change: string): string => `${change}/rows`;

/** Ids of all words of a person, oldest first. */
export async function wordsAt(database: Database, { organisation, customers, cases }: Whereabouts): Promise<string[]> {
  const found = await database.vault
    .find({ organisation, $or: [{ personId: { $in: customers } }, { number: { $in: cases } }] }, { createdAt: 1 })
    .sort({ createdAt: 1, _id: 1 })
    .lean<{ _id: string }[]>();
  return found.map(({ _id }) => _id);
}

/**
 * Destroys the keys of a person, and the tokens by which they are found. May break off anywhere, and be run again. From the
 * first step on, what the keys have encrypted is read as erased.
 * @returns how many keys were destroyed, now or by an earlier attempt
 */
export async function erase(database: Database, where: Whereabouts, act: string, at: string): Promise<number> {
  const { organisation, customers, cases, shared } = where;
  const people = await database.vault.distinct('personId', { organisation, number: { $in: cases } });
  const known = people.filter((one): one is string => one !== null);
  const subjects = [...new Set([...customers, ...cases, ...known])].map((number) =>
    subjectOf({ organisation, number }),
  );
  const found = await database.dataKeys.find({ _id: { $in: subjects } }).lean<DataKeyDocument[]>();
  for (const { _id, key, erased = [] } of found) {
    if (!key || erased.some((one) => one.act === act)) continue;
    await database.dataKeys.collection.updateOne({ _id: _id as never, 'key.id': key.id }, {
      $set: { key: null },
      $push: { erased: { id: key.id, at, act } },
    } as never);
  }
  await forgetTokens(database, where);
  await database.vault.collection.deleteMany({ _id: { $in: shared.map(rowsOf) as never[] } });
  return found.length;
}

/** What finds the complaints of a customer goes last: until then a repetition comes upon them again. */
async function forgetTokens(database: Database, { organisation, customers, cases }: Whereabouts): Promise<void> {
  const { vault, fingerprints, customerDays } = database;
  const ids = (numbers: string[]) => numbers.map((number) => `${organisation}/${number}`) as never[];
  const none = { tokens: [], identities: [] };
  const $unset = { bodyDigest: '' };
  await vault.collection.updateMany({ organisation, number: { $in: cases } }, { $set: { tokens: [] }, $unset });
  await vault.collection.updateMany({ organisation, personId: { $in: customers } }, { $set: none, $unset });
  const ofThem = { $pull: { numbers: { $in: cases } } } as never;
  await customerDays.collection.updateMany({ organisation, numbers: { $in: cases } }, ofThem);
  await fingerprints.collection.deleteMany({ _id: { $in: ids(cases) } });
  const record = { ...none, interested: false, programmes: [], changedAt: new Date().toISOString() };
  await database.customers.collection.updateMany({ _id: { $in: ids(customers) } }, { $set: record });
}
