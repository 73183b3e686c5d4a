import type { ReportDefinition } from '../definition.ts';

/** The screen that management reviews: how work is spread, what comes back, and how customers are reached (management 2–3). */
export const careScreen: ReportDefinition = {
  id: 'care-screen',
  rule: 'C-13',
  title: { ar: 'شاشة أداء خدمة العملاء', en: 'Customer care screen' },
  period: 'month',
  measures: [
    ...(['received', 'answered', 'openAtEnd', 'openAndLate', 'firstContactShare', 'returns', 'reopened'] as const),
    ...(['resembling', 'merged', 'contacts', 'reachedShare', 'escalations', 'againstExpected'] as const),
  ],
  dimensions: ['agent', 'group', 'channel', 'contact-channel', 'rung'],
  charts: [
    { measure: 'openAtEnd', by: 'agent' },
    { measure: 'contacts', by: 'contact-channel' },
    { measure: 'escalations', by: 'rung' },
  ],
  receivers: ['manager', 'quality'],
};
