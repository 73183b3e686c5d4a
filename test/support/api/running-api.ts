import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { hash } from '@node-rs/argon2';
import type { Client } from '@temporalio/client';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import mongoose from 'mongoose';
import { pino } from 'pino';
import { type CaseActivities, caseActivities } from '../../../activities/case-activities.ts';
import { pinnedPacks } from '../../../activities/cases/pinned-packs.ts';
import { publishingActivities } from '../../../activities/cases/publish-version.ts';
import { deliverNotices } from '../../../activities/notices/deliver-notices.ts';
import { identities } from '../../../activities/notices/identity.ts';
import type { MessagePorts } from '../../../activities/notices/message.ts';
import { NoticeSender } from '../../../activities/notices/notice-sender.ts';
import { bulkActivities } from '../../../activities/upkeep/give-to-many.ts';
import { importActivities } from '../../../activities/upkeep/import-customers.ts';
import { movingActivities } from '../../../activities/upkeep/move-in.ts';
import { startProcedures } from '../../../activities/upkeep/start-procedures.ts';
import { createApp } from '../../../api/app.ts';
import { type MalwareScanner, testStringScanner } from '../../../application/attachments/malware-scanner.ts';
import { writeLeftSteps } from '../../../application/cases/left-steps.ts';
import { RecentViews } from '../../../application/cases/reading/find-case.ts';
import type { OpeningDependencies } from '../../../application/dependencies.ts';
import { publishPolicies, soundPolicies } from '../../../application/organisation/publish-policies.ts';
import { publishedPacksOf } from '../../../application/policies/published-packs.ts';
import type { OpenIdSettings } from '../../../application/sessions/openid.ts';
import { issueToken } from '../../../application/sessions/sessions.ts';
import { AccessLog } from '../../../db/cases/accesses.ts';
import type { NoticeDocument } from '../../../db/cases/notices.ts';
import { connectMongoDB } from '../../../db/connect.ts';
import { createIndexes, type Database, databaseOn } from '../../../db/database.ts';
import { directoryChanged, type StaffDocument } from '../../../db/organisation/staff.ts';
import type { TimelineEvent } from '../../../domain/case/event.ts';
import type { CaseView } from '../../../domain/case/view.ts';
import { latest } from '../../../packs/load/load.ts';
import { policyFolders } from '../../../packs/load/policy-folders.ts';
import type { Pack } from '../../../packs/schema.ts';
import { connectTemporal } from '../../../temporal/client.ts';
import { createCaseWorker } from '../../../worker/case-worker.ts';
import { every } from '../../../worker/every.ts';
import { replayActivities } from '../../../worker/replay/make-replay.ts';
import type { ProcedureLook } from '../../../workflows/messages/upkeep.ts';
import { masterKeys } from '../samples/master-keys.ts';
import { ownPolicies } from '../samples/own-policies.ts';
import { perhapsSlow } from '../workflows/slow-activities.ts';
import { makeNamespace } from '../workflows/test-namespace.ts';
import { workflowCode } from '../workflows/workflow-code.ts';
import { ApiClient, eventually } from './api-client.ts';
import { type Sent, sentMessages } from './sent-messages.ts';

export const secret = 'a secret of the tests, long enough';
/** What product and SMS gateway share. */
export const smsToken = 'what the gateway of the tests signs with';
export const password = 'the password of everybody in the tests';

/** The whole product over the test servers: the real application on a real port, a real worker, a database of its own. */
export interface RunningApi {
  url: string;
  database: Database;
  temporal: Client;
  /** What the worker starts cases and publishes versions with. */
  opening: OpeningDependencies;
  packs: Pack[];
  anybody: ApiClient;
  /** Everything that the worker has sent. */
  sent: Sent[];
  /** Everything that the API has logged as an error. */
  logged: string[];
  /** The entries of the security log. */
  security: SecurityEntry[];
  /** Signs somebody in, by staff id such as `development-fund.agent.1`. */
  as(staffId: string): ApiClient;
  /** Adds a person to the directory, or changes their entry. */
  hire(staffId: string, change?: Partial<StaffDocument>): Promise<ApiClient>;
  /** The view once the projection shows it so. */
  projected(address: string, as: string, isThere: (view: CaseView) => boolean): Promise<CaseView>;
  /** The timeline once everything that is known to have been done is in it. */
  timeline(address: string, as: string): Promise<Timeline>;
  /** Looks after what callers have left unwritten, as the worker does, but at once. Returns of how many requests. */
  lookAfter(): Promise<number>;
  stop(): Promise<void>;
}

