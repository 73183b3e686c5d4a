import type { ReportDefinition } from '../definition.ts';

/** What customers perceived of the service, held against what they expected: the document measures its quality by that. */
export const serviceQuality: ReportDefinition = {
  id: 'service-quality',
  rule: 'B-02',
  title: { ar: 'تقرير جودة الخدمة', en: 'Quality of service' },
  period: 'quarter',
  measures: ['perceivedOfExpected', 'againstExpected', 'satisfaction', 'helpedShare'],
  dimensions: ['category', 'department', 'channel'],
  charts: [
    { measure: 'perceivedOfExpected', by: 'category' },
    { measure: 'perceivedOfExpected', by: 'department' },
  ],
  receivers: ['manager', 'quality'],
};
