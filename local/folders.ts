import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** The folder of this installation's data: databases, addresses, secrets, accounts. It survives a restart. */
export function dataFolder(): string {
  return made(resolve(process.env.INAYA_DATA_DIR || '.inaya'));
}

/** The user's folder of what was downloaded or built once, so that the next clone finds it. */
export function cacheFolder(...below: string[]): string {
  return made(join(resolve(process.env.INAYA_CACHE_DIR || join(homedir(), '.cache', 'inaya')), ...below));
}

function made(folder: string): string {
  mkdirSync(folder, { recursive: true });
  return folder;
}