export interface SecurityEntry {
  who: string | null;
  from: string;
  what: string;
  status: number;
  msg: string;
}

export interface Timeline {
  events: TimelineEvent[];
  notices: NoticeDocument[];
  chainHolds: boolean;
  unproven: number[];
  projected: boolean;
}

interface Wanted {
  /** Organisations with two of each standard role, who work in every group and department. */
  staffOf: string[];
  worker?: boolean;
  /** Whether the documentation is shown. */
  docs?: boolean;
  /** How many proxies stand before the API, as the environment says it. */
  trustProxy?: number;
  /** The issuer whose tokens open accounts. */
  openid?: OpenIdSettings;
  /** A folder with packs besides the product's own, as POLICIES_DIR gives one. */
  policiesDir?: string;
  /** By how much the limits on requests of a minute are multiplied, if they are what is tested. */
  rateLimitTimes?: number;
  /** Who looks at uploads, if it is not the scanner of local mode. */
  scanner?: MalwareScanner;
  /** Whether the made accounts open without a password. */
  isLocal?: boolean;
  /** The folder of local messages. */
  outboxFolder?: string;
  /** Where a built console is. */
  consoleFolder?: string;
  /** The ways out, if they are not simply to keep what is sent. A failure counts as the last attempt's. */
  failingPorts?: (outbox: MessagePorts) => MessagePorts;
}

const roles = ['agent', 'supervisor', 'manager', 'quality', 'auditor'];

