/** A sample that can be drawn again: the same seed of the same population gives the same one. Pure. */

import type { CaseView } from '../case/view.ts';
import { digest } from '../digest.ts';

/** What makes a case worth a look: each counts by instants before the end of the period, so that it stays as it was. */
export interface Risk {
  breaches: number;
  extensions: number;
  /** Due instants that a newer policy or a correction moved. */
  moves: number;
  /** How much likelier than a case without any of these it is to be drawn first. */
  weight: number;
}

/** The weight of each is ours: a breach counts most. */
const weights = { breaches: 4, extensions: 2, moves: 2 } as const;

/** The risk of a case as it stood at an instant, UTC. */
export function riskOf({ clocks }: Pick<CaseView, 'clocks'>, before: string): Risk {
  const isEarlier = (at: string | null) => at !== null && Date.parse(at) < Date.parse(before);
  const moved = clocks.flatMap(({ moves }) => moves.filter(({ at }) => isEarlier(at)));
  const counted = {
    breaches: clocks.filter(({ breachedAt }) => isEarlier(breachedAt)).length,
    extensions: moved.filter(({ why }) => why === 'extension').length,
    moves: moved.filter(({ why }) => why === 'policy' || why === 'correction').length,
  };
  const { breaches, extensions, moves } = counted;
  const weight = 1 + breaches * weights.breaches + extensions * weights.extensions + moves * weights.moves;
  return { ...counted, weight };
}

/** Of the digest so many hexadecimal digits are used: 48 bits, which a number holds exactly. */
const digits = 12;

/**
 * The place of a number in the draw: the higher, the earlier. With weights this is sampling without replacement by
 * Efraimidis and Spirakis (2006): the logarithm of a uniform number, divided by the weight.
 */
export function drawn(seed: string, number: string, weight = 1): number {
  const uniform = (Number.parseInt(digest(`${seed}\n${number}`).slice(0, digits), 16) + 1) / (16 ** digits + 1);
  return Math.log(uniform) / weight;
}

/** The `n` that come first in the draw, in its order; all of them if there are fewer. */
export function sampleOf<Item extends { number: string; draw: number }>(items: readonly Item[], n: number): Item[] {
  return [...items].sort((one, other) => other.draw - one.draw || (one.number < other.number ? -1 : 1)).slice(0, n);
}
