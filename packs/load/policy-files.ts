import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PolicySource } from './policy-source.ts';
import type { Problem } from './problem.ts';

/** One version of a pack or of a calendar on disk: its folder's name and the number in vN.yaml, and its text. */
export interface PolicyFile {
  folder: string;
  version: number;
  source: PolicySource;
}

export interface FoundFiles {
  files: PolicyFile[];
  problems: Problem[];
}

const calendarFolder = 'calendars';

export function packFilesIn(folder: string): FoundFiles {
  if (!existsSync(folder)) {
    const problem: Problem = { severity: 'refusal', file: folder, line: 1, message: 'There is no such folder.' };
    return { files: [], problems: [problem] };
  }
  return versionsIn(folder, (name) => name !== calendarFolder);
}

export function calendarFilesIn(folder: string): FoundFiles {
  const calendars = join(folder, calendarFolder);
  return existsSync(calendars) ? versionsIn(calendars, () => true) : { files: [], problems: [] };
}

function versionsIn(parent: string, wanted: (name: string) => boolean): FoundFiles {
  const folders = readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && wanted(entry.name))
    .map((entry) => entry.name)
    .sort();
  const found: FoundFiles = { files: [], problems: [] };
  for (const folder of folders) {
    for (const name of readdirSync(join(parent, folder)).sort()) addFile(found, parent, folder, name);
  }
  return found;
}

function addFile(found: FoundFiles, parent: string, folder: string, name: string): void {
  const file = join(parent, folder, name);
  const number = /^v([1-9]\d*)\.yaml$/.exec(name)?.[1];
  if (number !== undefined) {
    const source = new PolicySource(file, readFileSync(file, 'utf8'));
    found.files.push({ folder, version: Number(number), source });
  } else {
    const message = 'This file is not read: a version is named v1.yaml, v2.yaml and so on.';
    found.problems.push({ severity: 'warning', file, line: 1, message });
  }
}
