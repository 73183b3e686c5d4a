import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { changed, folderWith, lineOf, seventhPack, versionsOnDisk } from '../support/samples/policies-on-disk.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

function policyCheck(folder: string) {
  const { POLICIES_DIR: _, ...env } = process.env;
  const command = ['--import', 'tsx', 'scripts/policy-check.ts', folder];
  const { status, stdout } = spawnSync(process.execPath, command, { cwd: root, encoding: 'utf8', env });
  return { status, stdout };
}

test('`npm run policy:check` says what is wrong and where, and fails', () => {
  const text = changed(seventhPack(), 'calendar: saudi-arabia', 'calendar: saudi');
  const { status, stdout } = policyCheck(folderWith({ 'seventh/v1.yaml': text }));
  const place = `seventh/v1.yaml:${lineOf(text, 'calendar: saudi')}`;
  expect(stdout).toContain(`${place}: refusal: There is no calendar \`saudi\`.`);
  expect(stdout).toContain(`${versionsOnDisk} packs and 3 calendars are sound; refusals: 1, warnings: 0.`);
  expect(status).toBe(1);
});
