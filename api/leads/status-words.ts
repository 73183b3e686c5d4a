import type { Words } from '../reports/shown-table.ts';

/** What the statuses of a lead are called. */
export const statusWords: Record<string, Words> = {
  identified: { ar: 'تحديد', en: 'Identified' },
  followed: { ar: 'متابعة', en: 'Followed' },
  closed: { ar: 'إغلاق', en: 'Closed' },
  successful: { ar: 'ناجحة', en: 'Successful' },
  cancelled: { ar: 'ملغاة', en: 'Cancelled' },
};
