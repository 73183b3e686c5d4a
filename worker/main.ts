/** Entry point of the worker process. */
import { pino } from 'pino';
import { caseActivities } from '../activities/case-activities.ts';
import { pinnedPacks } from '../activities/cases/pinned-packs.ts';
import { publishingActivities } from '../activities/cases/publish-version.ts';
import { identities } from '../activities/notices/identity.ts';
import { messagePorts } from '../activities/notices/message-ports.ts';
import { NoticeSender } from '../activities/notices/notice-sender.ts';
import { sendReports } from '../activities/notices/send-reports.ts';
import { archiveHistories } from '../activities/upkeep/archive-histories.ts';
import { endRetentions } from '../activities/upkeep/end-retentions.ts';
import { bulkActivities } from '../activities/upkeep/give-to-many.ts';
import { importActivities } from '../activities/upkeep/import-customers.ts';
import { movingActivities } from '../activities/upkeep/move-in.ts';
import { startProcedures } from '../activities/upkeep/start-procedures.ts';
import { startSurveyCycles } from '../activities/upkeep/start-survey-cycles.ts';
import { sweepBulkRuns } from '../activities/upkeep/sweep-bulk-runs.ts';
import { sweepImports } from '../activities/upkeep/sweep-imports.ts';
import { sweepMovings } from '../activities/upkeep/sweep-movings.ts';
import { sweepOrphans } from '../activities/upkeep/sweep-orphans.ts';
import { sweepRegistrations } from '../activities/upkeep/sweep-registrations.ts';
import { sweepUploads } from '../activities/upkeep/sweep-uploads.ts';
import { makeCheckpoint } from '../application/audit/checkpoints/make-checkpoint.ts';
import { alarmOfCases } from '../application/audit/sweep/case-faults.ts';
import { writeLeftSteps } from '../application/cases/left-steps.ts';
import { watchCertificate } from '../application/signing-certificates.ts';
import { checkpointFolder, readEnv } from '../config/env.ts';
import { endOnUnexpected } from '../config/last-resort.ts';
import { signingKeysOf } from '../db/command-signatures.ts';
import { connectMongoDB } from '../db/connect.ts';
import { sweepCounters } from '../db/counters.ts';
import { databaseOn } from '../db/database.ts';
import { unlogged } from '../db/personal-fields.ts';
import { masterKeysOf } from '../db/privacy/master-keys.ts';
import { noteUnexpectedEnd } from '../db/process-ends.ts';
import { demandMasterKeys, demandSchema, demandSearchKey } from '../db/schema-number.ts';
import { connectTemporal } from '../temporal/client.ts';
import { engineAccess } from '../temporal/engine-access.ts';
import { registerSearchAttributes } from '../temporal/registered-attributes.ts';
import { createCaseWorker } from './case-worker.ts';
import { every } from './every.ts';
import { replayActivities } from './replay/make-replay.ts';
import { installRuntime, withoutWorkflowStacks } from './runtime.ts';
import { bundleFor } from './workflow-bundle.ts';

const logger = pino({ name: 'worker', redact: unlogged });

/** How often the outbox is looked through for what callers have put there, in milliseconds. */
const sendEveryMs = 500;
/** How often what callers have left unwritten is looked for, in milliseconds. */
const lookAfterEveryMs = 10_000;

const unlessAway = (error: unknown) => logger.warn({ err: error }, 'what callers have left could not be looked for');

try {
  const env = readEnv();
  installRuntime(env, logger);
  withoutWorkflowStacks();
  // Building the bundle holds up everything else in this process for seconds: no connection could be opened beside it.
  const bundle = await bundleFor(env);
  const connection = await connectMongoDB(env.MONGODB_URI);
  const database = databaseOn(connection, masterKeysOf(env.INAYA_MASTER_KEYS));
  await demandSchema(database);
  await demandMasterKeys(database);
  await demandSearchKey(database, env.SEARCH_KEYS);
  const engine = await connectTemporal(env.TEMPORAL_ADDRESS, env.TEMPORAL_NAMESPACE, engineAccess(env));
  await registerSearchAttributes(engine);
  const ports = messagePorts({
    dataFolder: env.INAYA_DATA_DIR,
    smtpUrl: env.SMTP_URL,
    sender: env.MAIL_FROM,
    local: env.INAYA_MODE === 'local',
    outgoing: { insideHosts: env.OUTGOING_INSIDE_HOSTS },
    sms:
      env.SMS_GATEWAY_URL && env.SMS_GATEWAY_TOKEN
        ? {
            url: env.SMS_GATEWAY_URL,
            token: env.SMS_GATEWAY_TOKEN,
            sender: env.SMS_SENDER,
            timeoutMs: env.SMS_GATEWAY_TIMEOUT_MS,
          }
        : undefined,
  });
  const keys = { ...signingKeysOf(env, 'worker'), searchKeys: env.SEARCH_KEYS };
  const endWatching = watchCertificate(keys, logger);
  const links = { ...keys, linkKeys: env.LINK_KEYS, publicUrl: env.PUBLIC_URL };
  const packOf = pinnedPacks(database);
  const identityOf = identities(database, env.ORGANISATIONS);
  const delivery = { database, ports, packOf, links, identityOf, logger };
  const sender = new NoticeSender(delivery, engine, logger);
  const opening = { database, temporal: engine, ...keys, logger };
  const worker = await createCaseWorker({
    address: env.TEMPORAL_ADDRESS,
    namespace: env.TEMPORAL_NAMESPACE,
    access: engineAccess(env),
    bundle,
    activities: {
      ...caseActivities({ ...delivery, sender }),
      ...publishingActivities(opening),
      ...importActivities(opening, packOf),
      ...bulkActivities(opening),
      ...movingActivities(opening, delivery),
      ...replayActivities({ temporal: engine, database, keys, bundle: () => bundleFor(env, 'replay') }),
      sweepOrphans: async () => {
        const now = new Date();
        const openings = await sweepOrphans(database, engine, now);
        const uploads = await sweepUploads(database, engine, now);
        const imports = await sweepImports(database, engine, now);
        const movings = await sweepMovings(database, engine, now);
        const runs = await sweepBulkRuns(database, engine, now);
        const registrations = await sweepRegistrations(database, engine, now);
        return openings + uploads + imports + movings + runs + registrations + (await sweepCounters(database, now));
      },
      sendReports: () => sendReports(delivery, new Date()),
      makeCheckpoint: () => makeCheckpoint({ database, keys, folder: checkpointFolder(env) }, new Date()),
      archiveHistories: () => archiveHistories(database, engine, new Date()),
      sweepCases: () => alarmOfCases({ database, temporal: engine, logger }, new Date()),
      startProcedures: (look) => startProcedures(opening, look, new Date()),
      startSurveyCycles: () => startSurveyCycles(opening, new Date()),
      endRetention: () => endRetentions(database, new Date()),
    },
  });
  const running = worker.run();
  const endLooking = [
    every(sendEveryMs, () => sender.look()),
    every(lookAfterEveryMs, () => writeLeftSteps(opening, new Date()).catch(unlessAway)),
  ];
  endOnUnexpected(
    logger,
    () => noteUnexpectedEnd(database, 'worker'),
    async () => {
      worker.shutdown();
      await running;
    },
  );
  await running;
  endWatching();
  await Promise.all(endLooking.map((end) => end()));
  await sender.stop();
  await Promise.all([connection.close(), engine.connection.close()]);
} catch (error) {
  logger.fatal({ err: error }, 'the worker could not go on');
  process.exit(1);
}
