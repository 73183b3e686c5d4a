/** The least of the values that at least this part of them, from 0 to 1, do not exceed; null of nothing. Pure. */
export function nearestRank(values: readonly number[], part: number): number | null {
  return values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(part * values.length) - 1)] ?? null;
}
