import { mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DOWNLOAD_LIMIT_MS } from '../fallbacks.ts';
import { runCommand } from '../processes/run-command.ts';

/** What the SDK can fetch by itself. */
export type SdkServer = 'dev-server' | 'time-skipping';

/**
 * Has the SDK download a server and keeps the file. In a process of its own, since the SDK has no time limit.
 * A working download is seen by the file that grows, so the limit holds until the first byte.
 */
export async function downloadBySdk(server: SdkServer, into: string): Promise<string> {
  const aside = mkdtempSync(join(into, 'download-'));
  try {
    const script = fileURLToPath(new URL('./sdk-download-process.ts', import.meta.url));
    await runCommand(process.execPath, ['--import', 'tsx', script, server, aside], { silenceMs: DOWNLOAD_LIMIT_MS });
    const file = readdirSync(aside).find((name) => name.startsWith('temporal-'));
    if (!file) throw new Error('the SDK left no file');
    renameSync(join(aside, file), join(into, file));
    return join(into, file);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}
