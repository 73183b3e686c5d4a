/** Made-up customers for a measurement: names from a few dozen words, each marked as an example. */

import { customerNumber } from '../../application/cases/case-number.ts';
import { customerIdentities, customerSearchTokens } from '../../application/registry/customer-tokens.ts';
import { keepManyWords } from '../../db/cases/vault.ts';
import type { Database } from '../../db/database.ts';
import { tokenKeyOf } from '../../db/derivations.ts';
import { published } from '../../db/registry/customer-entering.ts';
import { sealed, versionId } from '../../db/registry/customer-versions.ts';
import { customerId } from '../../db/registry/customers.ts';
import { type CustomerRecord, emptyRecord } from '../../domain/customer/record.ts';

const given = 'محمد أحمد عبدالله خالد سعد فهد عبدالرحمن سلطان ناصر عمر سارة نورة منى هند ريم لطيفة عبير أمل'.split(' ');
const fathers = 'علي حسن صالح إبراهيم يوسف سليمان مساعد بدر تركي ماجد فيصل طلال حمد راشد جابر عيسى'.split(' ');
const families = 'العتيبي الزهراني الغامدي القحطاني الحربي المطيري الدوسري الشهري العنزي الشمري البلوي المالكي'.split(
  ' ',
);

export const organisation = 'sandbox';
const change = 'SB-R-DEMO';

/** One made-up customer, and what a user may look for them by. */
export interface DemoCustomer {
  number: string;
  record: CustomerRecord;
}

/** The n-th of them: always the same one. */
export function demoCustomer(secret: string, row: number): DemoCustomer {
  const pick = (words: string[], step: number) => words[Math.floor(row / step) % words.length] ?? '';
  const name = `${pick(given, 1)} ${pick(fathers, 7)} ${pick(fathers, 131)} ${pick(families, 3)} (مثال)`;
  const value = `+9665${String(10_000_000 + row * 7)}`;
  const contacts: CustomerRecord['contacts'] = [
    { kind: 'mobile', value, verified: false },
    { kind: 'email', value: `customer${row}@example.com`, verified: false },
  ];
  const record: CustomerRecord = { ...emptyRecord, name, classes: ['customer'], contacts };
  return { number: customerNumber(secret, 'SB', { organisation, change, row }), record };
}

/** Writes so many of them in bulk, in the shape that entering gives a customer. */
export async function writeDemoCustomers(database: Database, secret: string, count: number): Promise<void> {
  const size = 500;
  const at = '2026-01-01T00:00:00Z';
  for (let from = 0; from < count; from += size) {
    const customers = Array.from({ length: Math.min(size, count - from) }, (_, index) =>
      demoCustomer(secret, from + index),
    );
    const entries = customers.map(({ number, record }) => ({
      _id: `${change}/${number}`,
      organisation,
      number: change,
      personId: number,
      content: { ...record },
      tokens: customerSearchTokens(tokenKeyOf({ secret }), number, record, 'SA'),
      identities: customerIdentities(tokenKeyOf({ secret }), record),
      createdAt: at,
    }));
    const references = await keepManyWords(database, entries);
    const documents = entries.map((entry, index) => {
      const { personId: number } = entry;
      const record = references[index] ?? { id: entry._id, digest: '' };
      const _id = versionId(organisation, number, 1);
      const what = { organisation, number, version: 1, status: 'active' as const, mergedInto: null, record };
      const version = sealed({ _id, ...what, change, by: 'demo', standingInFor: null, at, previous: '' });
      const vault = { ...entry, nonce: '', digest: record.digest };
      return { _id: customerId(organisation, number), organisation, number, ...published(version, vault) };
    });
    await database.customers.collection.insertMany(documents as never[], { ordered: false });
  }
}
