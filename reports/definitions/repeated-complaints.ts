import type { ReportDefinition } from '../definition.ts';

/** What comes again, for quality’s monthly look at the register (5.2.7). Causes and solutions are words: people add them. */
export const repeatedComplaints: ReportDefinition = {
  id: 'repeated-complaints',
  rule: 'N-14',
  title: { ar: 'تقرير الشكاوى المتكررة', en: 'Repeated complaints' },
  period: 'month',
  measures: ['received', 'repeated', 'repeatedShare', 'reopened', 'late', 'solvedShare', 'firstContactShare'],
  dimensions: ['category', 'department', 'customer-class', 'channel'],
  charts: [
    { measure: 'repeated', by: 'category' },
    { measure: 'repeated', by: 'department' },
  ],
  receivers: ['manager', 'quality'],
};
