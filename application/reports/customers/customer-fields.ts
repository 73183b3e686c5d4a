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

/** A code of the form that stands in the record alone. */
const ofRecord: Record<string, { title: CustomerField['title']; of(record: CustomerRecord): string | null }> = {
  'contact-channel': { title: { ar: 'قناة التواصل', en: 'Contact channel' }, of: (record) => record.preferredChannel },
};

/** What an own field of the organisation is called here. */
const own = 'own.';

/** The fields by which customers may be counted: those of every organisation, and its own ones that have codes. */
export function countableFields(ownFields: readonly OwnField[]): { name: string; title: CustomerField['title'] }[] {
  const open = Object.entries(all).filter(([, { from }]) => personalClass('customers', from) === 'open');
  return [
    ...[...open, ...Object.entries(ofRecord)].map(([name, { title }]) => ({ name, title })),
    ...ownFields.flatMap(({ name, title, choices }) => (choices === null ? [] : [{ name: own + name, title }])),
  ];
}

/** The codes of some customers in these fields, in their order. Records are opened only for what stands in them alone. */
export async function codesOf(
  database: Database,
  customers: readonly CustomerCodes[],
  fields: readonly string[],
): Promise<Record<string, readonly string[]>[]> {
  const isOfRecord = (field: string) => field.startsWith(own) || Object.hasOwn(ofRecord, field);
  const records = fields.some(isOfRecord) ? await recordsOf(database, customers) : new Map<string, CustomerRecord>();
  return customers.map((one) =>
    Object.fromEntries(
      fields.map((field): [string, readonly string[]] => {
        if (!isOfRecord(field)) return [field, all[field]?.of(one) ?? []];
        const record = records.get(one.record.id);
        const code = record && codeIn(record, field);
        return [field, code ? [code] : []];
      }),
    ),
  );
}

function codeIn(record: CustomerRecord, field: string): string | null | undefined {
  return Object.hasOwn(ofRecord, field) ? ofRecord[field]?.of(record) : record.fields?.[field.slice(own.length)];
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
