/** Charts of a report: a bar for each group; Arabic ones run from right to left. */
import type { ReadReport } from '../../application/reports/made/read-report.ts';
import type { WordedReport } from '../../application/reports/made/report-words.ts';
import type { Language } from '../../packs/words/readable.ts';
import { dimensions } from '../../reports/dimensions.ts';
import { measures } from '../../reports/measures.ts';
import { drawn, fonts } from './drawn-chart.ts';

/** More bars than this nobody reads: the greatest are drawn, and the table has all. */
const mostBars = 20;

/** The charts that the definition asks for, without those that have nothing to show. */
export function reportCharts({ definition, content }: ReadReport, worded: WordedReport, language: Language): string[] {
  return definition.charts.flatMap(({ measure, by }) => {
    const groups = content.figures.measures.find((one) => one.measure === measure)?.by[by] ?? [];
    const shown = groups.flatMap(({ key, value }) => (value === null ? [] : [{ name: worded.nameOf(by, key), value }]));
    if (shown.length === 0) return [];
    const title = `${measures[measure].title[language]} – ${dimensions[by].title[language]}`;
    return barsDrawn(shown, title, measures[measure].unit === 'percent', language);
  });
}

interface Bar {
  name: string;
  value: number;
}

/** The greatest bars, from above. @param isShare true if 100 is the whole */
export function barsDrawn(all: readonly Bar[], title: string, isShare: boolean, language: Language): string {
  const bars = all.toSorted((a, b) => b.value - a.value).slice(0, mostBars);
  return drawn(barChart(bars, title, isShare, language), 90 + 34 * bars.length);
}

function barChart(bars: readonly Bar[], title: string, isShare: boolean, language: Language) {
  const isArabic = language === 'ar';
  return {
    title: { text: title, left: isArabic ? 'right' : 'left', textStyle: { fontFamily: fonts, fontSize: 15 } },
    grid: { left: isArabic ? 40 : 280, right: isArabic ? 280 : 40, top: 45, bottom: 30 },
    xAxis: { type: 'value', inverse: isArabic, ...(isShare ? { max: 100 } : {}) },
    yAxis: {
      type: 'category',
      inverse: true,
      position: isArabic ? 'right' : 'left',
      data: bars.map(({ name }) => name),
      axisLabel: { width: 220, overflow: 'break', align: isArabic ? 'left' : 'right', fontFamily: fonts },
      axisTick: { show: false },
    },
    series: [
      {
        type: 'bar',
        barWidth: 16,
        itemStyle: { color: '#5ab4ac' },
        label: { show: true, position: isArabic ? 'left' : 'right', fontFamily: fonts },
        data: bars.map(({ value }) => value),
      },
    ],
  };
}
