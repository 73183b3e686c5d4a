import { type Amount, parseAmount } from './question.ts';

/** The unit of an amount, such as `workingDays`. */
export function unitOf(amount: Amount): string {
  return Object.keys(amount)[0] ?? '';
}

/**
 * Two amounts of one unit as one.
 * @throws Error if the units differ: what one adds to the other would not be defined.
 */
export function sumOfAmounts(one: Amount, other: Amount): Amount {
  const unit = unitOf(one);
  if (unit !== unitOf(other)) throw new Error(`${unit} and ${unitOf(other)} cannot be added`);
  if (unit !== 'elapsed') {
    const [first = 0] = Object.values(one) as number[];
    const [second = 0] = Object.values(other) as number[];
    return { [unit]: first + second } as unknown as Amount;
  }
  const ms = [one, other].map((amount) => parseAmount(amount, 'amount')).reduce((sum, part) => sum + lengthOf(part), 0);
  return { elapsed: `PT${ms / 1000}S` };
}

function lengthOf(measure: ReturnType<typeof parseAmount>): number {
  return 'ms' in measure ? measure.ms : 0;
}
