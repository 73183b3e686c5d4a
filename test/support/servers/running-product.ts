import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, openSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { issueToken } from '../../../application/sessions/sessions.ts';
import { connectMongoDB } from '../../../db/connect.ts';
import { type Database, databaseOn } from '../../../db/database.ts';
import { noteSchema } from '../../../db/schema-number.ts';
import { cacheFolder } from '../../../local/folders.ts';
import { freePort } from '../../../local/processes/free-port.ts';
import { isAlive } from '../../../local/processes/server-process.ts';
import { startServers, stopOwnServers } from '../../../local/servers.ts';
import { readServersFile } from '../../../local/servers-file.ts';
import { connectTemporal } from '../../../temporal/client.ts';
import { cachedWorkflowBundle } from '../../../worker/workflow-bundle.ts';
import { ApiClient, eventually } from '../api/api-client.ts';
import { member, secret } from '../api/running-api.ts';
import { masterKeys, masterKeysSetting } from '../samples/master-keys.ts';
import { ownPolicies } from '../samples/own-policies.ts';

const scripts = {
  api: 'api/server.ts',
  'second api': 'api/server.ts',
  worker: 'worker/main.ts',
  'second worker': 'worker/main.ts',
};
type Process = keyof typeof scripts;

export type Part = Process | 'temporal' | 'mongodb';

/**
 * The product as four processes of its own: API, worker, Temporal server and MongoDB, on a folder of its own. Each can be
 * killed as if the machine had lost its power, and started again where it was.
 */
export class RunningProduct {
  readonly dataDir = mkdtempSync(join(tmpdir(), 'inaya-faults-'));
  private readonly children = new Map<Part, ChildProcess>();
  /** How long the log of each process was when it was started last. */
  private readonly loggedBefore = new Map<Part, number>();
  private env: Record<string, string | undefined> = {};
  private ports: Partial<Record<Process, number>> = {};
  url = '';
  /** Where the second process of the API answers, once it has been started. */
  secondUrl = '';

  static async start(staff: string[]): Promise<RunningProduct> {
    const product = new RunningProduct();
    try {
      await product.begin(staff);
      return product;
    } catch (error) {
      await product.stop();
      throw error;
    }
  }

  private async begin(staff: string[]): Promise<void> {
    // The servers of the test run stay as they are: these are going to be killed.
    delete process.env.TEMPORAL_ADDRESS;
    delete process.env.MONGODB_URI;
    const { temporalAddress, mongodbUri } = await startServers({ dataDir: this.dataDir });
    const [port, second] = [await freePort(), await freePort()];
    const { PATH, HOME } = process.env;
    this.env = {
      PATH,
      HOME,
      INAYA_DATA_DIR: this.dataDir,
      INAYA_SECRET: secret,
      INAYA_MASTER_KEYS: masterKeysSetting,
      TEMPORAL_ADDRESS: temporalAddress,
      MONGODB_URI: mongodbUri,
      RATE_LIMIT_TIMES: '1000',
    };
    this.ports = { api: port, 'second api': second };
    this.url = `http://127.0.0.1:${port}`;
    this.secondUrl = `http://127.0.0.1:${second}`;
    const { packs } = ownPolicies();
    await this.withDatabase(async (database) => {
      const people = staff.map((staffId) => ({ ...member(packs, staffId), passwordHash: '' }));
      await noteSchema(database);
      await database.staff.collection.insertMany(people as never[]);
    });
    // Built once for all test runs, as it is once for a production image.
    symlinkSync(cacheFolder('test', 'bundles'), join(this.dataDir, 'bundles'));
    await cachedWorkflowBundle(join(this.dataDir, 'bundles'));
    await this.restart('api', 'worker');
  }

  /** A client of one person; of the second process of the API if `url` says so. */
  async as(staffId: string, url = this.url): Promise<ApiClient> {
    return new ApiClient(url, (await issueToken({ secret }, staffId)).token);
  }

  /** Ends parts at once: they write nothing more and say goodbye to nobody. */
  async kill(...parts: Part[]): Promise<void> {
    for (const part of parts) process.kill(this.pidOf(part), 'SIGKILL');
    for (const part of parts)
      await eventually(
        () => this.runs(part),
        (does) => !does,
      );
  }

  /** Asks a process to end, as an upgrade does, and waits until it has. */
  async end(part: Process): Promise<void> {
    process.kill(this.pidOf(part), 'SIGTERM');
    await eventually(
      () => this.runs(part),
      (does) => !does,
    );
    this.children.delete(part);
  }

