import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { ruleExists } from '../../packs/vocabulary/roles-and-rules.ts';
import { fiveOrganisations, ownPack } from '../support/samples/policies-on-disk.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const rows = readFileSync(`${root}/docs/rules.md`, 'utf8')
  .split('\n')
  .filter((line) => /^\| [A-Z]-\d\d /.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, id = '', , rule = '', file = '', held = '']) => ({ id, rule, file, held }));

const everyRule = ['F', 'C', 'N', 'B', 'G', 'X'].flatMap((letter) =>
  Array.from({ length: 99 }, (_, index) => `${letter}-${String(index + 1).padStart(2, '0')}`).filter(ruleExists),
);

test('the page of rules has every rule once, in words of its own', () => {
  expect(rows.map(({ id }) => id).sort()).toEqual(everyRule.sort());
  for (const { rule } of rows) expect(rule.length).toBeGreaterThan(10);
});

test('no rule waits to be begun but those of channels that come later', () => {
  const waiting = rows.filter((row) => Object.values(row).some((cell) => /not yet/i.test(cell)));
  expect(waiting.map(({ id }) => id)).toEqual(['C-10', 'G-08']);
});

test('every file and test that it names exists', () => {
  const named = rows.flatMap(({ file, held }) =>
    [...`${file} ${held}`.matchAll(/`([a-z-]+\/[^`]+)`/g)].map((match) => match[1] ?? ''),
  );
  expect(named.length).toBeGreaterThan(30);
  expect(named.filter((path) => !existsSync(`${root}/${path}`))).toEqual([]);
});

test('a clock or a notice that a pack draws from a rule is on the page', () => {
  const pages = new Map(rows.map(({ id, file }) => [id, file]));
  for (const organisation of fiveOrganisations) {
    const { clocks, categories, notices } = ownPack(organisation).kinds.complaint;
    const own = Object.values(categories).flatMap((category) => Object.values(category.clocks));
    for (const { rule } of [...Object.values(clocks), ...own, ...notices]) {
      if (rule) expect([rule, pages.get(rule)]).not.toEqual([rule, 'not yet']);
    }
  }
});
