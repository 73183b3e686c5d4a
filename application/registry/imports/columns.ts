/** Which column of a file is which field: by its title, in Arabic or English, as people write them (N-21). */

import type { OwnField } from '../../../domain/customer/record.ts';
import { type KnownTexts, knownTexts } from '../../tables/known-texts.ts';
import { FileRefused } from '../../tables/table.ts';

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
  name: {
    ar: 'اسم العميل',
    en: 'Customer name',
    also: [
      ...['الاسم', 'الاسم الكامل', 'الاسم الثلاثي', 'الاسم الرباعي', 'name', 'full name'],
      ...['اسم المستفيد', 'اسم المستفيدة', 'اسم المتبرع', 'اسم المانح', 'اسم الداعم', 'اسم الجهة'],
      ...['beneficiary name', 'donor name'],
    ],
  },
  nameLatin: {
    ar: 'الاسم بالإنجليزية',
    en: 'Name in Latin letters',
    also: ['الاسم باللاتينية', 'الاسم بالإنجليزي', 'latin name', 'english name', 'name in english'],
  },
  party: { ar: 'شخص أو جهة', en: 'Person or body', also: ['صفة العميل', 'party'] },
  nationalNumber: {
    ar: 'رقم الهوية',
    en: 'National number',
    also: [
      'رقم الهوية الوطنية',
      'السجل المدني',
      'رقم السجل المدني',
      'رقم الإقامة',
      'رقم الهوية أو الإقامة',
      'رقم الهوية أو السجل',
      'رقم السجل التجاري',
      'national id',
      'id number',
      'commercial registration',
    ],
  },
  classes: { ar: 'التصنيف', en: 'Class', also: ['نوع العميل', 'تصنيف العميل', 'classes', 'customer class', 'type'] },
  language: { ar: 'اللغة', en: 'Language', also: ['لغة التواصل'] },
  address: { ar: 'العنوان', en: 'Address', also: ['عنوان العميل', 'عنوان المستفيد', 'عنوان السكن', 'مكان السكن'] },
  phone: { ar: 'الهاتف', en: 'Telephone', also: ['رقم الهاتف', 'phone', 'phone number', 'landline'] },
  mobile: {
    ar: 'الجوال',
    en: 'Mobile',
    also: [
      'رقم الجوال',
      'جوال المستفيد',
      'رقم جوال المستفيد',
      'الهاتف الجوال',
      'رقم التواصل',
      'mobile number',
      'mobile phone',
      'cell',
    ],
  },
  email: {
    ar: 'البريد الإلكتروني',
    en: 'E-mail',
    also: ['الإيميل', 'البريد', 'بريد إلكتروني', 'email', 'e-mail address', 'email address'],
  },
  socialMedia: { ar: 'وسائل التواصل الاجتماعي', en: 'Social media', also: ['حساب التواصل الاجتماعي'] },
  preferredChannel: {
    ar: 'قناة التواصل',
    en: 'Contact channel',
    also: ['قناة الاتصال', 'channel', 'preferred channel'],
  },
  priorityGround: { ar: 'سبب الأولوية', en: 'Ground for priority', also: ['الأولوية', 'priority'] },
  interests: { ar: 'الاهتمامات', en: 'Interests', also: ['اهتمامات المانح'] },
  remarks: { ar: 'ملاحظات', en: 'Remarks', also: ['ملاحظات أخرى', 'ملحوظات', 'notes'] },
} as const satisfies Record<string, Column>;

/** A column of the table above, or `fields.<name>` for a field of the organisation's own. */
export type ColumnField = keyof typeof columns | `fields.${string}`;

/**
 * The field of each column, in the order of the file; null for one that is none of ours. `matched`: what the user has said
 * of titles that are not known. @throws FileRefused if two columns are one field, or none says who the customer is.
 */
export function columnsOf(
  titles: readonly string[],
  own: readonly OwnField[],
  matched: Readonly<Record<string, string>> = {},
): (ColumnField | null)[] {
  const known = knownTitles(own, matched);
  const found = titles.map((title) => known(title) || null);
  const twice = found.find((field, at) => field !== null && found.indexOf(field) !== at);
  if (twice) throw new FileRefused('two-columns', twice);
  if (!found.includes('name') && !found.includes('number')) {
    const { name, number } = columns;
    throw new FileRefused('no-titles', `${name.ar} (${name.en}) / ${number.ar} (${number.en})`);
  }
  return found;
}

/** The titles that are known, as they are written. */
export function titlesKnown(own: readonly OwnField[]): string[] {
  return [...ourTitles, ...titlesOfOwn(own)].map(([title]) => title);
}

/** True for what a title can be matched to. */
export function isColumnField(field: string, own: readonly OwnField[]): boolean {
  return Object.hasOwn(columns, field) || own.some(({ name }) => `fields.${name}` === field);
}

const ourTitles = Object.entries(columns).flatMap(([field, { ar, en, also }]) =>
  [ar, en, ...also, field].map((title) => [title, field as ColumnField] as const),
);

function titlesOfOwn(own: readonly OwnField[]): (readonly [string, ColumnField])[] {
  return own.flatMap(({ name, title: { ar, en } }) =>
    [ar, en, name].map((title) => [title, `fields.${name}` as const] as const),
  );
}

/** What a title means; nothing (an empty field) if the user has said that its column is left out. */
export function knownTitles(
  own: readonly OwnField[],
  matched: Readonly<Record<string, string>> = {},
): KnownTexts<ColumnField | ''> {
  // What the person says comes first, then what every organisation has, so that a field of its own never takes its place.
  return knownTexts<ColumnField | ''>(
    Object.entries(matched) as [string, ColumnField | ''][],
    ourTitles,
    titlesOfOwn(own),
  );
}

/** The title of a column, for people. */
export function titleOf(column: string, language: 'ar' | 'en', own: readonly OwnField[]): string {
  if (Object.hasOwn(columns, column)) return columns[column as keyof typeof columns][language];
  return own.find(({ name }) => `fields.${name}` === column)?.title[language] ?? column;
}
