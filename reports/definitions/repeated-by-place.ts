import type { ReportDefinition } from '../definition.ts';

/**
 * What comes again, also by the centre or branch that it is about: there different people complain of the same. It has what the
 * report of repeated complaints has; that one keeps its measures, since reports of it have been kept (5.1.8, 5.2.7).
 */
export const repeatedByPlace: ReportDefinition = {
  id: 'repeated-by-place',
  rule: 'N-14',
  title: { ar: 'تقرير الشكاوى المتكررة بحسب المركز أو الفرع', en: 'Repeated complaints by centre or branch' },
  period: 'month',
  measures: [
    ...(['received', 'repeated', 'repeatedShare', 'repeatedAtPlace', 'reopened', 'late'] as const),
    ...(['solvedShare', 'firstContactShare'] as const),
  ],
  dimensions: ['category', 'department', 'customer-class', 'channel', 'place'],
  charts: [
    { measure: 'repeated', by: 'category' },
    { measure: 'repeated', by: 'department' },
    { measure: 'repeatedAtPlace', by: 'place' },
  ],
  receivers: ['manager', 'quality'],
};
