/** Customers in bulk, for statistics: codes, and what else is known of each under their number. */
import type { CaseDocument } from '../cases/cases.ts';
import { caseId } from '../cases/cases.ts';
import type { FingerprintDocument } from '../cases/fingerprints.ts';
import type { Database } from '../database.ts';
import type { ContributionDocument } from '../leads/programmes.ts';
import type { CustomerDocument } from '../registry/customer-models.ts';

const batchSize = 250;

export type CustomerCodes = Pick<
  CustomerDocument,
  'number' | 'status' | 'party' | 'classes' | 'language' | 'consents' | 'enteredAt' | 'record' | 'identities'
>;

const fields = {
  ...{ number: 1, status: 1, party: 1, classes: 1, language: 1, consents: 1, enteredAt: 1 },
  ...{ record: 1, identities: 1 },
};

/** Every customer who goes on under an own number, in batches. */
export async function* customersInBatches(database: Database, organisation: string): AsyncGenerator<CustomerCodes[]> {
  const found = database.customers
    .find({ organisation, version: { $gt: 0 }, mergedInto: null }, fields)
    .lean<CustomerCodes>()
    .cursor({ batchSize });
  let batch: CustomerCodes[] = [];
  for await (const one of found) {
    batch.push(one);
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** Of each merged number the one under which that customer goes on, with the tokens by which they are recognised. */
export async function mergedNumbers(database: Database, organisation: string) {
  const merged = await database.customers
    .find({ organisation, mergedInto: { $ne: null } }, { number: 1, mergedInto: 1, identities: 1 })
    .lean<Pick<CustomerDocument, 'number' | 'mergedInto' | 'identities'>[]>();
  const next = new Map(merged.map(({ number, mergedInto }) => [number, mergedInto ?? number]));
  const goesOn = (number: string): string => {
    let at = number;
    // No longer than there are numbers: what is merged in a circle goes on nowhere.
    for (let turns = next.size; turns > 0 && next.has(at); turns -= 1) at = next.get(at) ?? at;
    return at;
  };
  return merged.map(({ number, identities }) => ({ number, into: goesOn(number), identities }));
}

/** What has been given under these numbers. */
export async function givenUnder(database: Database, organisation: string, numbers: readonly string[]) {
  return database.contributions
    .find({ organisation, customer: { $in: [...numbers] } }, { customer: 1, amount: 1 })
    .lean<Pick<ContributionDocument, 'customer' | 'amount'>[]>();
}

export interface ComplaintOfCustomer {
  /** Tokens of the customer’s telephone number and e-mail address. */
  persons: string[];
  /** What the customer perceived, from 1 to 5. */
  scores: number[];
}

/** The complaints of the people who are recognised by these tokens. */
export async function complaintsBy(
  database: Database,
  organisation: string,
  tokens: readonly string[],
): Promise<ComplaintOfCustomer[]> {
  const prints = await database.fingerprints
    .find({ organisation, persons: { $in: [...tokens] } }, { number: 1, persons: 1 })
    .lean<Pick<FingerprintDocument, 'number' | 'persons'>[]>();
  const _id = { $in: prints.map(({ number }) => caseId(organisation, number)) };
  const cases = await database.cases
    .find({ _id, 'view.detail.internal': { $ne: true } }, { number: 1, 'view.detail.verdicts': 1 })
    .lean<Pick<CaseDocument, 'number' | 'view'>[]>();
  const verdicts = new Map(cases.map(({ number, view }) => [number, view.detail.verdicts ?? []]));
  return prints.flatMap(({ number, persons }) => {
    const said = verdicts.get(number);
    // What staff recorded is not what the customer said.
    const own = said?.filter(({ by }) => by !== 'staff').flatMap(({ perceived }) => perceived ?? []);
    return own ? [{ persons, scores: own }] : [];
  });
}
