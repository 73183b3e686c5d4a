/** The report of a survey as a table: a line for every question, of everybody and of each group. Pure. */
import type { Result } from '../../domain/survey/analysis.ts';
import type { StatementResult } from '../../domain/survey/distribution.ts';
import type { Difference } from '../../domain/survey/intervals.ts';
import type { SatisfactionLevel } from '../../domain/survey/level.ts';
import type { Wording } from '../../domain/survey/questionnaire.ts';
import type { Language } from '../../packs/words/readable.ts';
import type { SurveyReport } from './report.ts';

type Cell = string | number;

export const reportWords = {
  title: { ar: 'تقرير نتائج الاستبيان', en: 'Survey report' },
  summary: { ar: 'الملخص', en: 'Summary' },
  programme: { ar: 'البرنامج', en: 'Programme' },
  counted: { ar: 'الإجابات المحتسبة', en: 'Answers counted' },
  late: { ar: 'إجابات متأخرة لم تُحتسب', en: 'Late answers, not counted' },
  madeUp: { ar: 'منها إجابات مختلقة للعرض', en: 'Of those, made up for a demonstration' },
  unsettled: { ar: 'نماذج ورقية لم يُحسم اختلاف إدخالها', en: 'Paper forms whose differences are not settled' },
  awaitingSecond: { ar: 'نماذج ورقية تنتظر الإدخال الثاني', en: 'Paper forms that wait for their second typing' },
  closed: { ar: 'أُغلق في (UTC)', en: 'Closed at (UTC)' },
  digest: { ar: 'البصمة الرقمية', en: 'Digest' },
  dimension: { ar: 'التصنيف حسب', en: 'Grouped by' },
  group: { ar: 'الفئة', en: 'Group' },
  question: { ar: 'العبارة', en: 'Question' },
  n: { ar: 'العدد', en: 'n' },
  mean: { ar: 'المتوسط', en: 'Mean' },
  median: { ar: 'الوسيط', en: 'Median' },
  deviation: { ar: 'الانحراف المعياري', en: 'Standard deviation' },
  share: { ar: 'نسبة أعلى درجتين', en: 'Share of the top two' },
  low: { ar: 'حد الثقة الأدنى 95%', en: 'Low of 95 % interval' },
  high: { ar: 'حد الثقة الأعلى 95%', en: 'High of 95 % interval' },
  notApplicable: { ar: 'لا ينطبق', en: 'Does not apply' },
  missing: { ar: 'تُركت بلا إجابة', en: 'Left blank' },
  level: { ar: 'مستوى الرضا العام', en: 'Level of satisfaction' },
  poor: { ar: 'دون المتوقع (رديئة)', en: 'Poor' },
  ordinary: { ar: 'كما توقع (عادية)', en: 'Ordinary' },
  distinguished: { ar: 'فوق المتوقع (متميزة)', en: 'Distinguished' },
  everybody: { ar: 'الجميع', en: 'Everybody' },
  expected: { ar: 'المتوقع', en: 'expected' },
  perceived: { ar: 'الملموس', en: 'perceived' },
  hidden: { ar: 'محجوب', en: 'hidden' },
  hiddenNote: {
    ar: 'لا تُعرض فئة تقل إجاباتها عن خمس، ولا ما يدل عليها.',
    en: 'A group of fewer than five answers is not shown, nor what would give it away.',
  },
  unstated: { ar: 'لم يُذكر', en: 'Not stated' },
  other: { ar: 'أخرى', en: 'Others' },
  change: { ar: 'التغير عن الاستبيان السابق', en: 'Change from the survey before' },
  shareChange: { ar: 'تغير نسبة أعلى درجتين', en: 'Change of the share of the top two' },
  meanChange: { ar: 'تغير المتوسط', en: 'Change of the mean' },
  shown: {
    higher: { ar: 'أعلى', en: 'higher' },
    lower: { ar: 'أدنى', en: 'lower' },
    none: { ar: 'لم يظهر فرق', en: 'no difference shown' },
  },
  texts: { ar: 'ما كتبه المجيبون', en: 'What people wrote' },
} as const;

const asked = ({ questionnaire }: SurveyReport, id: string) => questionnaire.questions.find((one) => one.id === id);

export function questionText(report: SurveyReport, id: string, language: Language): string {
  return asked(report, id)?.text[language] ?? id;
}

/** What a group is called: a choice's words, a text as it is, or that it was left open. */
export function groupText(report: SurveyReport, dimension: string, group: string, language: Language): string {
  if (group === '') return reportWords.unstated[language];
  const question = asked(report, dimension);
  if (question?.kind === 'choice') return question.choices.find(({ code }) => code === group)?.text[language] ?? group;
  return group === 'other' ? reportWords.other[language] : group;
}

/** The most places that a scale of the report has. */
export function placesIn({ questionnaire }: SurveyReport): number {
  return Math.max(0, ...Object.values(questionnaire.scales).map((labels) => labels.length));
}

const figures = ['n', 'mean', 'median', 'deviation', 'share', 'low', 'high', 'notApplicable', 'missing'] as const;
const qualities = ['poor', 'ordinary', 'distinguished'] as const;

