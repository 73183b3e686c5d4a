/** Exact linear algebra over fractions, for small matrices: an oracle that shares nothing with what it checks. */

type Fraction = [numerator: bigint, denominator: bigint];

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b);
}

function fraction(numerator: bigint, denominator: bigint): Fraction {
  const divisor = gcd(numerator, denominator) || 1n;
  return [numerator / divisor, denominator / divisor];
}

function rank(matrix: readonly (readonly number[])[]): number {
  const rows = matrix.map((row) => row.map((entry): Fraction => [BigInt(entry), 1n]));
  const width = matrix[0]?.length ?? 0;
  let done = 0;
  for (let column = 0; column < width; column += 1) {
    const at = rows.findIndex((row, index) => index >= done && row[column]?.[0] !== 0n);
    if (at < 0) continue;
    const pivot = rows.splice(at, 1)[0] as Fraction[];
    rows.splice(done, 0, pivot);
    const [p, q] = pivot[column] as Fraction;
    for (const row of rows.slice(done + 1)) {
      const [a, b] = row[column] as Fraction;
      if (a === 0n) continue;
      row.forEach(([c, d], k) => {
        const [e, f] = pivot[k] as Fraction;
        // row[k] − row[column] / pivot[column] × pivot[k]
        row[k] = fraction(c * b * p * f - d * a * q * e, d * b * p * f);
      });
    }
    done += 1;
  }
  return done;
}

/** True if the target is a sum of multiples of the rows. */
export function isInSpan(rows: readonly (readonly number[])[], target: readonly number[]): boolean {
  return rank([...rows, target]) === rank(rows);
}
