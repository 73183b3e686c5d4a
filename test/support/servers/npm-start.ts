import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

/** A running `npm start`, with what it has printed so far. */
export interface Start {
  process: ChildProcess;
  printed: () => string;
  /** Waits until it has printed this; fails when it ends before, or after a minute and a half. */
  says: (text: string | RegExp) => Promise<void>;
  ended: Promise<number | null>;
}

/** Runs what `npm start` runs, in this environment only: nothing of the test run's own servers is passed on. */
export function npmStart(settings: Record<string, string>): Start {
  const { PATH, HOME, INAYA_CACHE_DIR } = process.env;
  const env = { PATH, HOME, INAYA_CACHE_DIR, INAYA_DEMO: 'off', ...settings };
  const child = spawn(process.execPath, ['--import', 'tsx', 'local/start.ts'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  let running = true;
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      text += chunk;
    });
  }
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', (code) => {
      running = false;
      resolve(code);
    });
  });
  const says = async (wanted: string | RegExp) => {
    const there = () => (typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text));
    for (const until = Date.now() + 90_000; !there(); await sleep(50)) {
      if (!running || Date.now() > until) throw new Error(`npm start did not say ${wanted}; it said:\n${text}`);
    }
  };
  return { process: child, printed: () => text, says, ended };
}
