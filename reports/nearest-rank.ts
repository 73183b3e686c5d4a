/** The least of the values that at least this part of them, from 0 to 1, do not exceed; null of nothing. Pure. */
export function nearestRank(values: ArrayLike<number>, part: number): number | null {
  return new Float64Array(values).sort()[Math.max(0, Math.ceil(part * values.length) - 1)] ?? null;
}
