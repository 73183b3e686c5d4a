import type { ReportDefinition } from '../definition.ts';

/** The week’s tickets, for quality and the customer-service manager (process 18). A complaint is a ticket there. */
export const weeklyTickets: ReportDefinition = {
  id: 'weekly-tickets',
  rule: 'C-11',
  title: { ar: 'تقرير التذاكر الأسبوعي', en: 'Weekly ticket report' },
  period: 'week',
  measures: [
    ...(['received', 'answered', 'closed', 'openAtEnd', 'openAndLate', 'inTime', 'late', 'escalations'] as const),
    ...([
      'responseMedian',
      'closingMedian',
      'solvedShare',
      'reopened',
      'returns',
      'helpedShare',
      'satisfaction',
    ] as const),
  ],
  dimensions: ['category', 'channel', 'group', 'clock', 'agent'],
  charts: [
    { measure: 'received', by: 'category' },
    { measure: 'openAtEnd', by: 'agent' },
  ],
  receivers: ['manager', 'quality'],
};
