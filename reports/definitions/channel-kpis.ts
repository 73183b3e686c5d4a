import type { ReportDefinition } from '../definition.ts';

/** The document names four measures of each channel: response rate, response time, problems solved, satisfaction (3.1, 3.2). */
export const channelKpis: ReportDefinition = {
  id: 'channel-kpis',
  rule: 'F-12',
  title: { ar: 'مؤشرات أداء قنوات التواصل', en: 'Performance of channels' },
  period: 'quarter',
  measures: [
    ...(['received', 'responseRate', 'responseMedian', 'responseNinetieth', 'responseWorkingMedian'] as const),
    ...(['responseWorkingNinetieth', 'solvedShare', 'helpedShare', 'satisfaction', 'againstExpected'] as const),
  ],
  dimensions: ['channel'],
  charts: [
    { measure: 'responseRate', by: 'channel' },
    { measure: 'responseMedian', by: 'channel' },
    { measure: 'solvedShare', by: 'channel' },
    { measure: 'satisfaction', by: 'channel' },
  ],
  receivers: ['manager', 'quality'],
};
