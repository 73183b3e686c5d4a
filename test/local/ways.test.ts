import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { firstWay, type Way } from '../../local/fallbacks.ts';
import { runCommand } from '../../local/processes/run-command.ts';

const before = process.env.INAYA_CACHE_DIR;
const cache = mkdtempSync(join(tmpdir(), 'inaya-cache-'));
beforeAll(() => {
  process.env.INAYA_CACHE_DIR = cache;
});
afterAll(() => {
  if (before === undefined) delete process.env.INAYA_CACHE_DIR;
  else process.env.INAYA_CACHE_DIR = before;
  rmSync(cache, { recursive: true, force: true });
});

const absent: Way<string> = { name: 'absent', advice: 'Install a.', attempt: async () => undefined };
const broken: Way<string> = { name: 'broken', advice: 'Allow b.', attempt: () => Promise.reject(new Error('no b')) };
const works: Way<string> = { name: 'works', advice: 'Set c.', attempt: async () => 'c' };

test('the first way that works is taken', async () => {
  await expect(firstWay('a server', [absent, broken, works, absent])).resolves.toBe('c');
});

test('where none works, the advice of each is said', async () => {
  await expect(firstWay('a server', [absent, broken])).rejects.toThrow(/a server.*Install a\..*Allow b\./s);
});

test('a download that failed is not tried again within a day', async () => {
  let tries = 0;
  const download: Way<string> = {
    name: 'far away',
    advice: 'Allow d.',
    download: true,
    attempt: () => Promise.reject(new Error(`try ${++tries}`)),
  };
  await firstWay('a thing', [download, works]);
  await firstWay('a thing', [download, works]);
  expect(tries).toBe(1);
  expect(readdirSync(cache)).toEqual(['gave-up-a-thing-far-away']);
});

test('a command that has fallen silent is given up, one that prints is not', async () => {
  const node = (script: string) => runCommand(process.execPath, ['-e', script], { silenceMs: 3_000 });
  await expect(node('setTimeout(() => {}, 60_000)')).rejects.toThrow(/no answer for 3 s/);
  const printing = 'let n = 0; const t = setInterval(() => { console.log(n); if (++n > 4) clearInterval(t); }, 1000)';
  await expect(node(printing)).resolves.toMatch(/4/);
});

test('a program that is not there is an error, not a crash', async () => {
  await expect(runCommand('no-such-program', [])).rejects.toThrow(/ENOENT/);
});
