import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { pino } from 'pino';
import { caseActivities } from '../../activities/case-activities.ts';
import { pinnedPacks } from '../../activities/cases/pinned-packs.ts';
import { publishingActivities } from '../../activities/cases/publish-version.ts';
import type { ApiDependencies } from '../../api/dependencies.ts';
import { testStringScanner } from '../../application/attachments/malware-scanner.ts';
import { RecentViews } from '../../application/cases/reading/find-case.ts';
import { publishPolicies, soundPolicies } from '../../application/organisation/publish-policies.ts';
import { AccessLog } from '../../db/cases/accesses.ts';
import { connectMongoDB } from '../../db/connect.ts';
import { type Database, databaseOn } from '../../db/database.ts';
import { masterKeysOf } from '../../db/privacy/master-keys.ts';
import { startServers } from '../../local/servers.ts';
import { policyFolders } from '../../packs/load/policy-folders.ts';
import { connectTemporal } from '../../temporal/client.ts';
import { createCaseWorker } from '../../worker/case-worker.ts';
import { buildWorkflowBundle } from '../../worker/workflow-bundle.ts';

/** Of a measurement, and of no data. */
export const masterKeys = masterKeysOf(`measured:${Buffer.alloc(32, 1).toString('base64')}`);

/** What a measurement works with, and how it ends. */
export interface ProductInProcess {
  dependencies: ApiDependencies;
  /** The worker's own connection to the database. */
  workerDatabase: Database;
  /** Ends the worker: from then on what runs in this process is the API's own. */
  stopWorker(): Promise<void>;
  /** Ends worker, connections and servers, and forgets their data. */
  stop(): Promise<void>;
}

/** Servers of its own, a worker and what the API needs, all in this process; messages go nowhere. */
export async function productInProcess(): Promise<ProductInProcess> {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const dataDir = mkdtempSync(join(tmpdir(), 'inaya-measured-'));
  const servers = await startServers({ dataDir });
  const connection = await connectMongoDB(servers.mongodbUri);
  const database = databaseOn(connection, masterKeys);
  const workerConnection = await connectMongoDB(servers.mongodbUri);
  const workerDatabase = databaseOn(workerConnection, masterKeys);
  const packs = await publishPolicies(database, soundPolicies(policyFolders(undefined)));
  const temporal = await connectTemporal(servers.temporalAddress, 'default');
  const links = { secret: 'a secret of a measurement, and of no case', publicUrl: 'http://127.0.0.1' };
  const nowhere = { email: async () => undefined, sms: async () => undefined };
  const worker = await createCaseWorker({
    address: servers.temporalAddress,
    namespace: 'default',
    bundle: await buildWorkflowBundle(),
    activities: {
      ...caseActivities({ database: workerDatabase, ports: nowhere, packOf: pinnedPacks(workerDatabase), links }),
      ...publishingActivities({ database: workerDatabase, temporal, ...links, logger: pino({ level: 'error' }) }),
    },
  });
  const running = worker.run();
  const dependencies: ApiDependencies = {
    ...{ database, temporal, packs, ...links },
    logger: pino({ level: 'error' }),
    accessLog: new AccessLog(database),
    answered: new RecentViews(),
    scanner: testStringScanner,
    rateLimitTimes: 1000,
    docs: false,
  };
  let works = true;
  const stopWorker = async () => {
    if (works) worker.shutdown();
    works = false;
    await running;
  };
  const stop = async () => {
    await stopWorker();
    await temporal.connection.close();
    await connection.close();
    await workerConnection.close();
    await servers.stop();
    rmSync(dataDir, { recursive: true });
  };
  return { dependencies, workerDatabase, stopWorker, stop };
}
