/**
 * `npm run console:build`: builds the console into `console/dist/` unless it is built already from the same sources. `npm
 * start` and `npm run build` do so too.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

const root = join(import.meta.dirname, '..', '..');
const stamp = join(root, 'console', 'dist', 'sources.txt');

/** What the console is made of: its own files, and the API that its client is generated from. */
const sources = ['console/src', 'api', 'application', 'domain', 'packs', 'scripts/replay'];
const files = ['console/index.html', 'console/vite.config.ts', 'scripts/console/client.ts', 'package-lock.json'];

const digest = digestOfSources();
if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) {
  console.log('The console is built already.');
} else {
  await import('./client.ts');
  await build({ configFile: join(root, 'console', 'vite.config.ts'), logLevel: 'warn' });
  // Last of all: a build that broke off is made again.
  writeFileSync(stamp, digest);
  console.log('The console is built: console/dist/');
}

function digestOfSources(): string {
  const all = sources.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  const hash = createHash('sha256');
  for (const file of [...all, ...files.map((one) => join(root, one))].sort()) {
    hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}
