import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Looks again and again, less and less often, until what is seen will do or the time is up. It is for what is on its way,
 * such as a projection. If many wait for long, something is wrong, and the servers have enough to do.
 *
 * @param first what has been seen already
 * @param milliseconds how long, at most and about
 * @returns what was seen last
 */
export async function pollUntil<Seen>(
  first: Seen,
  willDo: (seen: Seen) => boolean,
  look: (last: Seen) => Promise<Seen>,
  milliseconds: number,
): Promise<Seen> {
  const until = Date.now() + milliseconds;
  let seen = first;
  for (let pause = 25; !willDo(seen) && Date.now() < until; pause = Math.min(pause * 2, 200)) {
    await sleep(pause);
    seen = await look(seen);
  }
  return seen;
}
