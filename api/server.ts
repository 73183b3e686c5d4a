/** Entry point of the API process. */
import { join } from 'node:path';
import { type Logger, pino } from 'pino';
import { clamdScanner } from '../application/attachments/clamd-scanner.ts';
import { noScanner, testStringScanner } from '../application/attachments/malware-scanner.ts';
import { liveStreamsOf } from '../application/cases/live/live-streams.ts';
import { RecentViews } from '../application/cases/reading/find-case.ts';
import { publishPolicies, soundPolicies } from '../application/organisation/publish-policies.ts';
import { publishedPacksOf } from '../application/policies/published-packs.ts';
import { watchCertificate } from '../application/signing-certificates.ts';
import { type Env, openIdOf, readEnv } from '../config/env.ts';
import { endOnUnexpected } from '../config/last-resort.ts';
import { AccessLog } from '../db/cases/accesses.ts';
import { signingKeysOf } from '../db/command-signatures.ts';
import { connectMongoDB, kindOfServer } from '../db/connect.ts';
import { createIndexes, databaseOn } from '../db/database.ts';
import { unlogged } from '../db/personal-fields.ts';
import { masterKeysOf } from '../db/privacy/master-keys.ts';
import { noteUnexpectedEnd } from '../db/process-ends.ts';
import { demandMasterKeys, demandSchema, demandSearchKey } from '../db/schema-number.ts';
import { policyFolders } from '../packs/load/policy-folders.ts';
import { connectTemporal } from '../temporal/client.ts';
import { engineAccess } from '../temporal/engine-access.ts';
import { wakeProcedures } from '../temporal/procedures.ts';
import { registerSearchAttributes } from '../temporal/registered-attributes.ts';
import { createSchedules } from '../temporal/schedules.ts';
import { createApp } from './app.ts';
import { listener } from './http/listener.ts';
import { builtConsole } from './system/console.ts';

const logger = pino({ name: 'api', redact: unlogged });

/** A log of its own: a file that only this user reads, or lines of the standard output that have its name. */
function securityLog({ SECURITY_LOG, INAYA_MODE, INAYA_DATA_DIR }: Env): Logger {
  const ofFolder = INAYA_MODE === 'local' ? join(INAYA_DATA_DIR, 'logs', 'security.log') : undefined;
  const file = SECURITY_LOG ?? ofFolder;
  const options = { name: 'security', redact: unlogged };
  return file ? pino(options, pino.destination({ dest: file, mkdir: true, mode: 0o600, sync: true })) : pino(options);
}

try {
  const env = readEnv();
  const connection = await connectMongoDB(env.MONGODB_URI);
  const database = databaseOn(connection, masterKeysOf(env.INAYA_MASTER_KEYS));
  await demandSchema(database);
  await demandMasterKeys(database);
  await demandSearchKey(database, env.SEARCH_KEYS);
  await createIndexes(database);
  const packs = await publishPolicies(database, soundPolicies(policyFolders(env.POLICIES_DIR)));
  const published = publishedPacksOf(database);
  const endFollowing = published.follow(logger);
  const proposed = published.proposed.map(({ pack }) => `${pack.id} v${pack.version}`);
  if (proposed.length > 0)
    logger.warn({ proposed }, 'these files are not published: their organisations publish by cases');
  const temporal = await connectTemporal(env.TEMPORAL_ADDRESS, env.TEMPORAL_NAMESPACE, engineAccess(env));
  await registerSearchAttributes(temporal);
  await createSchedules(temporal);
  const after = new Date().toISOString();
  for (const id of new Set(packs.filter(({ kinds }) => kinds.procedure).map((pack) => pack.id)))
    await wakeProcedures(temporal, { organisation: id, after });
  const mongodb = await kindOfServer(connection);
  const withoutClamd = env.INAYA_MODE === 'local' ? testStringScanner : noScanner;
  const keys = signingKeysOf(env, 'api');
  const endWatching = watchCertificate(keys, logger);
  const consoleFolder = builtConsole();
  if (!consoleFolder) logger.warn('the console is not built: `npm run console:build` builds it');
  const app = createApp({
    database,
    temporal,
    packs,
    ...keys,
    sessionKeys: env.SESSION_KEYS,
    linkKeys: env.LINK_KEYS,
    searchKeys: env.SEARCH_KEYS,
    openid: openIdOf(env),
    publicUrl: env.PUBLIC_URL,
    ...(env.ORGANISATIONS ? { publicUrls: env.ORGANISATIONS } : {}),
    logger,
    accessLog: new AccessLog(database),
    answered: new RecentViews(),
    scanner: env.CLAMD_ADDRESS ? clamdScanner(env.CLAMD_ADDRESS) : withoutClamd,
    docs: env.API_DOCS ? env.API_DOCS === 'on' : env.INAYA_MODE === 'local',
    isLocal: env.INAYA_MODE === 'local',
    ...(env.INAYA_MODE === 'local' ? { outboxFolder: join(env.INAYA_DATA_DIR, 'outbox') } : {}),
    ...(consoleFolder ? { consoleFolder } : {}),
    securityLog: securityLog(env),
    ...(env.SMS_GATEWAY_TOKEN ? { smsToken: env.SMS_GATEWAY_TOKEN } : {}),
    rateLimitTimes: env.RATE_LIMIT_TIMES,
    ...(env.TRUST_PROXY === undefined ? {} : { trustProxy: env.TRUST_PROXY }),
    ...(env.WORKER_METRICS_PORT ? { workerMetricsUrl: `http://127.0.0.1:${env.WORKER_METRICS_PORT}/metrics` } : {}),
  });
  const server = listener(app).listen(env.PORT, env.INAYA_MODE === 'local' ? '127.0.0.1' : '0.0.0.0', () => {
    logger.info(
      { port: env.PORT, mongodb, organisations: [...new Set(packs.map(({ id }) => id))] },
      'the API is listening',
    );
  });
  server.on('error', (error: NodeJS.ErrnoException) => {
    logger.fatal(error.code === 'EADDRINUSE' ? `Port ${env.PORT} is in use. Set PORT to another one.` : { err: error });
    process.exit(1);
  });
  const end = async () => {
    endFollowing();
    endWatching();
    liveStreamsOf(database).end();
    const answered = new Promise((resolve) => server.close(resolve));
    server.closeIdleConnections();
    await answered;
    await Promise.allSettled([connection.close(), temporal.connection.close()]);
  };
  const stop = () => void end().then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  endOnUnexpected(logger, () => noteUnexpectedEnd(database, 'api'), end);
} catch (error) {
  logger.fatal({ err: error }, 'the API could not start');
  process.exit(1);
}
