// Run by sdk-download.ts: `dev-server|time-skipping FOLDER`. Prints a dot whenever the download has grown.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { TestWorkflowEnvironment } from '@temporalio/testing';

const [server = '', downloadDir = ''] = process.argv.slice(2);
const executable = { type: 'cached-download', downloadDir } as const;

let seen = 0;
setInterval(() => {
  const size = readdirSync(downloadDir).reduce((sum, name) => sum + statSync(join(downloadDir, name)).size, 0);
  if (size > seen) process.stdout.write('.');
  seen = size;
}, 1000).unref();

try {
  const environment =
    server === 'time-skipping'
      ? await TestWorkflowEnvironment.createTimeSkipping({ server: { executable } })
      : await TestWorkflowEnvironment.createLocal({ server: { executable } });
  await environment.teardown();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
