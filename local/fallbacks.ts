import { rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError, say, sentence, step } from './console.ts';
import { cacheFolder } from './folders.ts';

/** A download that does not answer is given up after this time. */
export const DOWNLOAD_LIMIT_MS = 20_000;

/** A download that failed is not tried again for a day: the next start shall be quick. */
const TRY_AGAIN_MS = 24 * 3600 * 1000;

/** One way to a server: it gives a result, or nothing if it does not apply here. */
export interface Way<T> {
  name: string;
  /** What to install or set so that this way works, one sentence. */
  advice: string;
  /** Whether it fetches from a place that this machine may not reach: a failure is remembered. */
  download?: boolean;
  attempt: () => Promise<T | undefined>;
}

/** Tries the ways in their order and returns the first result; if none works, says what to do about each. */
export async function firstWay<T>(wanted: string, ways: Way<T>[]): Promise<T> {
  for (const way of ways) {
    const result = await tried(wanted, way);
    if (result !== undefined) return result;
  }
  const advice = ways.map((way) => `  - ${way.advice}`).join('\n');
  throw new SetupError(`No way to ${wanted} works on this machine. Any one of these is enough:\n${advice}`);
}

async function tried<T>(wanted: string, way: Way<T>): Promise<T | undefined> {
  if (!way.download) return attempt(way);
  const mark = join(cacheFolder(), `gave-up-${`${wanted} ${way.name}`.replace(/\W+/g, '-')}`);
  if (ageOf(mark) < TRY_AGAIN_MS) {
    say(`- ${way.name}: did not answer within the last day, skipped (delete ${mark} to try it again)`);
    return undefined;
  }
  const result = await attempt({ ...way, attempt: () => step(way.name, way.attempt) });
  if (result === undefined) writeFileSync(mark, '');
  else rmSync(mark, { force: true });
  return result;
}

async function attempt<T>(way: Way<T>): Promise<T | undefined> {
  try {
    return await way.attempt();
  } catch (error) {
    say(`- ${way.name}: ${sentence(error)}. ${way.advice}`);
    return undefined;
  }
}

function ageOf(file: string): number {
  try {
    return Date.now() - statSync(file).mtimeMs;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
