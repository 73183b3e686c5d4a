import { execFile } from 'node:child_process';
import { expect, test } from '@jest/globals';

/** The whole run is `npm run fuzz`. */
test('some two thousand made-up requests meet no answer that is not documented', async () => {
  const args = ['--import', 'tsx', 'scripts/fuzz/fuzz.ts', '--examples', '3', '--roles', 'agent,nobody'];
  const told = await new Promise<{ code: number; text: string }>((resolve) => {
    execFile(process.execPath, args, { maxBuffer: 64_000_000 }, (error, out, err) => {
      resolve({ code: error ? Number(error.code ?? 1) : 0, text: `${out}${err}` });
    });
  });
  // What was found stands at the end of what it prints.
  expect(told.code === 0 ? '' : told.text.slice(-4000)).toBe('');
}, 600_000);
