/** By which fields customers are counted: those that the registry of personal fields marks as coded, and no other. */
import { readTexts } from '../../../db/cases/vault.ts';
import type { Database } from '../../../db/database.ts';
import { personalClass } from '../../../db/personal-fields.ts';
import type { CustomerCodes } from '../../../db/reports/customers-counted.ts';
import type { CustomerRecord, OwnField } from '../../../domain/customer/record.ts';

interface CustomerField {
  title: { ar: string; en: string };
  /** The field of the document that it is read of. */
  from: keyof CustomerCodes;
  of(one: CustomerCodes): readonly string[];
}

const all: Record<string, CustomerField> = {
  status: { title: { ar: 'حالة السجل', en: 'Status' }, from: 'status', of: ({ status }) => [status] },
  party: { title: { ar: 'النوع', en: 'Person or body' }, from: 'party', of: ({ party }) => [party] },
  class: { title: { ar: 'التصنيف', en: 'Class' }, from: 'classes', of: ({ classes }) => classes },
  language: { title: { ar: 'اللغة', en: 'Language' }, from: 'language', of: ({ language }) => [language] },
  consent: { title: { ar: 'الموافقة', en: 'Consent' }, from: 'consents', of: ({ consents }) => consents },
  'entered-year': {
    title: { ar: 'سنة إدخال السجل الحالي', en: 'Year of the present record' },
    from: 'enteredAt',
    of: ({ enteredAt }) => [enteredAt.slice(0, 4)],
  },
};

/** What an own field of the organisation is called here. */
const own = 'own.';

/** The fields by which customers may be counted: those of every organisation, and its own ones that have codes. */
export function countableFields(ownFields: readonly OwnField[]): { name: string; title: CustomerField['title'] }[] {
  const open = Object.entries(all).filter(([, { from }]) => personalClass('customers', from) === 'open');
  return [
    ...open.map(([name, { title }]) => ({ name, title })),
    ...ownFields.flatMap(({ name, title, choices }) => (choices === null ? [] : [{ name: own + name, title }])),
  ];
}

/** The codes of some customers in these fields, in their order. Records are opened only for an organisation's own fields. */
export async function codesOf(
  database: Database,
  customers: readonly CustomerCodes[],
  fields: readonly string[],
): Promise<Record<string, readonly string[]>[]> {
  const needsRecords = fields.some((field) => field.startsWith(own));
  const records = needsRecords ? await recordsOf(database, customers) : new Map<string, CustomerRecord>();
  return customers.map((one) =>
    Object.fromEntries(
      fields.map((field): [string, readonly string[]] => {
        if (!field.startsWith(own)) return [field, all[field]?.of(one) ?? []];
        const code = records.get(one.record.id)?.fields?.[field.slice(own.length)];
        return [field, code ? [code] : []];
      }),
    ),
  );
}

async function recordsOf(
  database: Database,
  customers: readonly CustomerCodes[],
): Promise<Map<string, CustomerRecord>> {
  const entries = await readTexts(
    database,
    customers.map(({ record }) => record.id),
  );
  return new Map(entries.map(({ _id, content }) => [_id, content as unknown as CustomerRecord]));
}
