import { execFile } from 'node:child_process';
import { expect, test } from '@jest/globals';

/** What was found stands at the end of what the command prints; nothing if nothing was. */
async function found(...options: string[]): Promise<string> {
  const args = ['--import', 'tsx', 'scripts/fuzz/fuzz.ts', '--examples', '3', ...options];
  const told = await new Promise<{ code: number; text: string }>((resolve) => {
    execFile(process.execPath, args, { maxBuffer: 64_000_000 }, (error, out, err) => {
      resolve({ code: error ? Number(error.code ?? 1) : 0, text: `${out}${err}` });
    });
  });
  return told.code === 0 ? '' : told.text.slice(-4000);
}

// The whole run is `npm run fuzz`.
test('some two thousand made-up requests meet no answer that is not documented', async () => {
  const options = ['--roles', 'agent,nobody', '--organisations', 'sandbox', '--phases', 'examples,fuzzing'];
  expect(await found(...options)).toBe('');
}, 600_000);

test('what the document of some operations rules out is refused as it says, at the own organisation and at a foreign one', async () => {
  const some = '(Retention|Erasure|LegalHold|listWork|previewDeadline|^signIn$|listStaff$|openComplaint$|getPolicy)';
  expect(await found('--roles', 'manager', '--phases', 'coverage', '--only', some)).toBe('');
}, 600_000);
