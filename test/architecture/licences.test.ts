import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

interface Package {
  name: string;
  version: string;
  licence: string | null;
  texts: string[];
}

interface Notices {
  packagesOfProduction: (root: string) => Package[];
  noticesOf: (packages: Package[]) => string;
}

const { packagesOfProduction, noticesOf } = (await import(
  new URL('../../scripts/third-party-notices.mjs', import.meta.url).href
)) as Notices;
const packages = packagesOfProduction('.');
const { dependencies, devDependencies, scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<
  'dependencies' | 'devDependencies' | 'scripts',
  Record<string, string>
>;

test('S13o: every package that production needs has a licence, and the notices have its words', () => {
  const notices = noticesOf(packages);
  expect(packages.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(dependencies)));
  for (const { name, version, texts } of packages) {
    expect(notices).toContain(`${name} ${version}\nLicence: `);
    for (const text of texts) expect(notices).toContain(text);
  }
});

test('S13o: a package without a licence is named, and no notices are made', () => {
  const bare = { name: 'buffers', version: '0.1.1', licence: null, texts: [] };
  expect(() => noticesOf([...packages, bare])).toThrow('no licence: buffers 0.1.1');
});

test('S13o: no licence of production asks for the source of what it is used in', () => {
  const asking = packages.filter(({ licence }) => /\b(AGPL|GPL|LGPL|SSPL|CC-BY-NC|CC-BY-SA|BUSL)/i.test(licence ?? ''));
  expect(asking).toEqual([]);
});

test('S13o: the build makes the notices, the image takes the licence along, and production brings no tool that runs sources', () => {
  expect(scripts.build).toContain('node scripts/third-party-notices.mjs');
  expect(readFileSync('Dockerfile', 'utf8')).toContain('COPY LICENSE ./');
  expect(readFileSync('.dockerignore', 'utf8')).toMatch(/^!LICENSE$/m);
  expect([dependencies.tsx, devDependencies.tsx]).toEqual([undefined, expect.any(String)]);
  expect(packages.map(({ name }) => name)).not.toContain('tsx');
});
