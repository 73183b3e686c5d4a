import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { latest } from '../../../packs/load/load.ts';
import type { Pack } from '../../../packs/schema.ts';
import { ownPolicies } from './own-policies.ts';

export const policies = fileURLToPath(new URL('../../../policies', import.meta.url));
/** How many versions of packs the product has: a file each. */
export const versionsOnDisk = readdirSync(policies, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.yaml') && !file.startsWith('calendars'),
).length;
export const fiveOrganisations = [
  'development-fund',
  'courier',
  'neighbourhood-centres',
  'beneficiary-society',
  'government-services',
];

const loaded = ownPolicies();

/** The newest version of one of the product's own packs. */
export function ownPack(organisation: string): Pack {
  const pack = latest(loaded.packs, organisation);
  if (!pack) throw new Error(`${organisation} does not load`);
  return pack;
}

/** A version of one of the product's own packs. */
export function publishedPack(organisation: string, version: number): Pack {
  const pack = loaded.packs.find((one) => one.id === organisation && one.version === version);
  if (!pack) throw new Error(`${organisation} version ${version} does not load`);
  return pack;
}

/** A text with one place changed; a place that is not there would make a test pass for nothing. */
export function changed(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`the text to change is not there: ${from}`);
  return text.replace(from, to);
}

/** A seventh organisation: the sandbox's rules under another name and the Saudi calendar. */
export function seventhPack(): string {
  const sandbox = readFileSync(join(policies, 'sandbox', 'v2.yaml'), 'utf8');
  return [
    ['id: sandbox', 'id: seventh'],
    ['version: 2', 'version: 1'],
    ['prefix: SB', 'prefix: SE'],
    ['calendar: sandbox', 'calendar: saudi-arabia'],
  ].reduce((text, [from = '', to = '']) => changed(text, from, to), sandbox);
}

export function saudiCalendar(): string {
  return readFileSync(join(policies, 'calendars', 'saudi-arabia', 'v1.yaml'), 'utf8');
}

/** A temporary folder with these files, by their path in it. */
export function folderWith(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'inaya-policies-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** The line, from 1, of the first place where a text holds something. */
export function lineOf(text: string, needle: string): number {
  const at = text.indexOf(needle);
  if (at < 0) throw new Error(`not in the text: ${needle}`);
  return text.slice(0, at).split('\n').length;
}
