import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';

const below = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`);

const pages = ['README.md', ...below('docs')].filter((page) => page.endsWith('.md') && !page.includes('/decisions/'));
const texts = pages.map((page) => ({ page, text: readFileSync(page, 'utf8') }));
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };

/** What the first group of a pattern finds, with the page on which it stands. */
function found(pattern: RegExp): { page: string; name: string }[] {
  return texts.flatMap(({ page, text }) => [...text.matchAll(pattern)].map(([, name = '']) => ({ page, name })));
}

test('every command that a page names is a script of package.json', () => {
  const named = found(/npm (?:run )?(?:--silent )?((?!run|--)[a-z]+(?:[:-][a-z]+)*)(?![a-z]|:\*)/g);
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter(({ name }) => !Object.hasOwn(scripts, name))).toEqual([]);
});

test('every link of a page leads to a file that exists', () => {
  const links = found(/\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g);
  expect(links.length).toBeGreaterThan(10);
  expect(links.filter(({ page, name }) => !existsSync(join(dirname(page), name)))).toEqual([]);
});

const rooms = [
  'activities',
  'api',
  'application',
  'config',
  'db',
  'docs',
  'domain',
  'local',
  'migrations',
  'packs',
  'reports',
];
rooms.push('policies', 'scripts', 'temporal', 'test', 'worker', 'workflows');

test('every file or folder of the product that a page names exists', () => {
  const there = rooms.flatMap((room) => [room, ...below(room)]);
  const named = found(new RegExp(`\`((?:${rooms.join('|')})/[\\w./*-]*)\``, 'g'));
  expect(named.length).toBeGreaterThan(50);
  const exists = (name: string) => {
    const pattern = new RegExp(`^${name.replace(/\/$/, '').replaceAll('.', '\\.').replaceAll('*', '[^/]*')}$`);
    return there.some((file) => pattern.test(file));
  };
  expect(named.filter(({ name }) => !exists(name))).toEqual([]);
});
