import { chmodSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * The folder of this installation's data: databases, addresses, secrets, accounts. It survives a restart. Customers' names
 * are in it. So its user alone may open it, also if an earlier release has left it open to others.
 */
export function dataFolder(): string {
  const folder = made(resolve(process.env.INAYA_DATA_DIR || '.inaya'));
  chmodSync(folder, 0o700);
  return folder;
}

/** From now on what this process makes, and whatever it starts, is nobody else's to read. */
export function makeOwnFilesOnly(): void {
  process.umask(0o077);
}

/** The user's folder of what was downloaded or built once, so that the next clone finds it. */
export function cacheFolder(...below: string[]): string {
  return made(join(resolve(process.env.INAYA_CACHE_DIR || join(homedir(), '.cache', 'inaya')), ...below));
}

function made(folder: string): string {
  mkdirSync(folder, { recursive: true });
  return folder;
}
