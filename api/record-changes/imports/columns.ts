/** Which column of a file is which field: by its title, in Arabic or English, as people write them (N-21). */
import type { OwnField } from '../../../domain/customer/record.ts';
import { invalid } from '../../cases/command-definition.ts';
import { type KnownTexts, knownTexts } from './known-texts.ts';

interface Title {
  ar: string;
  en: string;
}

/** A column that every organisation's file may have: its title, and what it is called as well. */
interface Column extends Title {
  also: readonly string[];
}

export const columns = {
  number: {
    ar: 'رقم العميل',
    en: 'Customer number',
    also: ['رقم السجل', 'number', 'customer no', 'customer id'],
  },
  name: { ar: 'اسم العميل', en: 'Customer name', also: ['الاسم', 'الاسم الكامل', 'name', 'full name'] },
  nameLatin: {
    ar: 'الاسم بالإنجليزية',
    en: 'Name in Latin letters',
    also: ['الاسم باللاتينية', 'الاسم بالإنجليزي', 'latin name', 'english name', 'name in english'],
  },
  party: { ar: 'شخص أو جهة', en: 'Person or body', also: ['صفة العميل', 'party'] },
  nationalNumber: {
    ar: 'رقم الهوية',
    en: 'National number',
    also: ['رقم الهوية أو السجل', 'رقم السجل التجاري', 'national id', 'id number', 'commercial registration'],
  },
  classes: { ar: 'التصنيف', en: 'Class', also: ['نوع العميل', 'تصنيف العميل', 'classes', 'customer class', 'type'] },
  language: { ar: 'اللغة', en: 'Language', also: ['لغة التواصل'] },
  address: { ar: 'العنوان', en: 'Address', also: ['عنوان العميل'] },
  phone: { ar: 'الهاتف', en: 'Telephone', also: ['رقم الهاتف', 'phone', 'phone number', 'landline'] },
  mobile: { ar: 'الجوال', en: 'Mobile', also: ['رقم الجوال', 'mobile number', 'mobile phone', 'cell'] },
  email: { ar: 'البريد الإلكتروني', en: 'E-mail', also: ['الإيميل', 'email', 'e-mail address', 'email address'] },
  socialMedia: { ar: 'وسائل التواصل الاجتماعي', en: 'Social media', also: ['حساب التواصل الاجتماعي'] },
  preferredChannel: {
    ar: 'قناة التواصل',
    en: 'Contact channel',
    also: ['قناة الاتصال', 'channel', 'preferred channel'],
  },
  priorityGround: { ar: 'سبب الأولوية', en: 'Ground for priority', also: ['الأولوية', 'priority'] },
  interests: { ar: 'الاهتمامات', en: 'Interests', also: ['اهتمامات المانح'] },
  remarks: { ar: 'ملاحظات', en: 'Remarks', also: ['ملاحظات أخرى', 'notes'] },
} as const satisfies Record<string, Column>;

/** A column of the table above, or `fields.<name>` for a field of the organisation's own. */
export type ColumnField = keyof typeof columns | `fields.${string}`;

/** The field of each column, in the order of the file; null for one that is none of ours. */
export function columnsOf(titles: readonly string[], own: readonly OwnField[]): (ColumnField | null)[] {
  const known = knownTitles(own);
  const found = titles.map((title) => known(title) ?? null);
  const twice = found.find((field, at) => field !== null && found.indexOf(field) !== at);
  if (twice) throw invalid('file', `has two columns for ${twice}: keep one`);
  if (!found.includes('name') && !found.includes('number')) {
    const { name, number } = columns;
    throw invalid(
      'file',
      `must have titles in its first row, ${name.ar} (${name.en}) or ${number.ar} (${number.en}) among them`,
    );
  }
  return found;
}

function knownTitles(own: readonly OwnField[]): KnownTexts<ColumnField> {
  const ours = Object.entries(columns).flatMap(([field, { ar, en, also }]) =>
    [ar, en, ...also, field].map((title) => [title, field as ColumnField] as const),
  );
  const theirs = own.flatMap(({ name, title: { ar, en } }) =>
    [ar, en, name].map((title) => [title, `fields.${name}` as const] as const),
  );
  // What every organisation has comes first, so that a field of its own never takes its place.
  return knownTexts<ColumnField>(ours, theirs);
}

/** The title of a column, for people. */
export function titleOf(column: string, language: 'ar' | 'en', own: readonly OwnField[]): string {
  if (Object.hasOwn(columns, column)) return columns[column as keyof typeof columns][language];
  return own.find(({ name }) => `fields.${name}` === column)?.title[language] ?? column;
}

/** How spreadsheets name a column: A, B, …, Z, AA. */
export function columnLetter(index: number): string {
  const rest = Math.floor(index / 26);
  return `${rest > 0 ? columnLetter(rest - 1) : ''}${String.fromCharCode(65 + (index % 26))}`;
}
