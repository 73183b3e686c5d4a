/**
 * Prints the holidays of a country as overlays of a calendar file: `tsx scripts/holidays/print.ts bahrain 2025 2030`.
 * The calendars in policies/ were written with it. A holiday that is announced otherwise is then moved by hand, in a new
 * version, and marked `confirmed`.
 */
import { holidayRules, publicHolidays } from './public-holidays.ts';

const [country = '', from = '', to = ''] = process.argv.slice(2);
if (!(country === 'saudi-arabia' || country === 'bahrain') || !/^\d{4}$/.test(from) || !/^\d{4}$/.test(to)) {
  console.error(`Give a country (${Object.keys(holidayRules).join(' or ')}), a first year and a last year.`);
  process.exit(1);
}
for (const holiday of publicHolidays(country, Number(from), Number(to))) {
  const { name, nameAr, status } = holiday;
  console.log(
    `  - { from: "${holiday.from}", to: "${holiday.to}", hours: [], name: "${name}", nameAr: "${nameAr}", status: ${status} }`,
  );
}