  /** Starts parts again and waits until everything is ready. */
  async restart(...parts: Part[]): Promise<void> {
    if (parts.includes('temporal') || parts.includes('mongodb')) await startServers({ dataDir: this.dataDir });
    for (const part of parts) if (part !== 'temporal' && part !== 'mongodb') this.spawn(part);
    await eventually(
      () => this.isReady(),
      (ready) => ready,
    );
  }

  runs(part: Part): boolean {
    if (part === 'temporal' || part === 'mongodb') {
      const server = readServersFile(this.dataDir)[part];
      return server !== undefined && isAlive(server.process);
    }
    const child = this.children.get(part);
    return child !== undefined && child.exitCode === null && child.signalCode === null;
  }

  /** The memory that a part holds just now. */
  megabytesOf(part: Part): number {
    const kilobytes = execFileSync('ps', ['-o', 'rss=', '-p', String(this.pidOf(part))], { encoding: 'utf8' });
    return Number(kilobytes) / 1024;
  }

  async withDatabase<T>(look: (database: Database) => Promise<T>): Promise<T> {
    const connection = await connectMongoDB(this.env.MONGODB_URI ?? '');
    return look(databaseOn(connection, masterKeys)).finally(() => connection.close());
  }

  async withEngine<T>(look: (client: Client) => Promise<T>): Promise<T> {
    const client = await connectTemporal(this.env.TEMPORAL_ADDRESS ?? '', 'default');
    return look(client).finally(() => client.connection.close());
  }

  async stop(): Promise<void> {
    for (const child of this.children.values()) child.kill('SIGKILL');
    await eventually(
      () => [...this.children.keys()].filter((part) => this.runs(part)),
      (left) => left.length === 0,
    );
    await stopOwnServers(this.dataDir);
    if ((globalThis as { aTestHasFailed?: boolean }).aTestHasFailed) this.leaveTraces();
    else rmSync(this.dataDir, { recursive: true, force: true });
  }

  /** After a failed test the folder stays, and the end of each log is printed: elsewhere only what is printed can be read. */
  private leaveTraces(): void {
    const logs = readdirSync(join(this.dataDir, 'logs')).map((file) => {
      const lines = readFileSync(join(this.dataDir, 'logs', file), 'utf8')
        .trimEnd()
        .split('\n');
      return [`${file}, the last of ${lines.length} lines:`, ...lines.slice(-40).map((line) => line.slice(0, 400))];
    });
    console.error([`a test has failed: ${this.dataDir} is kept`, ...logs.flat()].join('\n'));
  }

  private async isReady(): Promise<boolean> {
    for (const part of this.children.keys()) {
      if (!this.runs(part)) throw new Error(`the ${part} has ended:\n${this.log(part).slice(-2000)}`);
    }
    // Readiness asks for any worker: the one that has just been started may be the only one soon.
    if (!this.workersRun()) return false;
    const urls = [this.url, ...(this.children.has('second api') ? [this.secondUrl] : [])];
    const ready = await Promise.all(urls.map((url) => fetch(`${url}/health/ready`).catch(() => null)));
    return ready.every((answer) => answer?.ok);
  }

  /** True once each worker has begun to ask for work, since it was started last. */
  private workersRun(): boolean {
    const workers = (['worker', 'second worker'] as const).filter((part) => this.children.has(part));
    return workers.every((part) => this.log(part).slice(this.loggedBefore.get(part)).includes('"state":"RUNNING"'));
  }

  /** What a process has logged so far. */
  log(part: Part): string {
    return readFileSync(join(this.dataDir, 'logs', `${part}.log`), 'utf8');
  }

  private spawn(part: Process): void {
    const log = openSync(join(this.dataDir, 'logs', `${part}.log`), 'a');
    this.loggedBefore.set(part, this.log(part).length);
    const child = spawn(process.execPath, ['--import', 'tsx', scripts[part]], {
      env: { ...this.env, PORT: String(this.ports[part] ?? this.ports.api) },
      stdio: ['ignore', log, log],
    });
    this.children.set(part, child);
  }

  private pidOf(part: Part): number {
    const { temporal, mongodb } = readServersFile(this.dataDir);
    const servers: Partial<Record<Part, number>> = { temporal: temporal?.process.pid, mongodb: mongodb?.process.pid };
    const pid = servers[part] ?? this.children.get(part)?.pid;
    if (!pid || !this.runs(part)) throw new Error(`the ${part} does not run`);
    return pid;
  }
}
