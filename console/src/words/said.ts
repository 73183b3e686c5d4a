/** Instants and dates as people read them. */
import type { Language } from './wording';

const formats = new Map<string, Intl.DateTimeFormat>();

function format(language: Language, calendar: 'gregory' | 'islamic-umalqura', options: Intl.DateTimeFormatOptions) {
  const locale = `${language === 'ar' ? 'ar' : 'en-GB'}-u-ca-${calendar}-nu-latn`;
  const key = locale + JSON.stringify(options);
  const made = formats.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formats.set(key, made);
  return made;
}

/** `2026-03-30T16:00:00+03:00[Asia/Riyadh]`, or an instant: the day and the time at the organisation, or here. */
export function saidInstant(at: string, language: Language): string {
  const [, wallClock, zone] = /^(.{19})[^[]*\[(.+)\]$/.exec(at) ?? [];
  const date = new Date(wallClock ? `${wallClock}Z` : at);
  const timeZone = zone ? { timeZone: 'UTC' } : {};
  return format(language, 'gregory', { dateStyle: 'medium', timeStyle: 'short', ...timeZone }).format(date);
}

/** The same day in the Umm al-Qura calendar. */
export function saidHijri(at: string, language: Language): string {
  const date = new Date(`${at.slice(0, 10)}T12:00:00Z`);
  return format(language, 'islamic-umalqura', { dateStyle: 'medium', timeZone: 'UTC' }).format(date);
}

/** A local date such as `2026-03-30`: the weekday, the day and the month. */
export function saidDay(day: string, language: Language): string {
  const options = { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' } as const;
  return format(language, 'gregory', options).format(new Date(`${day}T00:00:00Z`));
}

/** How far an instant is from now, in whole days, or in whole hours below a day. */
export function distance(at: string, now: number): { isPast: boolean; days: number; hours: number } {
  const minutes = (Date.parse(at) - now) / 60_000;
  const hours = Math.floor(Math.abs(minutes) / 60);
  return { isPast: minutes < 0, days: Math.floor(hours / 24), hours };
}
