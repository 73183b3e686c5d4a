import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The secret from which the processes derive their keys; made once for a data folder, readable by its owner only. */
export function localSecret(dataDir: string): string {
  return madeOnce(dataDir, 'secrets.json', 'INAYA_SECRET', () => randomBytes(32).toString('base64url'));
}

/** What wraps the keys of people and cases; made once for a data folder, in a file that a copy can leave out. */
export function localMasterKeys(dataDir: string): string {
  return madeOnce(dataDir, 'master-keys.json', 'INAYA_MASTER_KEYS', () => {
    // With a name of its own: the key of another folder is not taken for it.
    return `local-${randomBytes(4).toString('hex')}:${randomBytes(32).toString('base64')}`;
  });
}

function madeOnce(dataDir: string, name: string, setting: string, make: () => string): string {
  const given = process.env[setting];
  if (given) return given;
  const file = join(dataDir, name);
  if (!existsSync(file)) {
    writeFileSync(file, `${JSON.stringify({ [setting]: make() }, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  }
  return (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>)[setting] ?? '';
}
