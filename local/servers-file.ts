import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProcessRecord } from './processes/server-process.ts';

/** One server started here: where it listens, how it was found, which process it is and who answers for it. */
export interface ServerRecord {
  address: string;
  way: string;
  process: ProcessRecord;
  /** The process whose end is also the server's: `npm start` or a test run. */
  owner: ProcessRecord;
}

/** What `servers.json` of the data folder says. */
export interface ServersFile {
  temporal?: ServerRecord & { uiAddress?: string };
  mongodb?: ServerRecord;
  /** Written by `npm start` once they run. */
  api?: string;
  workerMetrics?: string;
}

/** Reads `servers.json`; a missing or broken file says nothing. */
export function readServersFile(dataDir: string): ServersFile {
  try {
    return JSON.parse(readFileSync(join(dataDir, 'servers.json'), 'utf8')) as ServersFile;
  } catch {
    return {};
  }
}

/** Changes some entries of `servers.json`; readers see the old or the new file, never half of one. */
export function updateServersFile(dataDir: string, change: ServersFile): void {
  const file = join(dataDir, 'servers.json');
  const aside = `${file}.${process.pid}`;
  writeFileSync(aside, `${JSON.stringify({ ...readServersFile(dataDir), ...change }, null, 2)}\n`);
  renameSync(aside, file);
}
