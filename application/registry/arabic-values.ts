/** What a record says, as an Arabic reader of the printed form reads it: words for codes, and a person's own words as they are. */
import type { CustomerContact, CustomerRecord } from '../../domain/customer/record.ts';
import type { Pack } from '../../packs/schema.ts';

const statuses: Record<string, string> = { active: 'ساري', inactive: 'موقوف', merged: 'مدموج' };
const parties: Record<string, string> = { person: 'فرد', body: 'جهة' };
const languages: Record<string, string> = { ar: 'العربية', en: 'الإنجليزية' };
const contactKinds: Record<CustomerContact['kind'], string> = {
  mobile: 'الجوال',
  phone: 'الهاتف',
  email: 'البريد الإلكتروني',
  address: 'العنوان',
  'social-media': 'وسائل التواصل الاجتماعي',
};

const nothing = '–';
/** Numbers and addresses run from left to right, whatever stands around them. */
const isolated = (text: string) => `\u2068${text}\u2069`;
const joined = (parts: string[]) => (parts.length === 0 ? nothing : parts.join('، '));

type Titled = Record<string, { title: { ar: string } }>;
const titled = (known: Titled, code: unknown) =>
  (Object.hasOwn(known, String(code)) ? known[String(code)]?.title.ar : undefined) ?? String(code);

/** One value of a field of the record. */
export function arabicValue(pack: Pack, field: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return nothing;
  const show = shows[field];
  if (show) return show(value as never, pack);
  if (Array.isArray(value)) return joined(value.map(String));
  if (typeof value !== 'object') return String(value);
  return joined(Object.entries(value).map(([name, part]) => `${name}: ${String(part)}`));
}

type Show = { [Field in keyof CustomerRecord]?: (value: NonNullable<CustomerRecord[Field]>, pack: Pack) => string };

const shows: Record<string, ((value: never, pack: Pack) => string) | undefined> = {
  status: (value: string) => statuses[value] ?? value,
  ...({
    party: (value) => parties[value] ?? value,
    language: (value) => languages[value] ?? value,
    classes: (value, { customerClasses }) => joined(value.map((code) => titled(customerClasses, code))),
    contacts: (value) =>
      joined(
        value.map(
          ({ kind, value: written, verified }) =>
            `${contactKinds[kind]}: ${isolated(written)} (${verified ? 'تم التحقق منه' : 'لم يُتحقق منه'})`,
        ),
      ),
    preferredChannel: (value, { channels }) => titled(channels, value),
    priorityGround: (value, { priorityGrounds }) => titled(priorityGrounds, value),
    consents: (value, { registry }) =>
      joined(
        Object.entries(value).map(
          ([purpose, { given, on }]) =>
            `${titled(registry.consents, purpose)}: ${given ? 'موافق' : 'غير موافق'} (${isolated(on)})`,
        ),
      ),
    programmes: (value) => joined(value.map(({ code, on }) => `${isolated(code)} (${isolated(on)})`)),
    influencedBy: (value) => joined(value.map(({ customer, how }) => `${isolated(customer)} (${how})`)),
  } satisfies Show),
};
