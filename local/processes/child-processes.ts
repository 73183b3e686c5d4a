import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A process of the product itself. */
export interface Part {
  name: string;
  /** The file to run, below the root of the project. */
  script: string;
  /** The heap that it needs at most; without a limit Node lets it grow to gigabytes before it tidies up. */
  heapMb: number;
}

export const PARTS: Part[] = [
  { name: 'api', script: 'api/server.ts', heapMb: 256 },
  { name: 'worker', script: 'worker/main.ts', heapMb: 512 },
];

export interface RunningPart {
  part: Part;
  logFile: string;
  /** Comes true with the signal or the exit code when the process has ended. */
  ended: Promise<string>;
  stop: () => Promise<void>;
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Starts a part; what it prints goes to a log file of the data folder. */
export function startPart(part: Part, env: NodeJS.ProcessEnv, dataDir: string): RunningPart {
  mkdirSync(join(dataDir, 'logs'), { recursive: true });
  const logFile = join(dataDir, 'logs', `${part.name}.log`);
  const log = openSync(logFile, 'a');
  const preload = ['--import', 'tsx', '--import', new URL('../end-with-parent.mjs', import.meta.url).href];
  const child = spawn(process.execPath, [`--max-old-space-size=${part.heapMb}`, ...preload, part.script], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    // In a group of its own, Ctrl-C reaches it through us only: once, and in the right order.
    detached: true,
    stdio: ['ignore', log, log, 'ipc'],
  });
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
  return { part, logFile, ended, stop: () => stop(child, ended) };
}

async function stop(child: ChildProcess, ended: Promise<string>): Promise<void> {
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), 15_000);
  await ended;
  clearTimeout(force);
}
