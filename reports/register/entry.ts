/** What a line of the register says of a complaint (N-13). Pure. */
import type { CaseView, ClockView } from '../../domain/case/view.ts';
import { localText, type WorkingCalendar } from '../../domain/deadline/calendar.ts';
import type { ListedFields } from '../../domain/personal-class.ts';
import { clocksOfAnswer } from '../../packs/kinds/complaint/answer-clocks.ts';
import type { Pack } from '../../packs/schema.ts';

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

/** What is known of a complaint that has a line. */
interface Registered {
  view: CaseView;
  department: string;
  /** The complaint that goes on for a merged one; the same for any other. */
  survivor: CaseView;
  /** Its answers and interim answers, in the order in which they were given. */
  proposals: readonly Proposal[];
  /** The instant at which the customer was told, as `toldAt` has it. */
  toldAt: string | null;
}

/** An answer or an interim answer, by the command that gave it. */
interface Proposal {
  content: Readonly<Record<string, unknown>>;
}

/** The line of a case. `pack` is the version that it is pinned to; without it no clock says what stops it. */
export function registerEntry(found: Registered, pack: Pack | undefined, calendar: WorkingCalendar): RegisterEntry {
  const { view, survivor, department, proposals, toldAt } = found;
  const { number, category, openedAt, status, round, owner, detail } = view;
  const own = promisedBy(view, survivor);
  const local = (instant: unknown) => (typeof instant === 'string' ? localText(calendar, instant) : null);
  return {
    number,
    category,
    customerClass: detail.customerClass ?? null,
    channel: String(detail.channel),
    // A letter that was registered later came on its own day.
    receivedAt: localText(calendar, detail.receivedAt ?? openedAt),
    proposedSolution: proposedSolution(proposals),
    customerToldAt: local(toldAt),
    status: detail.withdrawnBy === 'staff' ? 'withdrawn-by-staff' : status,
    round,
    breached: own.some(({ breachedAt }) => breachedAt !== null),
    answer: answerOf(clocksOfAnswer({ ...view, clocks: own }, pack), survivor),
    owner,
    department,
  };
}

function proposedSolution(proposals: readonly Proposal[]): string | null {
  const last = proposals.findLast(({ content }) => content.command === 'answer') ?? proposals.at(-1);
  return typeof last?.content.text === 'string' ? last.content.text : null;
}

/** The clocks of the complaint's own promises; of a merged one also as they went on in the one that took them over (R4). */
function promisedBy({ number, clocks }: CaseView, survivor: CaseView): ClockView[] {
  const own = clocks.filter(({ from }) => from === undefined);
  const goneOn = survivor.number === number ? [] : survivor.clocks;
  return [...own, ...goneOn.filter(({ from }) => from === number)];
}

function answerOf(clocks: ClockView[], { detail }: CaseView): RegisterEntry['answer'] {
  if (clocks.length === 0) return 'no-deadline';
  if (clocks.some(({ breachedAt }) => breachedAt !== null)) return 'late';
  return detail.answeredAt ? 'in-time' : 'awaited';
}