export interface TableColumn {
  title: string;
  width: number;
  isNumber: boolean;
}

export function reportColumns(report: SurveyReport, language: Language): TableColumn[] {
  const words = (['dimension', 'group', 'question'] as const).map((key) => ({
    title: reportWords[key][language],
    width: key === 'question' ? 60 : 24,
    isNumber: false,
  }));
  const numbers = [
    ...figures.map((key): string => reportWords[key][language]),
    ...Array.from({ length: placesIn(report) }, (_, place) => String(place + 1)),
    ...qualities.map((key): string => reportWords[key][language]),
  ];
  return [...words, ...numbers.map((title) => ({ title, width: 12, isNumber: true }))];
}

/** To four decimals, so that rounding never looks like a difference. */
export const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;

function statementCells(
  result: StatementResult,
  unrated: [notApplicable: Cell, missing: Cell],
  places: number,
): Cell[] {
  const { n, mean, median, standardDeviation, topTwo, distribution } = result;
  const deviation = standardDeviation === null ? '' : rounded(standardDeviation);
  const interval = [topTwo.share, topTwo.low, topTwo.high].map(rounded);
  const chosen = Array.from({ length: places }, (_, place): Cell => distribution[place] ?? '');
  return [n, rounded(mean), median, deviation, ...interval, ...unrated, ...chosen];
}

function resultLines(result: Result | null, question: string, places: number, language: Language): Cell[][] {
  const nothing = (length: number) => new Array<Cell>(length).fill('');
  if (!result) return [[question, reportWords.hidden[language], ...nothing(figures.length - 1 + places + 3)]];
  const missing = result.missing ?? '';
  if (result.kind === 'scale') {
    return [[question, ...statementCells(result, [result.notApplicable, missing], places), ...nothing(3)]];
  }
  const counts = qualities.map((quality) => result.quality[quality]);
  const side = (which: 'expected' | 'perceived') => `${question} (${reportWords[which][language]})`;
  return [
    [side('expected'), ...statementCells(result.expected, ['', missing], places), ...nothing(3)],
    [side('perceived'), ...statementCells(result.perceived, ['', missing], places), ...counts],
  ];
}

/** The lines of the table, in the order of its columns. */
export function* reportLines(report: SurveyReport, language: Language): Generator<Cell[]> {
  const places = placesIn(report);
  for (const { question, overall, groups } of report.analysis.ratings) {
    const text = questionText(report, question, language);
    for (const line of resultLines(overall, text, places, language)) {
      yield [reportWords.everybody[language], '', ...line];
    }
    for (const { dimension, group, result } of groups) {
      const named = groupText(report, dimension, group, language);
      for (const line of resultLines(result, text, places, language)) {
        yield [questionText(report, dimension, language), named, ...line];
      }
    }
  }
}

/** What changed, as a sentence's worth: the difference, its interval, and whether it shows anything. */
export function changeText(change: Difference | null, percent: boolean, language: Language): string {
  if (!change) return '–';
  const shown = (value: number) => (percent ? `${rounded(value * 100).toFixed(1)} %` : value.toFixed(2));
  const { difference, low, high } = change;
  const signed = `${difference > 0 ? '+' : ''}${shown(difference)}`;
  return `${signed} [${shown(low)}, ${shown(high)}] – ${reportWords.shown[change.shown][language]}`;
}

/** `81.3 % – أوافق`, with what it is made of. */
function levelText({ level, words, statements, ratings }: SatisfactionLevel, language: Language): string {
  const of = {
    ar: `من ${ratings} تقييمًا لعدد ${statements} من العبارات`,
    en: `of ${ratings} ratings of ${statements} statements`,
  };
  return `${level.toFixed(1)} % – ${words[language]} (${of[language]})`;
}

/** The summary as lines of a title and a value. */
export function summaryLines(report: SurveyReport, language: Language): [string, Cell][] {
  const { survey, programmeName, counted, late, madeUp, unsettled, awaitingSecond, digest, against, level } = report;
  const word = (words: Wording) => words[language];
  return [
    [word(reportWords.programme), programmeName?.[language] ?? survey.programme],
    [word(reportWords.closed), survey.closesAt ?? ''],
    [word(reportWords.counted), counted],
    ...(level ? [[word(reportWords.level), levelText(level, language)] as [string, Cell]] : []),
    [word(reportWords.late), late],
    ...(madeUp > 0 ? [[word(reportWords.madeUp), madeUp] as [string, Cell]] : []),
    ...(unsettled > 0 ? [[word(reportWords.unsettled), unsettled] as [string, Cell]] : []),
    ...(awaitingSecond > 0 ? [[word(reportWords.awaitingSecond), awaitingSecond] as [string, Cell]] : []),
    [word(reportWords.digest), digest],
    ['', word(reportWords.hiddenNote)],
    ...(against?.items ?? []).flatMap(({ question, topTwo, mean }): [string, Cell][] => {
      const text = questionText(report, question, language);
      return [
        [`${word(reportWords.shareChange)}: ${text}`, changeText(topTwo, true, language)],
        [`${word(reportWords.meanChange)}: ${text}`, changeText(mean, false, language)],
      ];
    }),
  ];
}
