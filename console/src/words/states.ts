import type { Wording } from './wording.ts';

/** What a case is, in people's words. */
export const kinds: Record<string, Wording> = {
  complaint: { ar: 'شكوى أو طلب', en: 'Complaint or request' },
  departmentTicket: { ar: 'إحالة إلى إدارة', en: 'Department ticket' },
  recordChange: { ar: 'تغيير في سجل عميل', en: 'Record change' },
  surveyCycle: { ar: 'دورة قياس الرضا', en: 'Survey cycle' },
  followedItem: { ar: 'بند متابعة', en: 'Followed item' },
  lead: { ar: 'فرصة تمويل', en: 'Lead' },
  procedure: { ar: 'إجراء دوري', en: 'Procedure' },
};

/** Where a case stands. */
export const statuses: Record<string, Wording> = {
  received: { ar: 'واردة', en: 'Received' },
  returned: { ar: 'معادة', en: 'Returned' },
  open: { ar: 'مفتوحة', en: 'Open' },
  'withdrawal-claimed': { ar: 'طُلب سحبها', en: 'Withdrawal claimed' },
  answered: { ar: 'رُدّ عليها', en: 'Answered' },
  closed: { ar: 'مغلقة', en: 'Closed' },
  declined: { ar: 'لم تُقبل', en: 'Declined' },
  withdrawn: { ar: 'مسحوبة', en: 'Withdrawn' },
  merged: { ar: 'مدمجة', en: 'Merged' },
  resolved: { ar: 'عولجت', en: 'Resolved' },
  completed: { ar: 'منجزة', en: 'Completed' },
  identified: { ar: 'محددة', en: 'Identified' },
  followed: { ar: 'قيد المتابعة', en: 'Followed' },
  successful: { ar: 'ناجحة', en: 'Successful' },
  cancelled: { ar: 'ملغاة', en: 'Cancelled' },
  finished: { ar: 'منتهية', en: 'Finished' },
  rejected: { ar: 'مرفوضة', en: 'Rejected' },
  prepared: { ar: 'مُعدّة', en: 'Prepared' },
  reviewed: { ar: 'رُوجعت', en: 'Reviewed' },
  approved: { ar: 'معتمدة', en: 'Approved' },
  entering: { ar: 'قيد الإدخال', en: 'Being entered' },
  entered: { ar: 'أُدخلت', en: 'Entered' },
  archived: { ar: 'مؤرشفة', en: 'Archived' },
  reviewing: { ar: 'قيد المراجعة', en: 'In review' },
  preparing: { ar: 'قيد التجهيز', en: 'Preparing' },
  collecting: { ar: 'جمع الآراء', en: 'Collecting' },
  analysing: { ar: 'التحليل', en: 'Analysing' },
  reporting: { ar: 'إعداد التقرير', en: 'Reporting' },
  discussing: { ar: 'المناقشة', en: 'Discussing' },
  agreeing: { ar: 'الاتفاق على الخطوات', en: 'Agreeing' },
  deciding: { ar: 'اتخاذ القرار', en: 'Deciding' },
  'asking-donors': { ar: 'سؤال المانحين', en: 'Asking donors' },
  finishing: { ar: 'الإنهاء', en: 'Finishing' },
  acting: { ar: 'التنفيذ', en: 'Acting' },
};

/** Why a case waits for somebody. */
export const reasons: Record<string, Wording> = {
  approval: { ar: 'ينتظر اعتمادك', en: 'For your approval' },
  'to-enter': { ar: 'للإدخال', en: 'To be entered' },
  'to-archive': { ar: 'للأرشفة', en: 'To be archived' },
  'next-step': { ar: 'الخطوة التالية عليك', en: 'The next step is yours' },
  yours: { ar: 'مسندة إليك', en: 'Yours' },
  'handed-over': { ar: 'سُلّمت إليك', en: 'Handed over to you' },
  appointment: { ar: 'موعد', en: 'Appointment' },
  escalated: { ar: 'تصعيد', en: 'Escalated' },
  'to-judge': { ar: 'نتيجة إحالة تنتظر حكمك', en: 'A result to judge' },
  unowned: { ar: 'بلا مسؤول', en: 'Nobody’s yet' },
};

export const priorities: Record<string, Wording> = {
  urgent: { ar: 'عاجلة', en: 'Urgent' },
  high: { ar: 'مرتفعة', en: 'High' },
  normal: { ar: 'عادية', en: 'Normal' },
};

/** How somebody stands with the organisation. */
export const memberStatuses: Record<string, Wording> = {
  invited: { ar: 'مدعو', en: 'Invited' },
  active: { ar: 'على رأس العمل', en: 'At work' },
  away: { ar: 'غائب', en: 'Away' },
  off: { ar: 'موقوف', en: 'Switched off' },
  left: { ar: 'ترك العمل', en: 'Left' },
};

/** How a clock stands. */
export const clockStates: Record<string, Wording> = {
  notStarted: { ar: 'لم تبدأ', en: 'Not started' },
  running: { ar: 'جارية', en: 'Running' },
  paused: { ar: 'معلّقة', en: 'Paused' },
  met: { ar: 'في المهلة', en: 'Met' },
  breached: { ar: 'متجاوَزة', en: 'Breached' },
  superseded: { ar: 'حلّت محلها أخرى', en: 'Superseded' },
  cancelled: { ar: 'أُوقفت', en: 'Cancelled' },
};