export async function startApi({
  staffOf,
  policiesDir,
  worker = true,
  failingPorts,
  scanner = testStringScanner,
  trustProxy,
  openid,
  docs = true,
  // A test may ask more within a minute than a person does.
  rateLimitTimes = 1000,
  isLocal = false,
  outboxFolder,
  consoleFolder,
}: Wanted): Promise<RunningApi> {
  const { TEMPORAL_ADDRESS: address = '', MONGODB_URI = '' } = process.env;
  const name = `test-${randomUUID()}`;
  await makeNamespace(address, name);
  const connection = await connectMongoDB(MONGODB_URI.replace(/\/[^/?]*(\?.*)?$/, `/${name}$1`));
  const database = databaseOn(connection, masterKeys);
  await createIndexes(database);
  const packs = await publishPolicies(
    database,
    policiesDir ? soundPolicies(policyFolders(policiesDir)) : ownPolicies(),
  );
  const temporal = await connectTemporal(address, name);
  const logged: string[] = [];
  const logger = pino({ level: 'error' }, { write: (line) => logged.push(line) });
  const security: SecurityEntry[] = [];
  const endFollowing = publishedPacksOf(database).follow(logger);
  const securityLog = pino({}, { write: (line: string) => security.push(JSON.parse(line) as SecurityEntry) });
  const accessLog = new AccessLog(database);
  const app = createApp({
    database,
    temporal,
    packs,
    secret,
    openid,
    publicUrl: 'https://care.example.org',
    logger,
    securityLog,
    accessLog,
    answered: new RecentViews(),
    scanner,
    smsToken,
    ...(trustProxy === undefined ? {} : { trustProxy }),
    rateLimitTimes,
    docs,
    isLocal,
    ...(outboxFolder ? { outboxFolder } : {}),
    ...(consoleFolder ? { consoleFolder } : {}),
  });
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const passwordHash = await hash(password, { memoryCost: 1024, timeCost: 1, parallelism: 1 });
  const tokens = new Map<string, string>();
  const sign = async (staffId: string) => tokens.set(staffId, (await issueToken({ secret }, staffId)).token);
  const hire = async (staffId: string, change: Partial<StaffDocument> = {}) => {
    const person = { ...member(packs, staffId), passwordHash, ...change };
    await database.staff.collection.replaceOne({ _id: staffId as never }, person as never, { upsert: true });
    directoryChanged(database, person.organisation);
    await sign(staffId);
    return new ApiClient(url, tokens.get(staffId));
  };
  const first = staffOf.flatMap((organisation) =>
    roles.flatMap((role) => [1, 2].map((n) => `${organisation}.${role}.${n}`)),
  );
  const people = first.map((staffId) => ({ ...member(packs, staffId), passwordHash }));
  if (people.length > 0) await database.staff.collection.insertMany(people as never[]);
  await Promise.all(first.map(sign));
  const as = (staffId: string) => {
    const token = tokens.get(staffId);
    if (!token) throw new Error(`nobody has hired ${staffId}`);
    return new ApiClient(url, token);
  };

  const { sent, outbox } = sentMessages();
  const delivery = {
    database,
    ports: failingPorts?.(outbox) ?? outbox,
    packOf: pinnedPacks(database),
    links: { secret, publicUrl: url },
    logger,
    identityOf: identities(database, { sandbox: { smsSender: 'SandboxHere' } }),
  };
  const opening = { database, temporal, secret, logger };
  const sender = new NoticeSender(delivery, temporal, logger, failingPorts ? 1 : undefined);
  const own = {
    ...caseActivities({ ...delivery, sender }),
    ...publishingActivities(opening),
    startProcedures: (look: ProcedureLook) => startProcedures(opening, look, new Date()),
    ...importActivities(opening, delivery.packOf),
    ...bulkActivities(opening),
    ...movingActivities(opening, delivery),
    ...replayActivities({ temporal, database, keys: { secret }, bundle: () => workflowCode('replay') }),
  };
  const atOnce: typeof own = { ...own, deliverNotices: (batch) => deliverNotices(delivery, batch, true) };
  const stopWorker = worker ? await startWorker(address, name, perhapsSlow(failingPorts ? atOnce : own)) : null;
  const endLooking = worker ? every(100, () => sender.look()) : undefined;
  return {
    url,
    database,
    temporal,
    opening,
    packs,
    anybody: new ApiClient(url),
    sent,
    logged,
    security,
    as,
    hire,
    lookAfter: () => writeLeftSteps(opening, new Date(Date.now() + 60_000)),
    async projected(caseAddress, who, isThere) {
      const read = async () => (await as(who).get(caseAddress)).view;
      return eventually(read, (view) => view.projected && isThere(view));
    },
    async timeline(caseAddress, who) {
      const read = async () => (await as(who).get(`${caseAddress}/timeline`)).as<Timeline>();
      return eventually(read, ({ projected }) => projected);
    },
    async stop() {
      endFollowing();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await stopWorker?.();
      await endLooking?.();
      await sender.stop();
      await temporal.connection.close();
      // Whatever the stand-in for MongoDB writes, it looks through all databases first. A test may have closed this one.
      if (connection.readyState === mongoose.STATES.connected) await connection.dropDatabase();
      await connection.close();
    },
  };
}

/** Starts a worker in this process; returns how to stop it. */
async function startWorker(
  address: string,
  namespace: string,
  activities: CaseActivities,
): Promise<() => Promise<void>> {
  quietRuntime();
  const bundle = await workflowCode();
  const worker = await createCaseWorker({ address, namespace, bundle, activities });
  const running = worker.run();
  return async () => {
    worker.shutdown();
    await running;
  };
}

let isQuiet = false;
function quietRuntime(): void {
  if (!isQuiet) Runtime.install({ logger: new DefaultLogger('ERROR') });
  isQuiet = true;
}

export function member(packs: readonly Pack[], staffId: string): Omit<StaffDocument, 'passwordHash'> {
  const [organisation = '', role = ''] = staffId.split('.');
  const pack = latest(packs, organisation);
  return {
    _id: staffId,
    organisation,
    username: staffId,
    roles: [role],
    groups: Object.keys(pack?.groups ?? {}),
    departments: Object.keys(pack?.departments ?? {}),
    name: { ar: `${staffId} (مثال)`, en: `${staffId} (example)` },
    email: `${staffId}@example.com`,
    phone: '',
    language: 'ar',
    active: true,
    absences: [],
  };
}
