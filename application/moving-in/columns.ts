/** Which column of a file of complaints is which: by its title, in Arabic or English, as exports of old systems have them. */
import type { Pack } from '../../packs/schema.ts';
import { type KnownTexts, knownTexts } from '../tables/known-texts.ts';
import { FileRefused } from '../tables/table.ts';

interface Column {
  ar: string;
  en: string;
  also: readonly string[];
}

export const columns = {
  reference: {
    ...{ ar: 'المرجع القديم', en: 'Old reference' },
    also: [
      'المرجع',
      'رقم المرجع',
      'الرقم المرجعي',
      'رقم البلاغ',
      'رقم الشكوى',
      'رقم التذكرة',
      'ticket',
      'ticket number',
    ],
  },
  receivedOn: {
    ...{ ar: 'تاريخ الاستلام', en: 'Received on' },
    also: [
      'تاريخ الورود',
      'تاريخ البلاغ',
      'تاريخ الشكوى',
      'تاريخ الإنشاء',
      'received',
      'created',
      'created at',
      'date',
    ],
  },
  status: { ar: 'الحالة', en: 'Status', also: ['حالة البلاغ', 'حالة الشكوى', 'state'] },
  owner: {
    ...{ ar: 'المسؤول', en: 'Owner' },
    also: ['الموظف المسؤول', 'الموظف', 'رقم الموظف', 'المكلف', 'staff id', 'assignee', 'assigned to'],
  },
  about: { ar: 'المعنيون من الموظفين', en: 'Concerns staff', also: ['موظفون معنيون', 'about'] },
  category: { ar: 'النوع', en: 'Category', also: ['نوع البلاغ', 'نوع الشكوى', 'التصنيف', 'kind', 'type'] },
  channel: { ar: 'القناة', en: 'Channel', also: ['قناة الورود', 'قناة التواصل', 'المصدر', 'source'] },
  language: { ar: 'اللغة', en: 'Language', also: ['لغة التواصل'] },
  name: {
    ...{ ar: 'اسم العميل', en: 'Customer name' },
    also: ['الاسم', 'اسم المستفيد', 'اسم المشتكي', 'مقدم الشكوى', 'مقدم البلاغ', 'name', 'customer'],
  },
  phone: {
    ar: 'الجوال',
    en: 'Mobile',
    also: ['رقم الجوال', 'الهاتف', 'رقم الهاتف', 'phone', 'telephone', 'mobile number'],
  },
  email: { ar: 'البريد الإلكتروني', en: 'E-mail', also: ['البريد', 'الإيميل', 'email', 'e-mail address'] },
  class: { ar: 'فئة العميل', en: 'Customer class', also: ['نوع العميل', 'تصنيف العميل'] },
  priorityGround: { ar: 'سبب الأولوية', en: 'Ground for priority', also: ['الأولوية', 'priority'] },
} as const satisfies Record<string, Column>;

/** A column of the table above, or `fields.<name>` for a field of a category's form. */
export type MovingColumn = keyof typeof columns | `fields.${string}`;

type Titles = KnownTexts<MovingColumn | ''>;

/** What titles mean: what the user says of them, then ours, then those of the fields of the organisation's forms. */
export function knownTitles(pack: Pack, matched: Readonly<Record<string, string>> = {}): Titles {
  return knownTexts<MovingColumn | ''>(Object.entries(matched) as [string, MovingColumn | ''][], ours, ofForms(pack));
}

/** The titles that are known, as they are written. */
export function titlesKnown(pack: Pack): string[] {
  return [...ours, ...ofForms(pack)].map(([title]) => title);
}

/** True for what a title can be matched to. */
export function isColumn(pack: Pack, field: string): boolean {
  return Object.hasOwn(columns, field) || formFields(pack).some(([name]) => `fields.${name}` === field);
}

/** The column of each title, in the order of the file; null for one that is none of ours. @throws FileRefused */
export function columnsOf(titles: readonly string[], known: Titles): (MovingColumn | null)[] {
  const found = titles.map((title) => known(title) || null);
  const twice = found.find((column, at) => column !== null && found.indexOf(column) !== at);
  if (twice) throw new FileRefused('two-columns', twice);
  const missing = (['reference', 'receivedOn'] as const).find((column) => !found.includes(column));
  if (missing) throw new FileRefused('no-titles', `${columns[missing].ar} (${columns[missing].en})`);
  return found;
}

/** The title of a column, for people. */
export function titleOf(pack: Pack, column: string, language: 'ar' | 'en'): string {
  if (Object.hasOwn(columns, column)) return columns[column as keyof typeof columns][language];
  return formFields(pack).find(([name]) => `fields.${name}` === column)?.[1].title[language] ?? column;
}

const ours = Object.entries(columns).flatMap(([column, { ar, en, also }]) =>
  [ar, en, ...also, column].map((title) => [title, column as MovingColumn] as const),
);

/** The fields of all forms of the organisation, each once. */
export function formFields({ kinds }: Pack) {
  const all = Object.values(kinds.complaint.categories).flatMap(({ fields }) => Object.entries(fields));
  return [...new Map(all).entries()];
}

/** Two categories may call one field differently: both titles are known. */
function ofForms({ kinds }: Pack): (readonly [string, MovingColumn])[] {
  const all = Object.values(kinds.complaint.categories).flatMap(({ fields }) => Object.entries(fields));
  return all.flatMap(([name, { title }]) =>
    [title.ar, title.en, name].map((text) => [text, `fields.${name}` as const] as const),
  );
}
