/** Dates, amounts, lists and numbers as people write them in a message, in Arabic or English. Pure. */

export type Language = 'ar' | 'en';

/** The countries whose official calendar is the Umm al-Qura calendar: dates stand in both calendars there. */
const hijriCountries = ['SA'];

const currencies: Record<string, Record<Language, string>> = {
  SAR: { ar: 'ريال', en: 'SAR' },
  BHD: { ar: 'دينار بحريني', en: 'BHD' },
};

type DateParts = Partial<Record<Intl.DateTimeFormatPartTypes, string>>;

/**
 * `2026-03-30T16:00:00+03:00[Asia/Riyadh]` as a person reads it, with the Hijri date beside the Gregorian one if that is
 * the custom of the country. The wall-clock part is read as if it were UTC, so that no zone of a machine can move it.
 */
export function readableInstant(dueLocal: string, language: Language, country = ''): string {
  const wallClock = new Date(`${dueLocal.slice(0, 19)}Z`);
  const date = dayOfWeek(wallClock, language, country);
  const time = timeOfDay(wallClock, language);
  return language === 'en' ? `${date} at ${time}` : `${date}، الساعة ${time}`;
}

/** A local date such as `2026-03-30` in the same way. */
export function readableDate(date: string, language: Language, country = ''): string {
  return dayOfWeek(new Date(`${date}T00:00:00Z`), language, country);
}

function dayOfWeek(wallClock: Date, language: Language, country: string): string {
  const hijri = hijriCountries.includes(country);
  const date = parts(wallClock, language, 'gregory');
  const { day, month, year } = parts(wallClock, language, 'islamic-umalqura');
  if (language === 'en') {
    const beside = hijri ? ` (${day} ${month} ${year} AH)` : '';
    return `${date.weekday}, ${date.day} ${date.month} ${date.year}${beside}`;
  }
  const gregorian = `${date.day} ${date.month} ${date.year}`;
  const both = hijri ? `${day} ${month} ${year}هـ، الموافق ${gregorian}م` : gregorian;
  return `${date.weekday} ${both}`;
}

/** Making a format takes far longer than using it. */
const formats = new Map<string, Intl.DateTimeFormat>();

function parts(instant: Date, language: Language, calendar: string): DateParts {
  const locale = `${language === 'ar' ? 'ar' : 'en-GB'}-u-ca-${calendar}-nu-latn`;
  const format =
    formats.get(locale) ??
    new Intl.DateTimeFormat(locale, {
      timeZone: 'UTC',
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
    });
  formats.set(locale, format);
  return Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
}

/** `4:00 مساءً`, `12:00 ظهرًا`; `4:00 pm`. */
function timeOfDay(instant: Date, language: Language): string {
  const hour = instant.getUTCHours();
  const minute = String(instant.getUTCMinutes()).padStart(2, '0');
  const clock = `${hour % 12 || 12}:${minute}`;
  if (language === 'en') return `${clock} ${hour < 12 ? 'am' : 'pm'}`;
  if (hour < 12) return `${clock} صباحًا`;
  return hour === 12 ? `${clock} ظهرًا` : `${clock} مساءً`;
}

/** `2500.00 SAR` as `2,500 ريال`: without decimals if there are none. What is no amount stays as it is. */
export function readableAmount(amount: string, language: Language): string {
  const [number = '', code = ''] = amount.split(' ');
  if (!/^\d+(\.\d+)?$/.test(number)) return amount;
  const [whole = '0', fraction = ''] = number.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const text = /[1-9]/.test(fraction) ? `${grouped}.${fraction}` : grouped;
  const currency = currencies[code]?.[language] ?? code;
  return language === 'ar' ? `${text} ${currency}` : `${currency} ${text}`;
}

const lists = {
  ar: new Intl.ListFormat('ar', { type: 'conjunction' }),
  en: new Intl.ListFormat('en-GB', { type: 'conjunction' }),
};

/** `أ وب وج`; `a, b and c`. */
export function readableList(items: string[], language: Language): string {
  return lists[language].format(items);
}

/** A number in Latin letters inside an Arabic sentence keeps its order and its place. */
export function isolated(text: string, language: Language): string {
  return language === 'ar' ? `\u2066${text}\u2069` : text;
}
