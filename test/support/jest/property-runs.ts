/**
 * How often a property is tried: 200 times, or thousands with INAYA_LONG=1. The seed is printed, and INAYA_SEED=<seed>
 * tries the same values again.
 */
export function propertyRuns(name: string): { numRuns: number; seed: number } {
  const seed = Number(process.env.INAYA_SEED ?? Math.floor(Math.random() * 2 ** 31));
  process.stderr.write(`${name}: seed ${seed}\n`);
  return { numRuns: process.env.INAYA_LONG === '1' ? 5000 : 200, seed };
}
