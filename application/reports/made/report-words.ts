/** A report in words: what its measures, groups and units are called in one language. */

import { findCalendar } from '../../../db/organisation/calendars.ts';
import { staffOf } from '../../../db/organisation/staff.ts';
import { localText, openCalendar } from '../../../domain/deadline/calendar.ts';
import { titleOfPlace } from '../../../packs/intake.ts';
import type { Pack } from '../../../packs/schema.ts';
import { type Language, readableDate, readableInstant } from '../../../packs/words/readable.ts';
import { none } from '../../../reports/complaint-facts.ts';
import { type DimensionName, dimensions } from '../../../reports/dimensions.ts';
import { type Measure, type MeasureName, measures } from '../../../reports/measures.ts';
import type { Figure } from '../../../reports/tally.ts';
import { againstTargets, type Reached } from '../../../reports/targets.ts';
import type { Call } from '../../call.ts';
import type { ReadReport } from './read-report.ts';

/** One figure as a line of a table. */
export interface ReportLine {
  measure: string;
  unit: string;
  /** Empty of the total. */
  dimension: string;
  group: string;
  value: number | string | null;
  n: number | null;
  /** Only if the report has a target for it. */
  target: string;
}

/** A report as it is shown: its titles, its lines, and its groups by their names. */
export interface WordedReport {
  organisation: string;
  title: string;
  /** Titles with what they say. */
  head: [string, string][];
  lines: ReportLine[];
  nameOf(dimension: DimensionName, key: string): string;
}

export const reportWords = {
  ...{ measure: { ar: 'المقياس', en: 'Measure' }, unit: { ar: 'الوحدة', en: 'Unit' } },
  ...{
    dimension: { ar: 'بحسب', en: 'By' },
    group: { ar: 'المجموعة', en: 'Group' },
    value: { ar: 'القيمة', en: 'Value' },
  },
  ...{ n: { ar: 'العدد', en: 'Counted' }, target: { ar: 'المستهدف', en: 'Target' } },
} satisfies Record<string, Record<Language, string>>;

const units: Record<Measure['unit'], Record<Language, string>> = {
  cases: { ar: 'عدد', en: 'number' },
  percent: { ar: '%', en: '%' },
  minutes: { ar: 'دقيقة', en: 'minutes' },
  score: { ar: 'درجة', en: 'points' },
};

const said = {
  ...{ from: { ar: 'من', en: 'From' }, to: { ar: 'إلى', en: 'To' }, nobody: { ar: 'بلا', en: 'None' } },
  ...{ hidden: { ar: 'محجوب (أقل من 5)', en: 'Hidden (fewer than 5)' }, digest: { ar: 'البصمة', en: 'Digest' } },
  ...{ countedTo: { ar: 'محسوب حتى', en: 'Counted up to' }, policies: { ar: 'نسخ السياسة', en: 'Policy versions' } },
  ...{ notKept: { ar: 'لم يُحفظ بعد', en: 'Not kept yet' }, cases: { ar: 'عدد الشكاوى', en: 'Complaints' } },
  ...{ reached: { ar: 'متحقق', en: 'reached' }, missed: { ar: 'غير متحقق', en: 'missed' } },
} satisfies Record<string, Record<Language, string>>;

/** The report in words, with the names of the staff and of what the pack names. */
export async function wordedReport({ dependencies, pack }: Call, report: ReadReport, language: Language) {
  const { database } = dependencies;
  const staff = new Map((await staffOf(database, pack.id)).map(({ _id, name }) => [_id, name[language]]));
  const { definition, content, digest } = report;
  const { name, version } = content.calendar;
  const calendar = openCalendar((await findCalendar(database, pack.id, name, version))?.calendar);
  const nameOf = (dimension: DimensionName, key: string) => named(pack, staff, language, dimension, key);
  const date = (local: string) => readableDate(local, language, pack.country);
  const worded: WordedReport = {
    organisation: pack.name[language],
    title: definition.title[language],
    head: [
      [said.from[language], date(content.from)],
      [said.to[language], date(content.to)],
      [said.countedTo[language], readableInstant(localText(calendar, content.countedBefore), language, pack.country)],
      [said.policies[language], content.policies.join(', ')],
      [said.cases[language], String(content.figures.cases)],
      [said.digest[language], digest ?? said.notKept[language]],
    ],
    lines: linesOf(report, language, nameOf),
    nameOf,
  };
  return worded;
}

function linesOf(
  { definition, content }: ReadReport,
  language: Language,
  nameOf: WordedReport['nameOf'],
): ReportLine[] {
  const reached = againstTargets(definition, content.figures);
  return content.figures.measures.flatMap(({ measure, total, by }) => {
    const line = (figure: Figure, dimension: DimensionName | null, key = ''): ReportLine => ({
      measure: measures[measure].title[language],
      unit: units[measures[measure].unit][language],
      dimension: dimension === null ? '' : dimensions[dimension].title[language],
      group: dimension === null ? '' : nameOf(dimension, key),
      value: figure.hidden ? said.hidden[language] : figure.value,
      n: figure.n,
      target: targetText(reached, measure, dimension, key, language),
    });
    const groups = (Object.entries(by) as [DimensionName, (Figure & { key: string })[]][]).flatMap(
      ([dimension, figures]) => figures.map((figure) => line(figure, dimension, figure.key)),
    );
    return [line(total, null), ...groups];
  });
}

function targetText(
  reached: readonly Reached[],
  measure: MeasureName,
  dimension: DimensionName | null,
  key: string,
  language: Language,
): string {
  const target = reached.find((one) => one.measure === measure && one.by === dimension && one.key === key);
  if (!target || target.isReached === null) return '';
  return `≥ ${target.atLeast} (${said[target.isReached ? 'reached' : 'missed'][language]})`;
}

function named(
  pack: Pack,
  staff: ReadonlyMap<string, string>,
  language: Language,
  dimension: DimensionName,
  key: string,
): string {
  if (key === none) return said.nobody[language];
  const titled = (parts: Record<string, { title: Record<Language, string> }>) => parts[key]?.title[language] ?? key;
  const ways: Record<DimensionName, () => string> = {
    channel: () => titled(pack.channels),
    'contact-channel': () => titled(pack.channels),
    category: () => titled(pack.kinds.complaint.categories),
    'customer-class': () => titled(pack.customerClasses),
    group: () => titled(pack.groups),
    department: () => titled(pack.departments),
    place: () => titleOfPlace(pack, key, language) ?? key,
    agent: () => staff.get(key) ?? key,
    clock: () => clockTitle(pack, key, language),
    rung: () => key.replace(/^\S+/, (clock) => clockTitle(pack, clock, language)),
  };
  return ways[dimension]();
}

function clockTitle({ kinds }: Pack, key: string, language: Language): string {
  const { clocks, categories } = kinds.complaint;
  const all = [clocks, ...Object.values(categories).map((category) => category.clocks ?? {})];
  return all.find((own) => Object.hasOwn(own, key))?.[key]?.title[language] ?? key;
}
