// A step of `npm run build`: writes dist/THIRD-PARTY-NOTICES, with the licence of every package that production needs. Fails
// if a package has none: nobody may then pass it on.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What the files are called that say under which terms a package may be used. */
const terms = /^(licen[cs]e|copying|notice|unlicense)/i;

/** Production's packages as they are installed: name, version, what they say of their licence, and its text. */
export function packagesOfProduction(root) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return Object.entries(packages).flatMap(([folder, { dev, optional }]) => {
    const path = join(root, folder);
    if (folder === '' || dev) return [];
    // What is for another platform only is not there, and not passed on.
    if (optional && !existsSync(path)) return [];
    const { name, version, license, licenses } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
    const stated = license ?? licenses?.map(({ type }) => type).join(' OR ');
    const texts = readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isFile() && terms.test(entry.name))
      .map((entry) => readFileSync(join(path, entry.name), 'utf8').trim());
    return [{ name, version, licence: stated || (texts.length > 0 ? 'see its text' : null), texts }];
  });
}

/** The notices as one text. @throws Error with the name of every package that has no licence */
export function noticesOf(packages) {
  const without = packages.filter(({ licence }) => licence === null).map(({ name, version }) => `${name} ${version}`);
  if (without.length > 0) throw new Error(`no licence: ${without.join(', ')}`);
  const sorted = [...packages].sort((a, b) => (`${a.name}@${a.version}` < `${b.name}@${b.version}` ? -1 : 1));
  const parts = sorted.map(({ name, version, licence, texts }) =>
    [`${name} ${version}`, `Licence: ${licence}`, ...texts.map((text) => `\n${text}`)].join('\n'),
  );
  return `${parts.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const root = join(import.meta.dirname, '..');
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(join(root, 'dist', 'THIRD-PARTY-NOTICES'), noticesOf(packagesOfProduction(root)));
}
