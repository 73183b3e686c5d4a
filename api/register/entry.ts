import type { RegisteredCase } from '../../db/register.ts';
import { localText, type WorkingCalendar } from '../../domain/deadline/calendar.ts';
import type { Pack } from '../../packs/schema.ts';
import { clocksOfAnswer } from '../complaints/answer-due.ts';

/** One line of the register (N-13). Dates are local, as `2026-03-30T16:00:00+03:00[Asia/Riyadh]`. */
export interface RegisterEntry {
  number: string;
  category: string;
  customerClass: string | null;
  channel: string;
  receivedAt: string;
  /** What was answered last; where nothing was, what the last interim answer said. */
  proposedSolution: string | null;
  /** When the customer was told the answer. */
  customerToldAt: string | null;
  status: string;
  round: number;
  breached: boolean;
  /** Of a complaint whose answer has a deadline: whether it came in time; `late` also for one that is overdue without any. */
  answer: 'in-time' | 'late' | 'awaited' | 'no-deadline';
  owner: string | null;
  department: string;
}

/** The line of a case. `proposal` is the text of its last answer, or of its last interim answer. */
export function registerEntry(
  found: RegisteredCase,
  proposal: string | null,
  packs: Pack[],
  calendar: WorkingCalendar,
): RegisterEntry {
  const { view, department, breached } = found;
  const { number, category, openedAt, status, round, owner, detail } = view;
  const local = (instant: unknown) => (typeof instant === 'string' ? localText(calendar, instant) : null);
  return {
    number,
    category,
    customerClass: typeof detail.customerClass === 'string' ? detail.customerClass : null,
    channel: String(detail.channel),
    receivedAt: localText(calendar, openedAt),
    proposedSolution: proposal,
    customerToldAt: local(detail.answeredAt),
    status,
    round,
    breached,
    answer: answerOf(found, packs),
    owner,
    department,
  };
}

function answerOf({ view }: RegisteredCase, packs: Pack[]): RegisterEntry['answer'] {
  const pack = packs.find(({ id, version }) => id === view.organisation && version === view.policyVersion);
  const clocks = clocksOfAnswer(view, pack);
  if (clocks.length === 0) return 'no-deadline';
  if (clocks.some(({ breachedAt }) => breachedAt !== null)) return 'late';
  return typeof view.detail.answeredAt === 'string' ? 'in-time' : 'awaited';
}
