/** One figure of a report, and which cases it counts. Pure. */

import type { ComplaintFacts } from './complaint-facts.ts';
import { type DimensionName, dimensions } from './dimensions.ts';
import type { Counted } from './figures.ts';
import { type CountedPeriod, type MeasureName, measures } from './measures.ts';

export interface Cell {
  measure: MeasureName;
  by: { dimension: DimensionName; key: string } | null;
}

/**
 * The cell of a report that a text names: `received`, or `received/channel/phone`. Null if the report has no such figure,
 * `hidden` if it says how customers judged.
 */
export function cellIn({ measures: own, dimensions: by }: Counted, text: string): Cell | 'hidden' | null {
  const [name, dimension, ...key] = text.split('/');
  const measure = own.find((one) => one === name);
  if (!measure) return null;
  if (measures[measure].isJudgement) return 'hidden';
  if (dimension === undefined) return { measure, by: null };
  const found = by.find((one) => one === dimension);
  return found && key.length > 0 ? { measure, by: { dimension: found, key: key.join('/') } } : null;
}

/** True if the figure counts something of the case. */
export function belongsTo(one: ComplaintFacts, { measure, by }: Cell, period: CountedPeriod): boolean {
  const found = measures[measure].of(one, period);
  return by === null ? found.length > 0 : found.some((value) => dimensions[by.dimension].of(one, value) === by.key);
}
