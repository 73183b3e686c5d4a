/** Charts of a report, drawn on the server as SVG; Arabic ones run from right to left. */

import type { Result } from '../../domain/survey/analysis.ts';
import type { StatementResult } from '../../domain/survey/distribution.ts';
import type { Language } from '../../packs/words/readable.ts';
import type { SurveyReport } from '../../reports/surveys/report.ts';
import { questionText, reportWords } from '../../reports/surveys/table.ts';
import { drawn, fonts } from '../reports/drawn-chart.ts';

/** From disagreement to agreement, apart in print and for readers who cannot tell red from green. */
const colours = [
  '#8c510a',
  '#d8b365',
  '#c7d1d6',
  '#5ab4ac',
  '#01665e',
  '#003c30',
  '#f6e8c3',
  '#c7eae5',
  '#35978f',
  '#543005',
];

interface Bar {
  text: string;
  result: StatementResult;
  scale: string;
}

/** The statements that may be shown, and of pairs what was perceived. */
function barsOf(report: SurveyReport, language: Language): Bar[] {
  return report.analysis.ratings.flatMap(({ question, overall }) => {
    const result = statement(overall);
    const asked = report.questionnaire.questions.find(({ id }) => id === question);
    if (!result || !asked || !('scale' in asked)) return [];
    return [{ text: questionText(report, question, language), result, scale: asked.scale }];
  });
}

const statement = (result: Result | null): StatementResult | null =>
  result?.kind === 'expected-and-perceived' ? result.perceived : result;

/** What all bar charts share: a line for each statement, from above, and per cent across. */
function frame(bars: readonly Bar[], title: string, language: Language) {
  const isArabic = language === 'ar';
  const labels = { width: 290, overflow: 'break', align: isArabic ? 'left' : 'right', fontFamily: fonts };
  return {
    title: { text: title, left: isArabic ? 'right' : 'left', textStyle: { fontFamily: fonts, fontSize: 15 } },
    grid: { left: isArabic ? 20 : 350, right: isArabic ? 350 : 20, top: 45, bottom: 60 },
    xAxis: { type: 'value', max: 100, inverse: isArabic, axisLabel: { formatter: '{value} %' } },
    yAxis: {
      type: 'category',
      inverse: true,
      position: isArabic ? 'right' : 'left',
      data: bars.map(({ text }) => text),
      axisLabel: labels,
      axisTick: { show: false },
    },
  };
}

const heightOf = (bars: readonly Bar[]) => 120 + 46 * bars.length;
const percent = (part: number, whole: number) => Math.round((1000 * part) / whole) / 10;

/** How often each place was chosen, one chart for each scale. */
export function distributionCharts(report: SurveyReport, language: Language): string[] {
  const all = barsOf(report, language);
  return [...new Set(all.map(({ scale }) => scale))].map((scale) => {
    const bars = all.filter((bar) => bar.scale === scale);
    const labels = report.questionnaire.scales[scale] ?? [];
    const series = labels.map((label, place) => ({
      type: 'bar',
      stack: 'all',
      name: `${place + 1} – ${label[language]}`,
      itemStyle: { color: colours[place] },
      data: bars.map(({ result }) => percent(result.distribution[place] ?? 0, result.n)),
    }));
    const title = { ar: 'توزيع الإجابات', en: 'Distribution of the answers' }[language];
    const legend = { bottom: 0, left: 'center', textStyle: { fontFamily: fonts } };
    return drawn({ ...frame(bars, title, language), legend, series }, heightOf(bars));
  });
}

/** The share of the two highest places, with its interval. */
export function topTwoChart(report: SurveyReport, language: Language): string | null {
  const bars = barsOf(report, language);
  if (bars.length === 0) return null;
  const title = { ar: 'نسبة أعلى درجتين مع فترة الثقة 95%', en: 'Share of the top two, with its 95 % interval' }[
    language
  ];
  const series = [
    {
      type: 'bar',
      itemStyle: { color: '#5ab4ac' },
      barWidth: 16,
      data: bars.map(({ result }) => percent(result.topTwo.count, result.n)),
    },
    {
      type: 'custom',
      z: 10,
      renderItem: whisker,
      encode: { x: [1, 2], y: 0 },
      data: bars.map(({ result }, index) => [index, 100 * result.topTwo.low, 100 * result.topTwo.high]),
    },
  ];
  return drawn({ ...frame(bars, title, language), series }, heightOf(bars));
}

interface Api {
  value(dimension: number): number;
  coord(point: [number, number]): [number, number];
}

/** A line from one end of the interval to the other, with a stroke at each. */
function whisker(_params: unknown, api: Api) {
  const [index, low, high] = [api.value(0), api.value(1), api.value(2)];
  const [from, y] = api.coord([low, index]);
  const [to] = api.coord([high, index]);
  const line = (x1: number, y1: number, x2: number, y2: number) => ({
    type: 'line',
    shape: { x1, y1, x2, y2 },
    style: { stroke: '#1b1b1b', lineWidth: 1.5 },
  });
  return {
    type: 'group',
    children: [line(from, y, to, y), line(from, y - 6, from, y + 6), line(to, y - 6, to, y + 6)],
  };
}

/** B-02: how many found the service below, at and above what they expected; null if nobody was asked. */
export function qualityChart(report: SurveyReport, language: Language): string | null {
  const pairs = report.analysis.ratings.flatMap(({ question, overall }) =>
    overall?.kind === 'expected-and-perceived' ? [{ text: questionText(report, question, language), overall }] : [],
  );
  if (pairs.length === 0) return null;
  const bars = pairs.map(({ text, overall }) => ({ text, result: overall.perceived, scale: '' }));
  const title = { ar: 'المتوقع والملموس', en: 'Expected and perceived' }[language];
  const series = (['poor', 'ordinary', 'distinguished'] as const).map((quality, index) => ({
    type: 'bar',
    stack: 'all',
    name: reportWords[quality][language],
    itemStyle: { color: ['#8c510a', '#c7d1d6', '#01665e'][index] },
    data: pairs.map(({ overall }) => percent(overall.quality[quality], overall.n)),
  }));
  const legend = { bottom: 0, left: 'center', textStyle: { fontFamily: fonts } };
  return drawn({ ...frame(bars, title, language), legend, series }, heightOf(bars));
}
