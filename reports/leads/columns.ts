/** The reports over leads as people read them: columns with titles, and programmes, people and statuses in words. Pure. */
import type { Wording } from '../../packs/schema.ts';
import type { Language } from '../../packs/words/readable.ts';
import type { Column } from '../column.ts';
import type { PipelineEntry } from './pipeline.ts';
import type { WeekOfLead } from './weekly-report.ts';

/** Programmes and people as a reader knows them: by their names, if the codes have any. */
export interface Names {
  programme(code: string): string;
  person(id: string | null): string;
}

/** What the statuses of a lead are called. */
const statusWords: Record<string, Wording> = {
  identified: { ar: 'تحديد', en: 'Identified' },
  followed: { ar: 'متابعة', en: 'Followed' },
  closed: { ar: 'إغلاق', en: 'Closed' },
  successful: { ar: 'ناجحة', en: 'Successful' },
  cancelled: { ar: 'ملغاة', en: 'Cancelled' },
};

/** Which lead it is, whose, and how it stands. */
const leadColumns = (
  language: Language,
  named: Names,
): Column<Pick<WeekOfLead, 'number' | 'programme' | 'owner' | 'status'>>[] => [
  { title: { ar: 'الرقم', en: 'Number' }, cell: ({ number }) => number },
  { title: { ar: 'البرنامج', en: 'Programme' }, cell: ({ programme }) => named.programme(programme) },
  { title: { ar: 'المسؤول', en: 'Owner' }, cell: ({ owner }) => named.person(owner) },
  { title: { ar: 'الحالة', en: 'Status' }, cell: ({ status }) => statusWords[status]?.[language] ?? status },
];

/** The columns of the pipeline. */
export const pipelineColumns = (language: Language, named: Names): Column<PipelineEntry>[] => [
  ...leadColumns(language, named),
  { title: { ar: 'المبلغ المتوقع', en: 'Expected amount' }, cell: ({ expected }) => expected },
  { title: { ar: 'نسبة النجاح', en: 'Success rate' }, cell: ({ rate }) => rate, isNumber: true },
  { title: { ar: 'المرجّح', en: 'Expected × rate' }, cell: ({ weighted }) => weighted },
  { title: { ar: 'المتعهد به', en: 'Pledged' }, cell: ({ pledged }) => pledged },
  { title: { ar: 'المستلم', en: 'Received' }, cell: ({ received }) => received },
  { title: { ar: 'أيام في الحالة', en: 'Days in this status' }, cell: ({ ageInDays }) => ageInDays, isNumber: true },
  {
    title: { ar: 'أسابيع بلا مراجعة', en: 'Weeks without review' },
    cell: ({ missedWeeks }) => missedWeeks,
    isNumber: true,
  },
];

/** The columns of the weekly report. */
export const weekColumns = (language: Language, named: Names): Column<WeekOfLead>[] => [
  ...leadColumns(language, named),
  { title: { ar: 'نسبة النجاح', en: 'Success rate' }, cell: ({ rate }) => rate, isNumber: true },
  { title: { ar: 'روجعت', en: 'Reviewed' }, cell: ({ reviewed }) => reviewed, isNumber: true },
  { title: { ar: 'أسابيع بلا مراجعة', en: 'Missed weeks' }, cell: ({ missed }) => missed, isNumber: true },
  { title: { ar: 'اتصالات', en: 'Contacts' }, cell: ({ contacts }) => contacts, isNumber: true },
  { title: { ar: 'محاولات', en: 'Attempts' }, cell: ({ attempts }) => attempts, isNumber: true },
  {
    title: { ar: 'تعهدات لم تُسدَّد', en: 'Pledges not kept' },
    cell: ({ pledgesMissed }) => pledgesMissed,
    isNumber: true,
  },
];
