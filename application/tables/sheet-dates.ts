/** Which numbers of a workbook are dates, by the styles of its cells, and what date each is. Pure. */

/** The number formats that a workbook need not write down: days, hours, and both. */
const builtInDates = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47]);
/** Of eastern calendars and scripts. */
const isEastern = (id: number): boolean => (id >= 27 && id <= 36) || (id >= 50 && id <= 58);

/** True for a format that shows a number as a day or an hour, such as `yyyy-mm-dd` or `[h]:mm`. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return builtInDates.has(id) || isEastern(id);
  const [first = ''] = code
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
    .split(';');
  return !/general/i.test(first) && /[ymdhs]/i.test(first);
}

const minute = 60_000;
const day = 24 * 60 * minute;

/**
 * A number that is shown as a date: `2026-01-31`, with its hour if it has one. If the number has no day, the hour alone.
 * Excel counts from the last day of 1899 and takes 1900 for a leap year, which it was not. Some workbooks count from 1904.
 */
export function dateText(serial: number, from1904: boolean): string | null {
  const days = from1904 ? serial + 1462 : serial;
  // The year 9999 ends the calendar of a spreadsheet.
  if (!(days >= 0 && days < 2_958_466)) return null;
  const epoch = Date.UTC(1899, 11, days < 60 ? 31 : 30);
  const seconds = Math.round((days * day) / 1000);
  const instant = new Date(epoch + seconds * 1000).toISOString();
  const hour = instant.slice(17, 19) === '00' ? instant.slice(11, 16) : instant.slice(11, 19);
  if (serial < 1) return hour;
  return hour === '00:00' ? instant.slice(0, 10) : `${instant.slice(0, 10)} ${hour}`;
}
