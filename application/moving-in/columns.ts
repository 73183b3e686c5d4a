/** Which column of a file of complaints is which: by its title, in Arabic or English, as exports of old systems have them. */
import type { Pack } from '../../packs/schema.ts';
import { FileRefused } from '../tables/table.ts';
import { type Column, TitledColumns } from '../tables/titled-columns.ts';

const columns = {
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
  otherPhones: {
    ...{ ar: 'هواتف أخرى', en: 'Other telephones' },
    also: ['جوال آخر', 'هاتف آخر', 'رقم آخر', 'other phone', 'other phones', 'phone 2'],
  },
  email: { ar: 'البريد الإلكتروني', en: 'E-mail', also: ['البريد', 'الإيميل', 'email', 'e-mail address'] },
  class: { ar: 'فئة العميل', en: 'Customer class', also: ['نوع العميل', 'تصنيف العميل'] },
  priorityGround: { ar: 'سبب الأولوية', en: 'Ground for priority', also: ['الأولوية', 'priority'] },
} as const satisfies Record<string, Column>;

/** A column of the table above, or `fields.<name>` for a field of a category's form. */
export type MovingColumn = keyof typeof columns | `fields.${string}`;

/** The columns that a file of complaints may have, with the fields of all forms of the organisation. */
export function columnsWith({ kinds }: Pack) {
  const all = Object.values(kinds.complaint.categories).flatMap(({ fields }) => Object.entries(fields));
  return new TitledColumns(
    columns,
    all.map(([name, { title }]) => ({ name, title })),
  );
}

/** The column of each title, in the order of the file; null for one that is none of ours. @throws FileRefused */
export function columnsOf(
  pack: Pack,
  titles: readonly string[],
  matched: Readonly<Record<string, string>>,
): (MovingColumn | null)[] {
  const found = columnsWith(pack).of(titles, matched);
  const missing = (['reference', 'receivedOn'] as const).find((column) => !found.includes(column));
  if (missing) throw new FileRefused('no-titles', `${columns[missing].ar} (${columns[missing].en})`);
  return found;
}
