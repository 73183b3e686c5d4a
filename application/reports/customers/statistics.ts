/** Statistics over customers, as the user wishes them, saved under a name (N-23). */

import { ownFieldsOf } from '../../../db/registry/custom-fields.ts';
import {
  type ComplaintOfCustomer,
  type CustomerCodes,
  complaintsBy,
  customersInBatches,
  givenUnder,
  mergedNumbers,
} from '../../../db/reports/customers-counted.ts';
import {
  findSavedStatistics,
  type SavedStatisticsDocument,
  savedStatistics,
  saveStatistics,
} from '../../../db/reports/saved-statistics.ts';
import type { CountedFields } from '../../../domain/personal-class.ts';
import {
  type CountedCustomer,
  type StatisticsAsked,
  StatisticsInMaking,
  type StatisticsRow,
  TooManyGroups,
} from '../../../reports/customer-statistics.ts';
import type { Call } from '../../call.ts';
import { currencyOf } from '../../currency.ts';
import { Refused } from '../../refused.ts';
import { lookAtCustomers } from '../../registry/readers.ts';
import { codesOf, countableFields } from './customer-fields.ts';

export type SavedStatistics = Omit<SavedStatisticsDocument, '_id' | 'organisation'>;

export interface Statistics extends SavedStatistics {
  /** Of contributions; null of any other measure. */
  currency: string | null;
  countedAt: string;
  total: StatisticsRow;
  rows: StatisticsRow[];
}

/** What of statistics says something about a person: who saved them. */
export const statisticsFields: CountedFields<Statistics> = {
  ...{ name: 'open', title: 'open', asked: 'open', savedBy: 'staff', savedAt: 'open', currency: 'open' },
  ...{ countedAt: 'open', total: 'open', rows: 'open' },
};

/** What has been saved, and by which fields customers may be counted. */
export async function listStatistics({ dependencies: { database }, pack }: Call) {
  const { fields } = await ownFieldsOf(database, pack.id);
  const items = (await savedStatistics(database, pack.id)).map(shown);
  return { items, fields: countableFields(fields) };
}

/** Saves a question under its name. @throws Refused `Invalid` if customers are not counted by a field */
export async function keepStatistics(call: Call<unknown, Pick<SavedStatistics, 'name' | 'title' | 'asked'>>) {
  const { dependencies, pack, principal, body, receivedAt } = call;
  await mustBeCountable(call, body.asked);
  const saved = { ...body, savedBy: principal.actor.id, savedAt: receivedAt };
  await saveStatistics(dependencies.database, { organisation: pack.id, ...saved });
  return saved;
}

/** The answer to a saved question, counted now. The look is recorded. @throws Refused */
export async function readStatistics(call: Call<{ reason?: string | undefined }>): Promise<Statistics> {
  const { dependencies, pack, ids, receivedAt } = call;
  const found = await findSavedStatistics(dependencies.database, pack.id, ids.name ?? '');
  if (!found) throw new Refused('NotFound', 'No statistics are saved under this name.');
  const saved = shown(found);
  await mustBeCountable(call, saved.asked);
  await lookAtCustomers(call, 'customers', `statistics ${saved.name}`);
  const making = new StatisticsInMaking(saved.asked);
  for await (const one of counted(call, saved.asked)) making.add(one);
  const currency = currencyOf(pack);
  const isMoney = saved.asked.measure === 'contributions';
  const asRow = (row: StatisticsRow): StatisticsRow =>
    isMoney && typeof row.value === 'string' ? { ...row, value: decimal(row.value, currency.decimals) } : row;
  try {
    const { total, rows } = making.done();
    return {
      ...saved,
      ...{ currency: isMoney ? currency.code : null, countedAt: receivedAt },
      ...{ total: asRow(total), rows: rows.map(asRow) },
    };
  } catch (error) {
    if (!(error instanceof TooManyGroups)) throw error;
    throw new Refused(
      'InvalidQuery',
      'These groups overlap, and there are too many of them: filter, or group by less.',
    );
  }
}

function shown({ name, title, asked, savedBy, savedAt }: SavedStatisticsDocument): SavedStatistics {
  return { name, title, asked, savedBy, savedAt };
}

function decimal(minor: string, decimals: number): string {
  const digits = minor.padStart(decimals + 1, '0');
  const point = digits.length - decimals;
  return decimals === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
}

async function mustBeCountable({ dependencies: { database }, pack }: Call, { by, where }: StatisticsAsked) {
  const { fields } = await ownFieldsOf(database, pack.id);
  const known = countableFields(fields).map(({ name }) => name);
  const wrong = [...by, ...Object.keys(where)].find((field) => !known.includes(field));
  if (wrong !== undefined) throw new Refused('Invalid', `Customers are not counted by ${wrong}.`);
}

/** Every customer with what the question needs of them, in flat memory. */
async function* counted(
  { dependencies: { database }, pack }: Call,
  { measure, by, where }: StatisticsAsked,
): AsyncGenerator<CountedCustomer> {
  const fields = [...new Set([...by, ...Object.keys(where)])];
  const merged = measure === 'count' ? [] : await mergedNumbers(database, pack.id);
  for await (const batch of customersInBatches(database, pack.id)) {
    const codes = await codesOf(database, batch, fields);
    const own = new Set(batch.map(({ number }) => number));
    const before = merged.filter(({ into }) => own.has(into));
    const given = measure === 'contributions' ? await givenBy(database, pack.id, batch, before) : new Map();
    const needsComplaints = measure === 'complaints' || measure === 'satisfaction';
    const complaints = needsComplaints ? await complaintsOf(database, pack.id, batch, before) : new Map();
    for (const [at, { number }] of batch.entries()) {
      const theirs: ComplaintOfCustomer[] = complaints.get(number) ?? [];
      yield {
        fields: codes[at] ?? {},
        contributions: given.get(number) ?? 0n,
        complaints: theirs.length,
        scores: theirs.flatMap(({ scores }) => scores),
      };
    }
  }
}

type Merged = Awaited<ReturnType<typeof mergedNumbers>>;
type Database = Parameters<typeof mergedNumbers>[0];

async function givenBy(database: Database, organisation: string, batch: readonly CustomerCodes[], before: Merged) {
  const into = new Map(before.map(({ number, into: next }) => [number, next]));
  const numbers = [...batch.map(({ number }) => number), ...into.keys()];
  const sums = new Map<string, bigint>();
  for (const { customer, amount } of await givenUnder(database, organisation, numbers)) {
    const number = into.get(customer) ?? customer;
    sums.set(number, (sums.get(number) ?? 0n) + BigInt(amount.replace('.', '')));
  }
  return sums;
}

async function complaintsOf(database: Database, organisation: string, batch: readonly CustomerCodes[], before: Merged) {
  const owners = new Map<string, Set<string>>();
  const note = (token: string, number: string) => owners.set(token, (owners.get(token) ?? new Set()).add(number));
  for (const { number, identities } of batch) for (const token of identities) note(token, number);
  for (const { into, identities } of before) for (const token of identities) note(token, into);
  const found = new Map<string, ComplaintOfCustomer[]>();
  for (const one of await complaintsBy(database, organisation, [...owners.keys()])) {
    const numbers = new Set(one.persons.flatMap((token) => [...(owners.get(token) ?? [])]));
    for (const number of numbers) found.set(number, [...(found.get(number) ?? []), one]);
  }
  return found;
}
