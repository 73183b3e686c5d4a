/** The messages by which reports are sent (N-06, N-13): counts, where to read more, and nothing about a person. Pure. */
import type { Language } from './readable.ts';

type Words = Record<Language, string>;

const titles: Record<'leads' | 'register', Words> = {
  leads: { ar: 'التقرير الأسبوعي لحالة الفرص', en: 'Weekly report of leads' },
  register: { ar: 'ملخص سجل الشكاوى والاستفسارات', en: 'Summary of the register of complaints and enquiries' },
};

const figures: Record<string, Words> = {
  leads: { ar: 'الفرص', en: 'Leads' },
  reviewed: { ar: 'المراجعات', en: 'Reviews' },
  missed: { ar: 'أسابيع بلا مراجعة', en: 'Weeks without a review' },
  contacts: { ar: 'الاتصالات', en: 'Contacts' },
  changed: { ar: 'فرص تغيّرت حالتها', en: 'Leads whose status changed' },
  pledgesMissed: { ar: 'تعهدات لم تُسدَّد', en: 'Pledges not kept' },
  total: { ar: 'الواردة', en: 'Received' },
  inTime: { ar: 'رُدّ عليها في الموعد', en: 'Answered in time' },
  late: { ar: 'تأخر الرد عليها', en: 'Answered late, or overdue' },
  awaited: { ar: 'لم يحن موعد الرد عليها', en: 'Answer not due yet' },
  breached: { ar: 'تجاوزت موعدًا', en: 'Missed a deadline' },
  medianHours: { ar: 'وسيط الساعات حتى إبلاغ العميل', en: 'Median hours until the customer was told' },
};

const sentences = {
  period: {
    ar: (from: string, to: string) => `من ${from} إلى ${to}`,
    en: (from: string, to: string) => `from ${from} to ${to}`,
  },
  late: {
    ar: 'فات موعد هذا التقرير، وهو يُرسل الآن مرة واحدة.',
    en: 'This report was missed in its week, and is sent now, once.',
  },
  more: { ar: 'التفاصيل:', en: 'Details:' },
};

export interface ReportShown {
  organisation: Words;
  report: 'leads' | 'register';
  /** Local dates. */
  from: string;
  to: string;
  late: boolean;
  /** In the order in which they are shown; what is null is left out. */
  counts: Record<string, number | null>;
  link: string;
}

/** Subject and text; the link stands alone on its line. */
export function reportMessage(
  language: Language,
  { organisation, report, from, to, late, counts, link }: ReportShown,
): { subject: string; text: string } {
  const title = `${titles[report][language]}، ${sentences.period[language](from, to)}`;
  const shown = language === 'en' ? title.replace('،', ',') : title;
  const lines = Object.entries(counts).flatMap(([name, count]) =>
    count === null ? [] : [`${figures[name]?.[language] ?? name}: ${count}`],
  );
  const text = [shown, ...(late ? [sentences.late[language]] : []), ...lines, sentences.more[language], link];
  return { subject: `${organisation[language]}: ${shown}`, text: text.join('\n') };
}
