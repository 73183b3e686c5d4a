/** `npm run lint:language`: reads the documents below for words and sentences that are hard to read. Ends with 1 if any is. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { faultsOf } from './plain-language/faults.ts';

/** What is read: files, and folders with every Markdown file below them. It grows; nothing leaves it. */
const covered = [
  'README.md',
  'docs/architecture.md',
  'docs/architecture',
  'docs/glossary.md',
  'docs/how-to',
  'docs/kinds',
];

const asked = process.argv.slice(2);
const files = (asked.length > 0 ? asked : covered).flatMap((path) =>
  statSync(path).isDirectory()
    ? readdirSync(path, { recursive: true, encoding: 'utf8' }).map((name) => join(path, name))
    : [path],
);

let found = 0;
for (const file of files.filter((name) => name.endsWith('.md'))) {
  for (const { line, says } of faultsOf(readFileSync(file, 'utf8'))) {
    console.log(`${file}:${line}: ${says}`);
    found += 1;
  }
}
process.exitCode = found > 0 ? 1 : 0;
