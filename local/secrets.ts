import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The secret from which the processes derive their keys; made once for a data folder, readable by its owner only. */
export function localSecret(dataDir: string): string {
  if (process.env.INAYA_SECRET) return process.env.INAYA_SECRET;
  const file = join(dataDir, 'secrets.json');
  if (!existsSync(file)) {
    const made = { INAYA_SECRET: randomBytes(32).toString('base64url') };
    writeFileSync(file, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  }
  const { INAYA_SECRET } = JSON.parse(readFileSync(file, 'utf8')) as { INAYA_SECRET: string };
  return INAYA_SECRET;
}
