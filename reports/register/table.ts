/** The register as people read it: columns with titles, and codes as the words that the policy has for them. Pure. */
import type { ComplaintStatus } from '../../domain/complaint/state.ts';
import type { Pack, Wording } from '../../packs/schema.ts';
import type { Language } from '../../packs/words/readable.ts';
import { type RegisterEntry, registerFields } from './entry.ts';
import type { RegisterSummary } from './summary.ts';

/** A column: its titles, its width in characters, and whether it is a date. */
export interface Column {
  key: keyof RegisterEntry;
  title: Wording;
  width: number;
  isDate?: boolean;
}

export const columns: readonly Column[] = [
  { key: 'number', title: { ar: 'الرقم', en: 'Number' }, width: 20 },
  { key: 'category', title: { ar: 'النوع', en: 'Category' }, width: 18 },
  { key: 'customerClass', title: { ar: 'فئة العميل', en: 'Customer class' }, width: 16 },
  { key: 'channel', title: { ar: 'قناة الاستلام', en: 'Channel' }, width: 16 },
  { key: 'receivedAt', title: { ar: 'تاريخ الاستلام', en: 'Date received' }, width: 18, isDate: true },
  { key: 'proposedSolution', title: { ar: 'الحل المقترح', en: 'Proposed solution' }, width: 60 },
  {
    key: 'customerToldAt',
    title: { ar: 'تاريخ إبلاغ العميل', en: 'Date the customer was told' },
    width: 18,
    isDate: true,
  },
  { key: 'status', title: { ar: 'الحالة', en: 'Status' }, width: 16 },
  { key: 'round', title: { ar: 'الجولة', en: 'Round' }, width: 8 },
  { key: 'breached', title: { ar: 'تجاوز موعدًا', en: 'Missed a deadline' }, width: 14 },
  { key: 'answer', title: { ar: 'الرد', en: 'Answer' }, width: 16 },
  { key: 'owner', title: { ar: 'المسؤول', en: 'Owner' }, width: 24 },
  { key: 'department', title: { ar: 'الإدارة', en: 'Department' }, width: 20 },
];

const statuses: Record<ComplaintStatus | 'withdrawn-by-staff', Wording> = {
  'withdrawn-by-staff': { ar: 'مسحوبة بتسجيل من الموظفين', en: 'Withdrawn, as staff recorded' },
  received: { ar: 'مستلمة', en: 'Received' },
  returned: { ar: 'معادة للاستكمال', en: 'Returned for completion' },
  open: { ar: 'قيد المعالجة', en: 'Being worked on' },
  answered: { ar: 'تم الرد', en: 'Answered' },
  closed: { ar: 'مغلقة', en: 'Closed' },
  declined: { ar: 'لم تُقبل', en: 'Declined' },
  'withdrawal-claimed': { ar: 'سُجّل طلب سحبها', en: 'Said to be withdrawn' },
  withdrawn: { ar: 'مسحوبة', en: 'Withdrawn' },
  merged: { ar: 'مضمومة إلى شكوى أخرى', en: 'Merged into another one' },
};

const answers: Record<RegisterEntry['answer'], Wording> = {
  'in-time': { ar: 'في الموعد', en: 'In time' },
  late: { ar: 'متأخر', en: 'Late' },
  awaited: { ar: 'لم يحن موعده', en: 'Not due yet' },
  'no-deadline': { ar: 'بلا موعد', en: 'No deadline' },
};

const summaryTitles = {
  sheet: { ar: 'الملخص', en: 'Summary' },
  total: { ar: 'العدد', en: 'Total' },
  breached: { ar: 'تجاوزت موعدًا', en: 'Missed a deadline' },
  medianHours: { ar: 'وسيط الساعات حتى الرد', en: 'Median hours to the answer' },
} satisfies Record<string, Wording>;

/** How the register is written in one language for one organisation. `ownerNames`: staff id → name. */
export class RegisterTable {
  private readonly pack: Pack;
  private readonly ownerNames: Map<string, string>;
  readonly language: Language;

  constructor(pack: Pack, language: Language, ownerNames: Map<string, string>) {
    this.pack = pack;
    this.language = language;
    this.ownerNames = ownerNames;
  }

  get titles(): string[] {
    return columns.map(({ title }) => title[this.language]);
  }

  get name(): string {
    return { ar: 'السجل', en: 'Register' }[this.language];
  }

  get summaryName(): string {
    return summaryTitles.sheet[this.language];
  }

  /** One line, in the order of the columns: words, numbers, and local dates as `2026-03-30 16:00`. */
  cells(entry: RegisterEntry): (string | number)[] {
    return columns.map(({ key, isDate }) => {
      const value = entry[key];
      if (value === null) return '';
      if (isDate) return String(value).slice(0, 16).replace('T', ' ');
      return typeof value === 'number' ? value : this.shown(key, value);
    });
  }

  private shown(key: keyof RegisterEntry, value: string | boolean): string {
    const { language, pack } = this;
    const titled = (known: Record<string, { title: Wording }>) =>
      known[String(value)]?.title[language] ?? String(value);
    if (key === 'category') return titled(pack.kinds.complaint.categories);
    if (key === 'customerClass') return titled(pack.customerClasses);
    if (key === 'channel') return titled(pack.channels);
    if (key === 'department') return titled(pack.departments);
    if (key === 'status') return statuses[value as ComplaintStatus][language];
    if (key === 'answer') return answers[value as RegisterEntry['answer']][language];
    if (key === 'breached') return { ar: value ? 'نعم' : 'لا', en: value ? 'yes' : 'no' }[language];
    if (registerFields[key] === 'staff') return this.ownerNames.get(String(value)) ?? String(value);
    return String(value);
  }

  /** The summary as lines of a title and a number. */
  summary({
    total,
    breached,
    byCategory,
    byStatus,
    byAnswer,
    medianHoursToAnswer,
  }: RegisterSummary): [string, number | string][] {
    const { language } = this;
    const counted = (key: keyof RegisterEntry, counts: Record<string, number>) =>
      Object.entries(counts).map(([code, count]): [string, number] => [this.shown(key, code), count]);
    return [
      [summaryTitles.total[language], total],
      ...counted('category', byCategory),
      ...counted('status', byStatus),
      ...counted('answer', byAnswer),
      [summaryTitles.breached[language], breached],
      [summaryTitles.medianHours[language], medianHoursToAnswer ?? ''],
    ];
  }
}
