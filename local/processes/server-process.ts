import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A process as written down: the instant of its birth tells it from a later one with the same number. */
export interface ProcessRecord {
  pid: number;
  born: string;
}

/** How the servers that this process started have ended, by process number. */
const ends = new Map<number, string>();

/** Starts a server that outlives this process if this process is killed: in a group of its own, with a log file. */
export function spawnServer(command: string, args: string[], logFile: string): ProcessRecord {
  mkdirSync(dirname(logFile), { recursive: true });
  const log = openSync(logFile, 'a');
  const child = spawn(command, args, { detached: true, stdio: ['ignore', log, log] });
  child.on('error', () => {});
  child.on('exit', (code, signal) => child.pid && ends.set(child.pid, signal ?? `exit code ${code}`));
  child.unref();
  if (child.pid === undefined) throw new Error(`${command} could not be started`);
  return { pid: child.pid, born: birthOf(child.pid) ?? '' };
}

/** The signal or exit code with which a server ended, if this process can know it. */
export function endOf(record: ProcessRecord): string {
  return ends.get(record.pid) ?? 'exit code unknown';
}

/** This very process. */
export function myself(): ProcessRecord {
  return { pid: process.pid, born: birthOf(process.pid) ?? '' };
}

/** Whether the process written down is still there, and not another one that got its number. */
export function isAlive(record: ProcessRecord): boolean {
  return birthOf(record.pid) === record.born;
}

/** Asks the process to end, and ends it after a while. Does nothing if it is no longer the one written down. */
export async function stopProcess(record: ProcessRecord, timeoutMs = 10_000): Promise<void> {
  if (!isAlive(record)) return;
  signal(record, 'SIGTERM');
  const until = Date.now() + timeoutMs;
  while (isAlive(record) && Date.now() < until) await sleep(50);
  if (isAlive(record)) signal(record, 'SIGKILL');
  while (isAlive(record)) await sleep(20);
}

function signal(record: ProcessRecord, name: NodeJS.Signals): void {
  try {
    process.kill(record.pid, name);
  } catch {
    // It ended in between.
  }
}

/** The instant of birth, in the system's own writing; nothing for a process that is gone or a zombie. */
function birthOf(pid: number): string | undefined {
  try {
    if (process.platform === 'linux') {
      // The name in brackets may hold blanks; after it come the state and, nineteen fields on, the birth.
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
      return fields[0] === 'Z' ? undefined : fields[19];
    }
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
}

/** The end of a log file, for an error message. */
export function lastLines(file: string, count = 5): string {
  try {
    return readFileSync(file, 'utf8').trim().split('\n').slice(-count).join('\n');
  } catch {
    return '';
  }
}
