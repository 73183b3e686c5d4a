/** Umm al-Qura dates, worked out by the ICU tables of Intl with explicit locale, calendar and zone. */

export interface HijriDate {
  year: number;
  month: number;
  day: number;
}

const format = new Intl.DateTimeFormat('en-u-ca-islamic-umalqura-nu-latn', {
  timeZone: 'UTC',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
});

const dayInMs = 24 * 60 * 60 * 1000;

/** The Umm al-Qura date of a Gregorian date (YYYY-MM-DD). */
export function hijriDate(date: string): HijriDate {
  const parts = format.formatToParts(new Date(`${date}T00:00:00Z`));
  const number = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  return { year: number('year'), month: number('month'), day: number('day') };
}

/** Every Gregorian date of the given years on which a Hijri month and day falls: one or two in a year, or none. */
export function gregorianDates(month: number, day: number, from: number, to: number): string[] {
  const dates: string[] = [];
  for (let at = Date.UTC(from, 0, 1); at <= Date.UTC(to, 11, 31); at += dayInMs) {
    const date = new Date(at).toISOString().slice(0, 10);
    const hijri = hijriDate(date);
    if (hijri.month === month && hijri.day === day) dates.push(date);
  }
  return dates;
}

export function daysLater(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * dayInMs).toISOString().slice(0, 10);
}
