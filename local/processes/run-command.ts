import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { basename, delimiter, join } from 'node:path';

export interface CommandOptions {
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  /** Give up when nothing was printed for so long: a download that does not answer. */
  silenceMs?: number;
  /** Give up after so long, whatever is printed. */
  limitMs?: number;
}

const running = new Set<ChildProcess>();
let noMore = false;

/** Ends the commands that are still running, and lets no further one begin: the person wants to stop. */
export function endCommands(): void {
  noMore = true;
  for (const child of running) child.kill('SIGKILL');
}

/** Runs a command to its end and returns what it printed; its last lines are in the error when it fails. */
export function runCommand(command: string, args: string[], options: CommandOptions = {}): Promise<string> {
  if (noMore) return Promise.reject(new Error('stopped'));
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    let printed = '';
    let gaveUp = '';
    const giveUp = (why: string) => () => {
      gaveUp = why;
      child.kill('SIGKILL');
    };
    const limit = options.limitMs && setTimeout(giveUp(`no result after ${options.limitMs / 1000} s`), options.limitMs);
    let silence: NodeJS.Timeout | undefined;
    const heard = (chunk?: Buffer) => {
      printed += chunk ?? '';
      clearTimeout(silence);
      if (!options.silenceMs) return;
      silence = setTimeout(giveUp(`no answer for ${options.silenceMs / 1000} s`), options.silenceMs);
    };
    heard();
    child.stdout.on('data', heard);
    child.stderr.on('data', heard);
    child.once('error', reject);
    child.once('close', (code, signal) => {
      running.delete(child);
      clearTimeout(silence);
      if (limit) clearTimeout(limit);
      if (code === 0) return resolve(printed);
      const lines = printed.trim().split('\n');
      const why = gaveUp || `ended with ${signal ?? code}: ${lines.at(-1)}`;
      reject(new Error([`${basename(command)} ${why}`, ...lines.slice(-8)].join('\n')));
    });
  });
}

/** The full path of a program on PATH. */
export function onPath(program: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, program)).find(isExecutable);
}

/** Whether the file is there and may be run. */
export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
