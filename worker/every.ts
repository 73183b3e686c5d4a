import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Does something again and again until it is stopped, each time so many milliseconds after the last time has ended. What it
 * does says itself what went wrong, and does not throw.
 * @returns how it is stopped: resolves once the last time has ended
 */
export function every(milliseconds: number, act: () => Promise<unknown>): () => Promise<void> {
  const ending = new AbortController();
  const going = (async () => {
    while (!ending.signal.aborted) {
      await act();
      await sleep(milliseconds, undefined, { signal: ending.signal }).catch(() => undefined);
    }
  })();
  return () => {
    ending.abort();
    return going;
  };
}
