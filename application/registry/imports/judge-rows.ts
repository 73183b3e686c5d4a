import { readTexts } from '../../../db/cases/vault.ts';
import { findCustomers } from '../../../db/registry/customers.ts';
import { differences } from '../../../domain/customer/difference.ts';
import type { ImportRow, RowFault } from '../../../domain/customer/import-row.ts';
import type { CustomerRecord, OwnField, RegistryForm } from '../../../domain/customer/record.ts';
import type { Pack } from '../../../packs/schema.ts';
import { withoutRemovedFields } from '../../../packs/validate-record.ts';
import { customerNumber } from '../../cases/case-number.ts';
import type { Dependencies } from '../../dependencies.ts';
import { alikeCustomers } from '../duplicate-customers.ts';
import type { Draft } from '../make-form.ts';
import { recordOfRow } from './row-record.ts';

/** What a batch of rows would do to the registry as it stands. */
export interface JudgedRows {
  drafts: Draft[];
  /** The row of each draft, by its customer's number. */
  rowOf: Map<string, number>;
  /** How many rows change nothing. */
  unchanged: number;
  faults: RowFault[];
  alike: RegistryForm['alike'];
}

/**
 * Looks rows up in the registry, once for all of them: first their customers, then the customers who look like one of them.
 * @param change the number of the record change whose rows they are: new customers have their numbers from it.
 */
export async function judgeRows(
  dependencies: Pick<Dependencies, 'database' | 'secret'>,
  pack: Pack,
  own: readonly OwnField[],
  change: string,
  rows: readonly ImportRow[],
): Promise<JudgedRows> {
  const { database, secret } = dependencies;
  const numbers = rows.flatMap(({ customer }) => customer ?? []);
  const found = new Map((await findCustomers(database, pack.id, numbers)).map((one) => [one.number, one]));
  const entries = await readTexts(
    database,
    [...found.values()].map(({ record }) => record.id),
  );
  const contents = new Map(entries.map(({ _id, content }) => [_id, content as unknown as CustomerRecord]));
  const judged: JudgedRows = { drafts: [], rowOf: new Map(), unchanged: 0, faults: [], alike: [] };
  /** Drafts whose person is new or has other names, contacts or numbers than before. */
  const toCompare: Draft[] = [];
  for (const asked of rows) {
    const { row, customer } = asked;
    const standing = customer === null ? null : found.get(customer);
    const present = standing ? contents.get(standing.record.id) : null;
    if (customer !== null && (!standing || !present)) {
      judged.faults.push({ row, column: 'number', fault: 'unknown-customer' });
      continue;
    }
    if (standing?.mergedInto) {
      judged.faults.push({ row, column: 'number', fault: 'merged-customer', other: standing.mergedInto });
      continue;
    }
    const { record, faults } = recordOfRow(pack, own, asked, present ?? null);
    const changes = differences(present ? withoutRemovedFields(own, present) : null, record);
    if (faults.length > 0) judged.faults.push(...faults);
    else if (changes.length === 0) judged.unchanged += 1;
    else {
      const number = customer ?? newNumber(secret, pack, change, row);
      const base = standing?.version ?? 0;
      const draft: Draft = { customer: number, base, status: standing?.status ?? 'active', mergedInto: null, record };
      judged.drafts.push(draft);
      judged.rowOf.set(number, row);
      if (changes.some(({ field }) => tellsApart.includes(field))) toCompare.push(draft);
    }
  }
  const alike = await alikeCustomers(dependencies, pack, toCompare);
  // Two rows that look alike are told of once, with the later one.
  judged.alike = alike.filter(
    ({ customer, like }) => !((judged.rowOf.get(like) ?? 0) > (judged.rowOf.get(customer) ?? 0)),
  );
  return judged;
}

const tellsApart = ['name', 'nameLatin', 'nationalNumber', 'contacts'];

/** The number that a new customer of a row has, or will have. */
export function newNumber(secret: string, pack: Pack, change: string, row: number): string {
  return customerNumber(secret, pack.prefix, { organisation: pack.id, change, row });
}
