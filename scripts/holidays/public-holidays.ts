import { daysLater, gregorianDates } from './hijri.ts';

/** A holiday of one year, as a calendar file holds it. */
export interface Holiday {
  name: string;
  nameAr: string;
  from: string;
  to: string;
  status: 'expected' | 'confirmed';
}

/** A holiday that the law sets on a day of the Gregorian year (month 1–12), or the Umm al-Qura year. */
interface HolidayRule {
  name: string;
  nameAr: string;
  calendar: 'gregorian' | 'umm-al-qura';
  month: number;
  day: number;
  /** Days from that day to the first free one. */
  after?: number;
  lasts: number;
}

/**
 * Saudi Arabia: Eid al-Fitr is four days from the day after 29 Ramadan, whether the month has 29 days or 30. Eid al-Adha
 * is four days from the day of Arafah. Bahrain: three days of Eid al-Fitr, Arafah and three days of Eid al-Adha.
 */
export const holidayRules: Record<'saudi-arabia' | 'bahrain', HolidayRule[]> = {
  'saudi-arabia': [
    { name: 'Founding Day', nameAr: 'يوم التأسيس', calendar: 'gregorian', month: 2, day: 22, lasts: 1 },
    { name: 'Saudi National Day', nameAr: 'اليوم الوطني', calendar: 'gregorian', month: 9, day: 23, lasts: 1 },
    { name: 'Eid al-Fitr', nameAr: 'عيد الفطر', calendar: 'umm-al-qura', month: 9, day: 29, after: 1, lasts: 4 },
    { name: 'Eid al-Adha', nameAr: 'عيد الأضحى', calendar: 'umm-al-qura', month: 12, day: 9, lasts: 4 },
  ],
  bahrain: [
    { name: "New Year's Day", nameAr: 'رأس السنة الميلادية', calendar: 'gregorian', month: 1, day: 1, lasts: 1 },
    { name: 'Labour Day', nameAr: 'عيد العمال', calendar: 'gregorian', month: 5, day: 1, lasts: 1 },
    { name: 'Bahrain National Day', nameAr: 'العيد الوطني', calendar: 'gregorian', month: 12, day: 16, lasts: 2 },
    { name: 'Hijri New Year', nameAr: 'رأس السنة الهجرية', calendar: 'umm-al-qura', month: 1, day: 1, lasts: 1 },
    { name: 'Ashura', nameAr: 'عاشوراء', calendar: 'umm-al-qura', month: 1, day: 9, lasts: 2 },
    {
      name: "Prophet's Birthday",
      nameAr: 'المولد النبوي الشريف',
      calendar: 'umm-al-qura',
      month: 3,
      day: 12,
      lasts: 1,
    },
    { name: 'Eid al-Fitr', nameAr: 'عيد الفطر', calendar: 'umm-al-qura', month: 10, day: 1, lasts: 3 },
    {
      name: 'Arafah and Eid al-Adha',
      nameAr: 'يوم عرفة وعيد الأضحى',
      calendar: 'umm-al-qura',
      month: 12,
      day: 9,
      lasts: 4,
    },
  ],
};

/** The holidays of a country from one year to another, in order. Those that hang on the moon are `expected` only. */
export function publicHolidays(country: keyof typeof holidayRules, from: number, to: number): Holiday[] {
  return holidayRules[country]
    .flatMap((rule) =>
      anchors(rule, from, to).map((anchor): Holiday => {
        const first = daysLater(anchor, rule.after ?? 0);
        const status = rule.calendar === 'gregorian' ? 'confirmed' : 'expected';
        return { name: rule.name, nameAr: rule.nameAr, from: first, to: daysLater(first, rule.lasts - 1), status };
      }),
    )
    .sort((a, b) => (a.from < b.from ? -1 : 1));
}

function anchors(rule: HolidayRule, from: number, to: number): string[] {
  if (rule.calendar === 'umm-al-qura') return gregorianDates(rule.month, rule.day, from, to);
  const monthAndDay = [rule.month, rule.day].map((part) => String(part).padStart(2, '0')).join('-');
  return Array.from({ length: to - from + 1 }, (_, index) => `${from + index}-${monthAndDay}`);
}
