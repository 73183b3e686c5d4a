/** Statistics over customers in words. */

import { calendarInForce } from '../../../db/organisation/calendars.ts';
import { ownFieldsOf } from '../../../db/registry/custom-fields.ts';
import { localText, openCalendar } from '../../../domain/deadline/calendar.ts';
import { type Language, readableInstant } from '../../../packs/words/readable.ts';
import type { CustomerMeasure, StatisticsRow } from '../../../reports/customer-statistics.ts';
import type { Call } from '../../call.ts';
import { countableFields } from './customer-fields.ts';
import type { Statistics } from './statistics.ts';

export interface WordedStatistics {
  organisation: string;
  title: string;
  countedAt: string;
  columns: string[];
  lines: (string | number)[][];
  /** What a chart shows: no hidden group, and no total. */
  bars: { name: string; value: number }[];
  measure: string;
}

type Words = Record<Language, string>;

const measureWords: Record<CustomerMeasure, Words> = {
  count: { ar: 'عدد العملاء', en: 'Customers' },
  contributions: { ar: 'المساهمات', en: 'Contributions' },
  complaints: { ar: 'الشكاوى', en: 'Complaints' },
  satisfaction: { ar: 'الرضا', en: 'Satisfaction' },
};
const said = {
  ...{ hidden: { ar: 'محجوب (أقل من 5)', en: 'Hidden (fewer than 5)' }, total: { ar: 'الإجمالي', en: 'Total' } },
  ...{ none: { ar: 'بلا', en: 'None' }, customers: { ar: 'عدد العملاء', en: 'Customers' } },
} satisfies Record<string, Words>;
const codes: Record<string, Words> = {
  active: { ar: 'ساري', en: 'Active' },
  inactive: { ar: 'موقوف', en: 'Inactive' },
  person: { ar: 'فرد', en: 'Person' },
  body: { ar: 'جهة', en: 'Body' },
  ar: { ar: 'العربية', en: 'Arabic' },
  en: { ar: 'الإنجليزية', en: 'English' },
};

/** The table and the chart of statistics in one language. */
export async function pageWords(call: Call, of: Statistics, language: Language): Promise<WordedStatistics> {
  const { dependencies, pack } = call;
  const { database } = dependencies;
  const { fields } = await ownFieldsOf(database, pack.id);
  const titles = new Map(countableFields(fields).map(({ name, title }) => [name, title[language]]));
  const nameOf = (field: string, key: string): string => {
    if (key === '-') return said.none[language];
    const choice = fields.find(({ name }) => field === `own.${name}`)?.choices?.find(({ code }) => code === key);
    const ofClass = field === 'class' ? pack.customerClasses[key]?.title : undefined;
    const ofConsent = field === 'consent' ? pack.registry.consents[key]?.title : undefined;
    const ofChannel = field === 'contact-channel' ? pack.channels[key]?.title : undefined;
    const known = choice?.title ?? ofClass ?? ofConsent ?? ofChannel ?? codes[key];
    return known?.[language] ?? key;
  };
  const { by, measure } = of.asked;
  const unit = `${measureWords[measure][language]}${of.currency === null ? '' : ` (${of.currency})`}`;
  const figures = ({ customers, value, hidden }: StatisticsRow): (string | number)[] =>
    hidden ? [said.hidden[language], said.hidden[language]] : [customers ?? '', value ?? ''];
  const names = (row: StatisticsRow) => row.keys.map((key, at) => nameOf(by[at] ?? '', key));
  const total = by.length === 0 ? [] : [said.total[language], ...by.slice(1).map(() => '')];
  const opened = openCalendar((await calendarInForce(database, pack)).calendar);
  return {
    ...{ organisation: pack.name[language], title: of.title[language], measure: unit },
    countedAt: readableInstant(localText(opened, of.countedAt), language, pack.country),
    columns: [...by.map((field) => titles.get(field) ?? field), said.customers[language], unit],
    lines: [...of.rows.map((row) => [...names(row), ...figures(row)]), [...total, ...figures(of.total)]],
    bars: of.rows.flatMap((row) =>
      row.value === null ? [] : [{ name: names(row).join(' – '), value: Number(row.value) }],
    ),
  };
}
