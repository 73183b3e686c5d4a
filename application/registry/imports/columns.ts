/** Which column of a file is which field: by its title, in Arabic or English, as people write them (N-21). */

import type { OwnField } from '../../../domain/customer/record.ts';
import { FileRefused } from '../../tables/table.ts';
import { type Column, TitledColumns } from '../../tables/titled-columns.ts';

const columns = {
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

/** The columns that a file of customers may have. */
export const columnsWith = (own: readonly OwnField[]) => new TitledColumns(columns, own);

/**
 * The field of each column, in the order of the file; null for one that is none of ours. `matched`: what the user has said
 * of titles that are not known. @throws FileRefused if two columns are one field, or none says who the customer is.
 */
export function columnsOf(
  titles: readonly string[],
  own: readonly OwnField[],
  matched: Readonly<Record<string, string>> = {},
): (ColumnField | null)[] {
  const found = columnsWith(own).of(titles, matched);
  if (!found.includes('name') && !found.includes('number')) {
    const { name, number } = columns;
    throw new FileRefused('no-titles', `${name.ar} (${name.en}) / ${number.ar} (${number.en})`);
  }
  return found;
}
