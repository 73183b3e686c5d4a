/** What became of leads in one week, from their own facts (N-06). Pure. */
import { localText, type WorkingCalendar } from '../../domain/deadline/calendar.ts';
import type { ViewOf } from '../../domain/details.ts';
import type { CountedFields, ListedFields } from '../../domain/personal-class.ts';
import { dateAfter } from '../periods.ts';

/** The facts that the report is made from. */
export const reportedTypes = [
  ...(['identified', 'followed', 'closed', 'succeeded', 'cancelled', 'corrected'] as const),
  ...(['reviewed', 'weekMissed', 'contactLogged', 'contactAttempted', 'rated', 'pledgeMissed'] as const),
] as const;

/** The part of a lead's event that is counted. */
interface LeadEvent {
  number: string;
  type: string;
  data: object;
}

export interface WeekOfLead {
  number: string;
  programme: string;
  owner: string | null;
  /** As it is now. */
  status: string;
  rate: number;
  /** What it came to in this week, in order: `followed`, `closed`, `corrected` and so on. */
  steps: string[];
  reviewed: number;
  missed: number;
  contacts: number;
  attempts: number;
  /** The rates before the first and after the last change of this week; null if there was none. */
  rated: { from: number; to: number } | null;
  pledgesMissed: number;
}

/** What of a line says something about a person. */
export const weekFields: ListedFields<WeekOfLead> = {
  ...{ number: 'open', programme: 'open', owner: 'staff', status: 'open', rate: 'open', steps: 'open' },
  ...{ reviewed: 'open', missed: 'open', contacts: 'open', attempts: 'open', rated: 'open', pledgesMissed: 'open' },
};

const stepTypes: readonly string[] = ['identified', 'followed', 'closed', 'succeeded', 'cancelled', 'corrected'];

/** A line for every lead that something happened to, or that is open. */
export function weekOf(leads: readonly ViewOf<'lead'>[], events: readonly LeadEvent[]): WeekOfLead[] {
  const byLead = new Map<string, LeadEvent[]>();
  for (const event of events) byLead.set(event.number, [...(byLead.get(event.number) ?? []), event]);
  return leads
    .filter(({ number, closedAt }) => byLead.has(number) || closedAt === null)
    .map(({ number, category: programme, owner, status, detail }) => {
      const own = byLead.get(number) ?? [];
      const count = (...types: string[]) => own.filter(({ type }) => types.includes(type)).length;
      // A weekly review touches the rate as well.
      const rates = own
        .map(({ data }) => data as { rate?: number; was?: number })
        .filter((one): one is { rate: number; was: number } => one.rate !== undefined && one.was !== undefined);
      const [first, last] = [rates[0], rates.at(-1)];
      return {
        ...{ number, programme, owner, status, rate: detail.rate },
        steps: own.flatMap(({ type }) => (stepTypes.includes(type) ? [type] : [])),
        reviewed: count('reviewed'),
        missed: count('weekMissed'),
        // The first contact is the one that begins to follow it.
        contacts: count('contactLogged', 'followed'),
        attempts: count('contactAttempted'),
        rated: first && last ? { from: first.was, to: last.rate } : null,
        pledgesMissed: count('pledgeMissed'),
      };
    });
}

/** The first of the seven local dates that end with the one at this instant. */
export function firstOfWeek(calendar: WorkingCalendar, instant: string): string {
  return dateAfter(localText(calendar, instant).slice(0, 10), -6);
}

/** What of the sums of a week says something about a person: nothing. */
export const weekFigures: CountedFields<ReturnType<typeof sumOfWeek>> = {
  ...{ leads: 'open', reviewed: 'open', missed: 'open', contacts: 'open', changed: 'open', pledgesMissed: 'open' },
};

/** The sums of the week. */
export function sumOfWeek(lines: readonly WeekOfLead[]) {
  const sum = (of: (line: WeekOfLead) => number) => lines.reduce((total, line) => total + of(line), 0);
  return {
    leads: lines.length,
    reviewed: sum(({ reviewed }) => reviewed),
    missed: sum(({ missed }) => missed),
    contacts: sum(({ contacts }) => contacts),
    changed: lines.filter(({ steps }) => steps.length > 0).length,
    pledgesMissed: sum(({ pledgesMissed }) => pledgesMissed),
  };
}
