import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { folderCircles } from '../support/jest/folder-circles.ts';

function room(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  return new Map(files.map((name) => [join(folder, name), readFileSync(join(folder, name), 'utf8')]));
}

test.each(['application', 'api'])('the folders of %s/ do not need each other in a circle', (folder) => {
  const texts = room(folder);
  expect(texts.size).toBeGreaterThan(100);
  expect(folderCircles(texts)).toEqual([]);
});

const circle: [string, string][] = [
  ['room/a/one.ts', "import { b } from '../b/two.ts';"],
  ['room/b/two.ts', "export { c } from '../c/deep/three.ts';"],
  ['room/c/deep/three.ts', "import { type A, a } from '../../a/other.ts';"],
  ['room/a/other.ts', 'export const a = 1;'],
  ['room/d/four.ts', "import { a } from '../a/other.ts';"],
];

test('a circle of folders is found through several of them, although no file needs itself', () => {
  expect(folderCircles(new Map(circle))).toEqual([
    'room/a/one.ts → room/b/two.ts',
    'room/b/two.ts → room/c/deep/three.ts',
    'room/c/deep/three.ts → room/a/other.ts',
  ]);
});

test('a file that lies in the room itself closes a circle as a folder does', () => {
  const through = new Map([
    ['room/a/one.ts', "import { top } from '../top.ts';"],
    ['room/top.ts', "import './a/other.ts';"],
    ['room/a/other.ts', ''],
  ]);
  expect(folderCircles(through)).toEqual(['room/a/one.ts → room/top.ts', 'room/top.ts → room/a/other.ts']);
});

test.each([
  "import type { A } from '../../a/other.ts';",
  "import { type A } from '../../a/other.ts';",
  "export type { A } from '../../a/other.ts';",
  "export { type A } from '../../a/other.ts';",
])('types alone close no circle: %s', (line) => {
  expect(folderCircles(new Map([...circle, ['room/c/deep/three.ts', line]]))).toEqual([]);
});
