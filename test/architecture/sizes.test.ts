import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';

/** Tables of data: they grow with the sentences that the API can say, and nobody reads them from top to bottom. */
const tables = ['api/http/arabic-sentences.ts'];

const rooms = ['activities', 'api', 'application', 'config', 'db', 'domain', 'local', 'migrations', 'packs', 'reports'];
const files = [...rooms, 'scripts', 'temporal', 'worker', 'workflows'].flatMap((room) =>
  readdirSync(room, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(room, file)),
);

/** The folders that hold more than `most` files themselves. */
function crowded(all: readonly string[], most: number): string[] {
  const counts = new Map<string, number>();
  for (const file of all) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
  return [...counts].filter(([, count]) => count > most).map(([folder]) => folder);
}

test('no folder of the source holds more than 20 files itself', () => {
  expect(crowded(files, 20)).toEqual([]);
});

test('a folder that holds too many is found', () => {
  const many = Array.from({ length: 21 }, (_, place) => `db/flat/${place}.ts`);
  expect(crowded([...files, ...many], 20)).toEqual(['db/flat']);
});

test('no file of the source is longer than 300 lines, half have 80 or fewer, and nine in ten 160 or fewer', () => {
  const lengths = files
    .filter((file) => !tables.includes(file))
    .map((file) => ({ file, lines: readFileSync(file, 'utf8').split('\n').length - 1 }))
    .sort((one, other) => one.lines - other.lines);
  expect(lengths.filter(({ lines }) => lines > 300)).toEqual([]);
  expect(lengths[Math.floor(lengths.length / 2)]?.lines).toBeLessThanOrEqual(80);
  expect(lengths[Math.floor(lengths.length * 0.9)]?.lines).toBeLessThanOrEqual(160);
});
