import type { ReportDefinition } from '../definition.ts';

/**
 * Teams against targets tied to the charter (chapter 8): its promises are the deadlines. It is read at any time, as it stands.
 * How much is enough, the document does not say: these targets are ours.
 */
export const teamTargets: ReportDefinition = {
  id: 'team-targets',
  rule: 'G-12',
  title: { ar: 'أداء الفرق مقابل مستهدفات ميثاق الخدمة', en: 'Teams against the targets of the charter' },
  period: 'month',
  measures: [
    'received',
    'inTimeShare',
    'responseRate',
    'responseWorkingMedian',
    'solvedShare',
    'helpedShare',
    'satisfaction',
  ],
  dimensions: ['group', 'clock'],
  charts: [
    { measure: 'inTimeShare', by: 'group' },
    { measure: 'satisfaction', by: 'group' },
  ],
  targets: [
    { measure: 'inTimeShare', by: 'group', atLeast: 95 },
    { measure: 'inTimeShare', by: 'clock', atLeast: 95 },
    { measure: 'responseRate', by: 'group', atLeast: 95 },
    { measure: 'satisfaction', by: 'group', atLeast: 4 },
  ],
  receivers: ['manager', 'quality'],
};
