/** The pipeline of leads, worked out from their views: what may come, from whom, and how long it has stood still. Pure. */
import { MS_PER_DAY } from '../../domain/deadline/instants-and-dates.ts';
import type { ViewOf } from '../../domain/details.ts';
import { leadCommands } from '../../domain/lead/commands.ts';
import { type Currency, sumText } from '../../domain/money.ts';
import type { CountedFields, ListedFields } from '../../domain/personal-class.ts';

/** One lead of the pipeline. Amounts are decimal text. */
export interface PipelineEntry {
  number: string;
  programme: string;
  owner: string | null;
  status: string;
  expected: string;
  rate: number;
  /** Expected × rate, rounded to the currency's smallest unit. */
  weighted: string;
  /** Pledged and received so far; null before the pledge. */
  pledged: string | null;
  received: string | null;
  since: string;
  /** Full days in its present status. */
  ageInDays: number;
  missedWeeks: number;
}

/** What of a line says something about a person. */
export const pipelineFields: ListedFields<PipelineEntry> = {
  ...{ number: 'open', programme: 'open', owner: 'staff', status: 'open', expected: 'open', rate: 'open' },
  ...{ weighted: 'open', pledged: 'open', received: 'open', since: 'open', ageInDays: 'open', missedWeeks: 'open' },
};

export interface PipelineSum {
  key: string;
  leads: number;
  expected: string;
  weighted: string;
}

/** The pipeline as it stands at an instant: leads by status, programme and owner, expected × rate, and age in their status. */
export function pipelineOf(leads: readonly ViewOf<'lead'>[], at: string, currency: Currency) {
  const items = entriesOf(leads, at, currency);
  const open = items.filter(({ status }) => status !== 'successful' && status !== 'cancelled');
  return {
    ...{ at, currency: currency.code, items },
    byStatus: sumsBy(items, ({ status }) => status, currency),
    byProgramme: sumsBy(open, (one) => one.programme, currency),
    byOwner: sumsBy(open, (one) => one.owner ?? 'none', currency),
    chart: chartOf(items, Object.keys(leadCommands)),
  };
}

/** What of the sums of the pipeline says something about a person. */
export const pipelineFigures: CountedFields<Omit<ReturnType<typeof pipelineOf>, 'items'>> = {
  ...{ at: 'open', currency: 'open', byStatus: 'open', byProgramme: 'open', byOwner: 'staff', chart: 'open' },
};

function entriesOf(leads: readonly ViewOf<'lead'>[], now: string, currency: Currency): PipelineEntry[] {
  return leads.map(({ number, category: programme, owner, status, closedAt, detail }) => {
    const { expected, rate, inStatusSince: since, pledge, reviews } = detail;
    const age = Date.parse(closedAt ?? now) - Date.parse(since);
    return {
      ...{ number, programme, owner, status, expected, rate, since },
      weighted: weightedBy(expected, rate, currency),
      pledged: pledge?.amount ?? null,
      received: pledge?.funding.received ?? null,
      ageInDays: Math.max(0, Math.floor(age / MS_PER_DAY)),
      missedWeeks: reviews.missed,
    };
  });
}

/** The amount × percent / 100, half a smallest unit rounded up; exact. */
function weightedBy(amount: string, percent: number, currency: Currency): string {
  const minor = (BigInt(amount.replace('.', '')) * BigInt(percent) + 50n) / 100n;
  const digits = String(minor).padStart(currency.decimals + 1, '0');
  const point = digits.length - currency.decimals;
  return currency.decimals === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** Sums by what `of` says of each line, in the order in which that first comes. */
function sumsBy(
  entries: readonly PipelineEntry[],
  of: (entry: PipelineEntry) => string,
  currency: Currency,
): PipelineSum[] {
  const groups = new Map<string, PipelineEntry[]>();
  for (const entry of entries) groups.set(of(entry), [...(groups.get(of(entry)) ?? []), entry]);
  return [...groups].map(([key, own]) => ({
    key,
    leads: own.length,
    expected: sumText(
      own.map(({ expected }) => expected),
      currency,
    ),
    weighted: sumText(
      own.map(({ weighted }) => weighted),
      currency,
    ),
  }));
}

/** Ready for a chart of stacked bars: a place for each programme, a series for each status. Numbers, for drawing alone. */
function chartOf(entries: readonly PipelineEntry[], statuses: readonly string[]) {
  const programmes = [...new Set(entries.map(({ programme }) => programme))].sort();
  const series = statuses.map((status) => ({
    status,
    weighted: programmes.map((programme) => total(entries, programme, status, ({ weighted }) => Number(weighted))),
    leads: programmes.map((programme) => total(entries, programme, status, () => 1)),
  }));
  return { programmes, series };
}

function total(
  entries: readonly PipelineEntry[],
  programme: string,
  status: string,
  value: (entry: PipelineEntry) => number,
): number {
  const own = entries.filter((entry) => entry.programme === programme && entry.status === status);
  // To the hundredth of a smallest unit: sums of decimals are not to end in 0.30000000000000004.
  return Number(own.reduce((sum, entry) => sum + value(entry), 0).toFixed(5));
}
