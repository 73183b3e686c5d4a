/**
 * `npm run cost`: what one standard complaint costs the engine (design §2, rule 15), how late deadlines fire, and what the
 * API adds to the bare engine. Starts servers and a worker of its own; the figures are those of this machine.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { pino } from 'pino';
import { caseActivities } from '../activities/case-activities.ts';
import { pinnedPacks } from '../activities/pinned-packs.ts';
import { testStringScanner } from '../application/attachments/malware-scanner.ts';
import { AnsweredViews } from '../application/cases/recent-views.ts';
import { publishPolicies, soundPolicies } from '../application/organisation/publish-policies.ts';
import { AccessLog } from '../db/accesses.ts';
import { findCase } from '../db/cases.ts';
import { connectMongoDB } from '../db/connect.ts';
import { databaseOn } from '../db/models.ts';
import { startServers } from '../local/servers.ts';
import { policyFolders } from '../packs/policy-folders.ts';
import { connectTemporal } from '../temporal/client.ts';
import { createCaseWorker } from '../worker/case-worker.ts';
import { buildWorkflowBundle } from '../worker/workflow-bundle.ts';
import { apiOverBareEngine } from './cost/api-overhead.ts';
import { runComplaintWithTickets } from './cost/complaint-with-tickets.ts';
import { latenessOfDeadlines, percentile } from './cost/lateness.ts';
import { runStandardComplaint } from './cost/standard-complaint.ts';

Runtime.install({ logger: new DefaultLogger('ERROR') });
const dataDir = mkdtempSync(join(tmpdir(), 'inaya-cost-'));
const servers = await startServers({ dataDir });
const connection = await connectMongoDB(servers.mongodbUri);
const database = databaseOn(connection);
const packs = await publishPolicies(database, soundPolicies(policyFolders(undefined)));
const client = await connectTemporal(servers.temporalAddress, 'default');
const links = { secret: 'a secret for counting only', publicUrl: 'http://127.0.0.1' };
const nowhere = { email: async () => undefined, sms: async () => undefined };
const worker = await createCaseWorker({
  address: servers.temporalAddress,
  namespace: 'default',
  bundle: await buildWorkflowBundle(),
  activities: caseActivities({ database, ports: nowhere, packOf: pinnedPacks(database), links }),
});
const running = worker.run();
const dependencies = {
  database,
  temporal: client,
  packs,
  secret: 'a secret of a measurement, and of no case',
  publicUrl: links.publicUrl,
  logger: pino({ level: 'error' }),
  accessLog: new AccessLog(database),
  answered: new AnsweredViews(),
  scanner: testStringScanner,
  continueAfter: 1000,
  docs: false,
};
try {
  const number = `cost-${Date.now()}`;
  const isClosed = async () => (await findCase(database, 'development-fund', number))?.view.status === 'closed';
  const cost = await runStandardComplaint(client, number, isClosed);
  console.log('One standard complaint, to the projection of `closed`:');
  console.log(`  history events     ${cost.historyEvents} (at most 84)`);
  console.log(`  state transitions  ${cost.stateTransitions} (at most 40)`);
  console.log(`  workflow tasks     ${cost.workflowTasks} (at most 15)`);
  const withTickets = `tickets-${Date.now()}`;
  const isDone = async () => (await findCase(database, 'development-fund', withTickets))?.view.status === 'closed';
  const ofTickets = await runComplaintWithTickets(client, withTickets, isDone);
  console.log('One complaint with two department tickets, its own workflow:');
  console.log(`  history events     ${ofTickets.historyEvents} (at most 250)`);
  console.log(`  state transitions  ${ofTickets.stateTransitions}`);
  console.log(`  workflow tasks     ${ofTickets.workflowTasks}`);
  const overhead = await apiOverBareEngine(dependencies, 40);
  const ratio = (overhead.api / overhead.engine).toFixed(2);
  console.log(
    `One command, median of 40: API ${overhead.api.toFixed(1)} ms, bare engine ${overhead.engine.toFixed(1)} ms, ratio ${ratio}`,
  );
  const lateness = await latenessOfDeadlines(client, database, 200);
  const [median, p99] = [percentile(lateness, 0.5), percentile(lateness, 0.99)];
  console.log(
    `200 deadlines in the sandbox, due to fired: median ${median} ms, 99th percentile ${p99} ms (at most 1500)`,
  );
} finally {
  worker.shutdown();
  await running;
  await connection.close();
  await client.connection.close();
  await servers.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
