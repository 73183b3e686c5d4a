import type { TokenKey } from '../../../db/derivations.ts';
import type { CustomerRecord } from '../../../domain/customer/record.ts';
import type { Pack } from '../../../packs/schema.ts';
import { customerIdentities } from '../customer-tokens.ts';
import { type Compared, comparedBy, likeness } from '../duplicate-customers.ts';

/** As many rows as one is compared with, and as are named. */
const mostCompared = 50;
const mostNamed = 3;

/** Finds rows of one file that look like the same new customer, without holding more of them than what is compared. */
export class RowsAlike {
  private readonly key: TokenKey;
  private readonly pack: Pack;
  private readonly holders = new Map<string, number[]>();
  private readonly persons = new Map<number, Compared>();

  constructor(key: TokenKey, pack: Pack) {
    this.key = key;
    this.pack = pack;
  }

  /** Takes the next row in; the earlier ones that look like it, the most alike first. */
  add(row: number, record: CustomerRecord): { row: number; score: number }[] {
    const earlier = new Set<number>();
    for (const identity of customerIdentities(this.key, record)) {
      const holders = this.holders.get(identity);
      if (!holders) this.holders.set(identity, [row]);
      else {
        for (const holder of holders.slice(0, mostCompared)) earlier.add(holder);
        holders.push(row);
      }
    }
    const person = comparedBy(this.key, record);
    this.persons.set(row, person);
    const atLeast = this.pack.registry.duplicates.atLeast / 100;
    return [...earlier]
      .slice(0, mostCompared)
      .flatMap((other) => {
        const known = this.persons.get(other);
        return known ? [{ row: other, score: likeness(this.pack, person, known) }] : [];
      })
      .filter(({ score }) => score >= atLeast)
      .sort((a, b) => b.score - a.score)
      .slice(0, mostNamed);
  }
}
