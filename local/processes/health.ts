import { setTimeout as sleep } from 'node:timers/promises';
import { SetupError } from '../console.ts';
import type { RunningPart } from './child-processes.ts';
import { lastLines } from './server-process.ts';

/** Waits until the API says that it, the engine, the database and a worker are there; fails when a part ends before. */
export async function waitUntilReady(api: string, parts: RunningPart[], limitMs = 120_000): Promise<void> {
  const died = Promise.race(
    parts.map(async ({ part, ended, logFile }) => {
      const how = await ended;
      throw new SetupError(
        `The ${part.name} ended (${how}) before it was ready; the end of ${logFile}:\n${lastLines(logFile, 15)}`,
      );
    }),
  );
  const polling = new AbortController();
  try {
    await Promise.race([died, poll(`${api}/health/ready`, limitMs, polling.signal)]);
  } finally {
    polling.abort();
    died.catch(() => {});
  }
}

async function poll(url: string, limitMs: number, signal: AbortSignal): Promise<void> {
  const until = Date.now() + limitMs;
  let last = 'no answer';
  while (Date.now() < until && !signal.aborted) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
      if (response.ok) return;
      last = `${response.status} ${(await response.text()).slice(0, 300)}`;
    } catch (error) {
      last = error instanceof Error ? error.message : String(error);
    }
    await sleep(200);
  }
  if (!signal.aborted) throw new SetupError(`${url} was not ready after ${limitMs / 1000} s; its last answer: ${last}`);
}
