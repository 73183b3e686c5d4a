/** Every test file belongs to the whole run, and can be run alone by its path. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';

const files = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .map((file) => join('test', file))
  .filter((file) => file.endsWith('.ts'));

/** The folders whose files another one loads, each as a path from the root. */
const loaded = new Set(
  files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/new URL\('(\.[^']*\/)', import\.meta\.url\)/g)].map(([, folder = '']) =>
      join(dirname(file), folder, '.'),
    ),
  ),
);

/** True if a whole run has the file: by its name, or since another one loads its folder. */
function isRun(file: string): boolean {
  return file.endsWith('.test.ts') || loaded.has(dirname(file));
}

test('every test file is part of the whole run, by its name or by the file that loads its folder', () => {
  const ofTests = files.filter((file) => !/^test.(support|fixtures)./.test(file));
  expect(ofTests.length).toBeGreaterThan(200);
  expect(ofTests.filter((file) => !isRun(file))).toEqual([]);
});

test('a test file in a folder that nothing loads is found', () => {
  expect(isRun('test/packs/forgotten.ts')).toBe(false);
});

/** What Jest makes of a path, with the tests of all projects. */
function jest(...words: string[]) {
  const command = ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js', ...words];
  return spawnSync(process.execPath, command, { encoding: 'utf8' });
}

test('a file that another one loads in the whole run is run alone if it is named, with or without servers', () => {
  const named = ['test/domain/case/money-sum.ts', 'test/api/complaints/rules.ts'];
  const listed = jest('--listTests', ...named)
    .stdout.trim()
    .split('\n');
  expect(listed.sort()).toEqual(named.map((file) => join(process.cwd(), file)).sort());
});

test('the tests of a file that is named run, in an order that the seed gives', () => {
  const { status, stderr } = jest('test/domain/case/money-sum.ts', '--selectProjects', 'domain');
  expect({ status, stderr }).toMatchObject({ status: 0, stderr: expect.stringContaining('1 passed, 1 total') });
  expect(stderr).toMatch(/^Seed: +-?\d+$/m);
});
