import type { RegisteredCase } from '../../db/cases/register.ts';
import type { ListedFields } from '../../db/personal-fields.ts';
import type { ClockView } from '../../domain/case/view.ts';
import { localText, type WorkingCalendar } from '../../domain/deadline/calendar.ts';
import { packOfVersion } from '../../packs/load/load.ts';
import type { Pack } from '../../packs/schema.ts';
import { clocksOfAnswer } from '../complaints/rounds/answer-due.ts';

/** One line of the register (N-13). Dates are local, as `2026-03-30T16:00:00+03:00[Asia/Riyadh]`. */
export interface RegisterEntry {
  number: string;
  category: string;
  customerClass: string | null;
  channel: string;
  receivedAt: string;
  /** What was answered last. If nothing was, what the last interim answer said. */
  proposedSolution: string | null;
  /** When a message with the answer reached the customer, or a call after it did; never when it was typed. */
  customerToldAt: string | null;
  /** `withdrawn-by-staff`: as staff recorded it, which is counted apart from what customers withdraw themselves (F-10). */
  status: string;
  round: number;
  breached: boolean;
  /** Of a complaint whose answer has a deadline: whether it came in time; `late` also for one that is overdue without any. */
  answer: 'in-time' | 'late' | 'awaited' | 'no-deadline';
  owner: string | null;
  department: string;
}

/** What of a line says something about a person. */
export const registerFields: ListedFields<RegisterEntry> = {
  ...{ number: 'open', category: 'open', customerClass: 'open', channel: 'open', receivedAt: 'open' },
  ...{ proposedSolution: 'says', customerToldAt: 'open', status: 'open', round: 'open', breached: 'open' },
  ...{ answer: 'open', owner: 'staff', department: 'open' },
};

/** The line of a case. `proposal` is the text of its last answer, or of its last interim answer. */
export function registerEntry(
  found: RegisteredCase,
  /** The complaint that goes on for a merged one; the same for any other. */
  survivor: Pick<RegisteredCase, 'view'>,
  proposal: string | null,
  packs: readonly Pack[],
  calendar: WorkingCalendar,
  toldAt: string | null,
): RegisterEntry {
  const { view, department } = found;
  const { number, category, openedAt, status, round, owner, detail } = view;
  const own = promisedBy(found, survivor);
  const local = (instant: unknown) => (typeof instant === 'string' ? localText(calendar, instant) : null);
  return {
    number,
    category,
    customerClass: detail.customerClass ?? null,
    channel: String(detail.channel),
    // A letter that was registered later came on its own day.
    receivedAt: localText(calendar, detail.receivedAt ?? openedAt),
    proposedSolution: proposal,
    customerToldAt: local(toldAt),
    status: detail.withdrawnBy === 'staff' ? 'withdrawn-by-staff' : status,
    round,
    breached: own.some(({ breachedAt }) => breachedAt !== null),
    answer: answerOf(clocksOfAnswer({ ...view, clocks: own }, packOfVersion(packs, view)), survivor),
    owner,
    department,
  };
}

/** The clocks of the complaint's own promises; of a merged one also as they went on in the one that took them over (R4). */
function promisedBy({ view }: RegisteredCase, survivor: Pick<RegisteredCase, 'view'>): ClockView[] {
  const own = view.clocks.filter(({ from }) => from === undefined);
  const goneOn = survivor.view.number === view.number ? [] : survivor.view.clocks;
  return [...own, ...goneOn.filter(({ from }) => from === view.number)];
}

function answerOf(clocks: ClockView[], { view }: Pick<RegisteredCase, 'view'>): RegisterEntry['answer'] {
  if (clocks.length === 0) return 'no-deadline';
  if (clocks.some(({ breachedAt }) => breachedAt !== null)) return 'late';
  return view.detail.answeredAt ? 'in-time' : 'awaited';
}
