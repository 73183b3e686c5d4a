// `npm start`: servers, accounts, API and worker on this machine, until Ctrl-C.

import { join } from 'node:path';
import { SetupError, say, step } from './console.ts';
import { demandKnownFolder, migrateData } from './data-schema.ts';
import { fillWithDemoCases, planDemoCases } from './demo-cases.ts';
import { dataFolder, makeOwnFilesOnly } from './folders.ts';
import { PARTS, type RunningPart, startPart } from './processes/child-processes.ts';
import { freePort } from './processes/free-port.ts';
import { waitUntilReady } from './processes/health.ts';
import { keepRunning } from './processes/keep-running.ts';
import { demandFree, portOf } from './processes/ports.ts';
import { endCommands, runCommand } from './processes/run-command.ts';
import { isAlive } from './processes/server-process.ts';
import { byHand, watchServers } from './processes/watch.ts';
import { localMasterKeys, localSecret } from './secrets.ts';
import { type Servers, startServers, stopOwnServers } from './servers.ts';
import { readServersFile, updateServersFile } from './servers-file.ts';

const began = performance.now();
makeOwnFilesOnly();
const dataDir = dataFolder();
const parts: RunningPart[] = [];
let stopWatching = () => {};
let ending: Promise<never> | undefined;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0));

try {
  demandKnownFolder(dataDir);
  planDemoCases(dataDir);
  const port = (await portOf('PORT', 3000)) ?? 3000;
  const uiPort = await portOf('TEMPORAL_UI_PORT');
  await demandFree('PORT', port);
  if (uiPort && !temporalIsRunning()) await demandFree('TEMPORAL_UI_PORT', uiPort);
  const servers = await startServers({ dataDir, uiPort });
  const env = await settings(port, servers);
  const secrets = { secret: localSecret(dataDir), masterKeys: localMasterKeys(dataDir) };
  await migrateData(dataDir, servers.mongodbUri, secrets);
  await step('making the accounts and sample programmes that are missing', async () => {
    const { createLocalAccounts } = await import('./accounts.ts');
    await createLocalAccounts({ mongodbUri: servers.mongodbUri, dataDir, policiesDir: process.env.POLICIES_DIR });
    const { createSampleProgrammes } = await import('./sample-programmes.ts');
    await createSampleProgrammes({ mongodbUri: servers.mongodbUri, policiesDir: process.env.POLICIES_DIR });
  });
  await step('building the console, if it has changed', () =>
    runCommand(process.execPath, [
      '--import',
      'tsx',
      join(import.meta.dirname, '..', 'scripts', 'console', 'build.ts'),
    ]),
  );
  await run(port, env);
  const stops = [watchServers(dataDir), keepRunning(parts, { env, dataDir, byHand: ({ name }) => byHand(name) })];
  stopWatching = () => {
    for (const stop of stops) stop();
  };
  announce(port, servers);
  void fillWithDemoCases(dataDir);
} catch (error) {
  if (!ending) {
    console.error(error instanceof SetupError ? `\n${error.message}` : error);
    await end(1);
  }
}

function temporalIsRunning(): boolean {
  const before = readServersFile(dataDir).temporal;
  return before !== undefined && isAlive(before.process);
}

async function settings(port: number, servers: Servers): Promise<NodeJS.ProcessEnv> {
  return {
    INAYA_MODE: process.env.INAYA_MODE || 'local',
    INAYA_DATA_DIR: dataDir,
    INAYA_SECRET: localSecret(dataDir),
    INAYA_MASTER_KEYS: localMasterKeys(dataDir),
    TEMPORAL_ADDRESS: servers.temporalAddress,
    TEMPORAL_NAMESPACE: process.env.TEMPORAL_NAMESPACE || 'default',
    MONGODB_URI: servers.mongodbUri,
    PORT: String(port),
    WORKER_METRICS_PORT: process.env.WORKER_METRICS_PORT || String(await freePort()),
  };
}

async function run(port: number, env: NodeJS.ProcessEnv): Promise<void> {
  const api = `http://127.0.0.1:${port}`;
  await step('starting the API and the worker', async () => {
    for (const part of PARTS) parts.push(startPart(part, env, dataDir));
    await waitUntilReady(api, parts);
  });
  updateServersFile(dataDir, { api, workerMetrics: `http://127.0.0.1:${env.WORKER_METRICS_PORT}` });
}

function announce(port: number, servers: Servers): void {
  say(`\nReady after ${((performance.now() - began) / 1000).toFixed(1)} s.`);
  say(`  API          http://127.0.0.1:${port}`);
  say(`  Console      http://127.0.0.1:${port}/console/`);
  say(`  Outbox       http://127.0.0.1:${port}/outbox`);
  say(`  API docs     http://127.0.0.1:${port}/docs`);
  say(`  Temporal UI  ${servers.uiAddress ?? 'off: TEMPORAL_UI_PORT=8233 switches it on'}`);
  say(`  Accounts     ${dataDir}/accounts.json`);
  say(`  MongoDB      ${servers.mongodbWay}`);
  say(`  Logs         ${dataDir}/logs`);
  say('Ctrl-C stops what was started here.');
}

/** Ends parts before servers: they still write while they end. */
function end(code: number): Promise<never> {
  ending ??= (async () => {
    stopWatching();
    if (code === 0) say('\nStopping what was started here …');
    endCommands();
    await Promise.all(parts.map((part) => part.stop()));
    await stopOwnServers(dataDir);
    if (parts.length) updateServersFile(dataDir, { api: undefined, workerMetrics: undefined });
    process.exit(code);
  })();
  return ending;
}
