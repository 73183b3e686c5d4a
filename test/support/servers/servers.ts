import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServers } from '../../../local/servers.ts';
import { timeSkippingExecutable } from '../../../local/temporal/time-skipping-server.ts';
import { ownPolicies } from '../samples/own-policies.ts';
import { workflowCode } from '../workflows/workflow-code.ts';

/**
 * One Temporal server and one MongoDB for the whole test run, with nothing in them. Tests read TEMPORAL_ADDRESS,
 * MONGODB_URI and TIME_SKIPPING_SERVER from the environment; servers named there before are used as they are. What the
 * servers of the run write lies in INAYA_TEST_FOLDER.
 */
export async function startTestServers(): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'inaya-test-'));
  const [servers] = await Promise.all([startServers({ dataDir, throwaway: true }), prepared()]);
  process.env.TEMPORAL_ADDRESS = servers.temporalAddress;
  process.env.MONGODB_URI = servers.mongodbUri;
  process.env.INAYA_TEST_FOLDER = dataDir;
  process.env.TIME_SKIPPING_SERVER ??= (await timeSkippingExecutable()).path;
  return async () => {
    await servers.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}

/** What every test file takes from the cache folder is made before the first of them, rather than by several at once. */
async function prepared(): Promise<void> {
  ownPolicies();
  await workflowCode();
}
