import { randomUUID } from 'node:crypto';
import { digest } from '../../domain/digest.ts';

/** What chains an entry to the one before it by the same process. */
export interface Chained {
  process: string;
  previous: string;
  digest: string;
}

/** The chain of entries that one process writes into a collection: made once per process, so that two never share a chain. */
export class ProcessChain<Content extends object> {
  private readonly process = randomUUID();
  private readonly insert: (entry: Content & Chained & { _id: string }) => Promise<unknown>;
  private last = '';
  private queue: Promise<unknown> = Promise.resolve();

  constructor(insert: (entry: Content & Chained & { _id: string }) => Promise<unknown>) {
    this.insert = insert;
  }

  /** Writes an entry after those before it; rejects if it cannot be written. */
  async append(entry: Content): Promise<void> {
    const written = this.queue.then(async () => {
      const content = { ...entry, process: this.process, previous: this.last };
      const own = digest(content);
      await this.insert({ _id: randomUUID(), ...content, digest: own });
      this.last = own;
    });
    // What could not be written fails alone; the next one links to the last that was.
    this.queue = written.catch(() => undefined);
    await written;
  }
}

/**
 * The first entry of a process's chain, oldest first, that is not as it was written or lacks the one before it. Null if the
 * chain holds. @param overBefore what is older than this instant, UTC, may have gone since its time was over; null: nothing may
 */
export function brokenLink<Entry extends Chained & { _id: string; at: string }>(
  entries: readonly Entry[],
  overBefore: string | null,
): Entry | null {
  const known = new Set(entries.map((entry) => entry.digest));
  const seen = new Set<string>();
  // Behind what may have gone, one entry lacks its predecessor: the first that is not so old.
  const first = overBefore === null ? undefined : entries.find(({ at }) => at >= overBefore);
  for (const entry of entries) {
    const { _id: _, digest: stated, ...content } = entry;
    const isFork = seen.has(entry.previous);
    seen.add(entry.previous);
    const isOld = overBefore !== null && (entry.at < overBefore || entry === first);
    const lacks = entry.previous !== '' && !known.has(entry.previous) && !isOld;
    if (stated !== digest(content) || isFork || lacks) return entry;
  }
  return null;
}

/** The digest of the last entry: the one that no other goes on from. */
export function headOf(entries: readonly Pick<Chained, 'previous' | 'digest'>[]): string {
  const followed = new Set(entries.map(({ previous }) => previous));
  return entries.find((entry) => !followed.has(entry.digest))?.digest ?? '';
}
