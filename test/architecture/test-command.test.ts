import { spawnSync } from 'node:child_process';
import { expect, test } from '@jest/globals';

/** What `scripts/test.mjs` says last, and how it ends. */
function run(...given: string[]): [status: number | null, said: string | undefined] {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/test.mjs', ...given], { encoding: 'utf8' });
  return [status, stderr.trim().split('\n').at(-1)];
}

test('a test run of a file that is not there fails, and says so', () => {
  const path = 'test/domain/nothing-here.test.ts';
  expect(run(path)).toEqual([1, `There is no test file ${path}.`]);
});

test('a test run whose name matches no test fails, and says so', () => {
  const given = ['test/domain/written-text.test.ts', '-t', 'a name that no test has'];
  expect(run(...given)).toEqual([1, `No test has run: nothing matches ${given.join(' ')}.`]);
});
