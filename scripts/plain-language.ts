/**
 * `npm run lint:language`: reads the documents and the comments of the source for words and sentences that are hard to read.
 * Ends with 1 if it finds any. Paths may be given: `npm run lint:language -- db`.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { faultsOf, faultsOfComments } from './plain-language/faults.ts';

/** What is read: files, and folders with every Markdown and script file below them. It grows; nothing leaves it. */
const covered = [
  'README.md',
  'docs',
  ...['activities', 'api', 'application', 'bench', 'config', 'db', 'domain', 'local', 'migrations', 'packs'],
  ...['reports', 'scripts', 'temporal', 'test', 'worker', 'workflows'],
];

const asked = process.argv.slice(2);
const files = (asked.length > 0 ? asked : covered).flatMap((path) =>
  statSync(path).isDirectory()
    ? readdirSync(path, { recursive: true, encoding: 'utf8' }).map((name) => join(path, name))
    : [path],
);

let found = 0;
for (const file of files.filter((name) => /\.(?:md|ts|mjs)$/.test(name))) {
  const text = readFileSync(file, 'utf8');
  for (const { line, says } of file.endsWith('.md') ? faultsOf(text) : faultsOfComments(text)) {
    console.log(`${file}:${line}: ${says}`);
    found += 1;
  }
}
process.exitCode = found > 0 ? 1 : 0;
