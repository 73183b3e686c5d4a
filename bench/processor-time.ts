/** Processor time as Linux counts it, of a process with everything that it started. */
import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts in hundredths of a second. */
const tickMs = 10;

interface Process {
  parent: number;
  ms: number;
  command: string;
}

function processes(): Map<number, Process> {
  const found = new Map<number, Process>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      // The name stands in parentheses and may hold anything.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
      found.set(Number(name), {
        parent: Number(fields[1]),
        ms: (Number(fields[11]) + Number(fields[12])) * tickMs,
        command,
      });
    } catch {
      // It has ended meanwhile.
    }
  }
  return found;
}

/** In milliseconds, by name: of each process with those that it started, which are named by what they run. */
export function processMs(roots: Record<string, number>): Record<string, number> {
  const all = processes();
  const sums: Record<string, number> = {};
  const names = Object.entries(roots);
  for (const [pid, { ms, command }] of all) {
    const root = rootOf(all, pid, names);
    if (root === null) continue;
    const name = /api\/server/.test(command) ? 'api' : /worker\/main/.test(command) ? 'worker' : root;
    sums[name] = (sums[name] ?? 0) + ms;
  }
  return sums;
}

/** The name of the nearest process above, itself included, that has one. */
function rootOf(all: Map<number, Process>, pid: number, names: [string, number][]): string | null {
  for (let at: number | undefined = pid; at !== undefined && at > 1; at = all.get(at)?.parent) {
    const found = names.find(([, root]) => root === at);
    if (found) return found[0];
  }
  return null;
}
