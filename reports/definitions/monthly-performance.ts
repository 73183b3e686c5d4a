import type { ReportDefinition } from '../definition.ts';

/** What managers look at for weak points at the end of a month; closing speed is part of it (5.1.11, 5.1.12). */
export const monthlyPerformance: ReportDefinition = {
  id: 'monthly-performance',
  rule: 'N-17',
  title: { ar: 'تقرير الأداء الشهري', en: 'Monthly performance report' },
  period: 'month',
  measures: [
    ...(['received', 'answered', 'closed', 'openAtEnd', 'openAndLate', 'inTime', 'late', 'inTimeShare'] as const),
    ...(['escalations', 'responseRate', 'responseMedian', 'responseWorkingMedian'] as const),
    ...(['closingMedian', 'closingNinetieth', 'closingWorkingMedian', 'closingWorkingNinetieth'] as const),
    ...(['solvedShare', 'firstContactShare', 'reopened', 'returns', 'helpedShare', 'satisfaction'] as const),
    'againstExpected',
  ],
  dimensions: ['department', 'category', 'channel', 'customer-class', 'clock', 'rung', 'agent'],
  charts: [
    { measure: 'closingWorkingMedian', by: 'department' },
    { measure: 'inTimeShare', by: 'clock' },
    { measure: 'received', by: 'category' },
  ],
  receivers: ['manager', 'quality'],
};
