import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noteSchema } from '../../../db/schema-number.ts';
import { freePort } from '../../../local/processes/free-port.ts';
import { masterKeysSetting } from '../samples/master-keys.ts';
import { eventually } from './api-client.ts';
import { type RunningApi, secret } from './running-api.ts';

/** The API as a process of its own with little memory, over the cases of a running API: what ends it ends no test. */
export class ApiProcess {
  readonly url: string;
  private readonly child: ChildProcess;
  private readonly dataDir: string;
  /** Comes true with the exit code, once it has ended and all that it printed is there. */
  readonly ended: Promise<number | null>;
  private said = '';

  private constructor(child: ChildProcess, url: string, dataDir: string) {
    this.child = child;
    this.url = url;
    this.dataDir = dataDir;
    this.ended = new Promise((resolve) => child.once('close', resolve));
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.said += chunk;
      });
    }
  }

  /** @param preload A module that is loaded before it. */
  static async beside(
    api: RunningApi,
    { megabytes, settings = {}, preload }: { megabytes: number; settings?: Record<string, string>; preload?: string },
  ): Promise<ApiProcess> {
    const { TEMPORAL_ADDRESS = '', MONGODB_URI = '', PATH, HOME, INAYA_CACHE_DIR } = process.env;
    await noteSchema(api.database);
    const dataDir = mkdtempSync(join(tmpdir(), 'inaya-api-'));
    const port = String(await freePort());
    const env = {
      ...{ PATH, HOME, INAYA_CACHE_DIR, TEMPORAL_ADDRESS, INAYA_SECRET: secret, PORT: port, INAYA_DATA_DIR: dataDir },
      INAYA_MASTER_KEYS: masterKeysSetting,
      RATE_LIMIT_TIMES: '1000',
      TEMPORAL_NAMESPACE: api.temporal.options.namespace,
      MONGODB_URI: MONGODB_URI.replace(/\/[^/?]*(\?.*)?$/, `/${api.database.connection.name}$1`),
      ...settings,
    };
    const child = spawn(
      process.execPath,
      [
        `--max-old-space-size=${megabytes}`,
        '--import',
        'tsx',
        ...(preload ? ['--import', preload] : []),
        'api/server.ts',
      ],
      {
        env,
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    const own = new ApiProcess(child, `http://127.0.0.1:${port}`, dataDir);
    await eventually(
      async () =>
        own.mustRun() &&
        fetch(`${own.url}/health/live`).then(
          ({ ok }) => ok,
          () => false,
        ),
      (ok) => ok === true,
    );
    return own;
  }

  get runs(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Everything that it has printed. */
  get printed(): string {
    return this.said;
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  async stop(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  private mustRun(): boolean {
    if (!this.runs) throw new Error(`the API has ended:\n${this.said.slice(-2000)}`);
    return true;
  }
}
