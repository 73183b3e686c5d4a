/** How late clocks were written down: what was due against when it fired, by month. */
import { z } from 'zod';
import { firedIn } from '../../../db/audit/events-asked.ts';
import type { CountedFields } from '../../../domain/personal-class.ts';
import { nearestRank } from '../../../reports/nearest-rank.ts';
import type { Call } from '../../call.ts';
import { WholePeriod, wholePeriod } from './listed.ts';

export const LatenessQuery = z.object(WholePeriod);

/** A month in UTC, by due instants. All but the count in milliseconds. */
export interface LatenessOfMonth {
  month: string;
  fired: number;
  median: number;
  p99: number;
  worst: number;
}

export const latenessFields: CountedFields<LatenessOfMonth> = {
  ...{ month: 'open', fired: 'open', median: 'open', p99: 'open', worst: 'open' },
};

/**
 * Of every due instant and rung that was reached in the period: how long after it the case wrote it down. It counts all cases,
 * and names none.
 */
export async function lateness({
  dependencies,
  pack,
  query,
}: Call<z.infer<typeof LatenessQuery>>): Promise<LatenessOfMonth[]> {
  const months = new Map<string, number[]>();
  for await (const { dueAt, recordedAt } of firedIn(dependencies.database, pack.id, wholePeriod(query))) {
    const late = Math.max(0, Date.parse(recordedAt) - Date.parse(dueAt));
    const month = dueAt.slice(0, 7);
    const known = months.get(month);
    if (known) known.push(late);
    else months.set(month, [late]);
  }
  return [...months]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([month, values]) => {
      const part = (of: number) => nearestRank(values, of) ?? 0;
      return { month, fired: values.length, median: part(0.5), p99: part(0.99), worst: part(1) };
    });
}
