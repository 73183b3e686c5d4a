import { countOf, countUp } from '../db/counters.ts';
import { derivedText } from '../db/derivations.ts';
import type { Call } from './call.ts';
import type { Dependencies } from './dependencies.ts';
import { Refused } from './refused.ts';

/** What a count has come to, and when its window ends. */
export interface Count {
  totalHits: number;
  resetTime: Date;
}

/** The name under which the tries of a member of staff are counted. */
export const ownCount = ({ pack, principal }: Pick<Call, 'pack' | 'principal'>): string =>
  `${pack.id}/${principal.actor.id}`;

/** Whole seconds until then, at least one. */
export const secondsUntil = (instant: Date): number => Math.max(1, Math.ceil((instant.getTime() - Date.now()) / 1000));

/**
 * Counts by who it is that does something, in windows of time: for all API processes together, and also after a restart.
 * Who it is stands in the database under a key only.
 */
export class SharedCounts {
  readonly localKeys = false;
  private readonly of: Pick<Dependencies, 'database' | 'secret'>;
  private readonly name: string;
  private readonly windowMs: number;
  /** What is being added just now: a caller in this process meanwhile waits for it. */
  private readonly adding = new Map<string, Promise<unknown>>();

  constructor(of: Pick<Dependencies, 'database' | 'secret'>, name: string, windowMs: number) {
    this.of = of;
    this.name = name;
    this.windowMs = windowMs;
  }

  /** Adds to the count of the present window, and gives what it has come to. */
  async add(who: string, by = 1): Promise<Count> {
    const { _id, resetTime } = this.counter(who);
    const added = countUp(this.of.database, { _id, until: resetTime.toISOString() }, by);
    this.adding.set(_id, added);
    try {
      return { totalHits: await added, resetTime };
    } finally {
      if (this.adding.get(_id) === added) this.adding.delete(_id);
    }
  }

  /**
   * Adds one to the count of the present window.
   * @throws Refused `TooManyRequests` with that sentence if there are more than `most` then
   */
  async mustStayWithin(most: number, who: string, sentence: string): Promise<void> {
    const { totalHits, resetTime } = await this.add(who);
    if (totalHits <= most) return;
    throw new Refused('TooManyRequests', sentence, { retryAfter: secondsUntil(resetTime) });
  }

  /** The count of the present window. */
  async known(who: string): Promise<Count> {
    const { _id, resetTime } = this.counter(who);
    await this.adding.get(_id)?.catch(() => undefined);
    return { totalHits: await countOf(this.of.database, _id), resetTime };
  }

  increment(key: string): Promise<Count> {
    return this.add(key);
  }

  async decrement(key: string): Promise<void> {
    await this.add(key, -1);
  }

  async resetKey(key: string): Promise<void> {
    await this.add(key, -(await this.known(key)).totalHits);
  }

  private counter(who: string): { _id: string; resetTime: Date } {
    const window = Math.floor(Date.now() / this.windowMs);
    const token = derivedText(this.of.secret, 'count', this.name, who);
    return {
      _id: `${this.name}/${token.slice(0, 22)}/${window}`,
      resetTime: new Date((window + 1) * this.windowMs),
    };
  }
}
