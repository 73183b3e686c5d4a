import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { say, step } from '../console.ts';
import { DOWNLOAD_LIMIT_MS, firstWay } from '../fallbacks.ts';
import { cacheFolder } from '../folders.ts';
import { isExecutable, onPath, runCommand } from '../processes/run-command.ts';
import { downloadBySdk } from './sdk-download.ts';

/** The last tag of the Temporal CLI that `go install` can build. */
const CLI = 'github.com/temporalio/cli/cmd/temporal@v1.5.1';

/** The Temporal CLI, which holds the development server; found, downloaded or built. */
export function temporalBinary(): Promise<{ path: string; way: string }> {
  const binaries = cacheFolder('bin');
  return firstWay('a Temporal server', [
    {
      name: 'temporal on PATH',
      advice: 'Put the Temporal CLI (`temporal`) on PATH.',
      attempt: async () => found(onPath('temporal'), 'temporal on PATH'),
    },
    {
      name: 'TEMPORAL_CLI_PATH',
      advice: 'Set TEMPORAL_CLI_PATH to the file of the Temporal CLI, or TEMPORAL_ADDRESS to a running server.',
      attempt: async () => found(process.env.TEMPORAL_CLI_PATH, 'TEMPORAL_CLI_PATH'),
    },
    {
      name: 'an earlier download',
      advice: 'Put the file `temporal` into the folder bin of INAYA_CACHE_DIR.',
      attempt: async () => found(earlier(binaries), 'an earlier download'),
    },
    {
      name: "the Temporal SDK's download",
      advice: 'Allow this machine to reach temporal.download.',
      download: true,
      attempt: async () => found(await downloadBySdk('dev-server', binaries), "the Temporal SDK's download"),
    },
    {
      name: 'go install',
      advice: 'Install Go 1.24 or later, with a module proxy that answers, so that the Temporal CLI can be built.',
      attempt: async () => found(await goInstall(binaries), 'go install'),
    },
  ]);
}

async function found(path: string | undefined, way: string): Promise<{ path: string; way: string } | undefined> {
  if (!path) return undefined;
  await runCommand(path, ['--version'], { limitMs: DOWNLOAD_LIMIT_MS });
  return { path, way };
}

function earlier(folder: string): string | undefined {
  const name = readdirSync(folder).find((file) => file === 'temporal' || file.startsWith('temporal-sdk-'));
  const path = name && join(folder, name);
  return path && isExecutable(path) ? path : undefined;
}

async function goInstall(into: string): Promise<string | undefined> {
  const go = onPath('go');
  if (!go) throw new Error('there is no go on PATH');
  const modules = { GOFLAGS: '-mod=mod', GOWORK: 'off' };
  await step('asking the Go module proxy for the Temporal CLI', () =>
    runCommand(go, ['list', '-m', CLI.replace('/cmd/temporal', '')], {
      env: modules,
      limitMs: DOWNLOAD_LIMIT_MS,
      cwd: into,
    }),
  );
  say('  Building the Temporal CLI takes about 4 minutes on two cores, once for this user.');
  await step(`go install ${CLI}`, () => runCommand(go, ['install', CLI], { env: { GOBIN: into, GOWORK: 'off' } }));
  return join(into, 'temporal');
}
