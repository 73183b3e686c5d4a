/** The whole product, started as `npm start` does in a data folder of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Account } from '../../local/accounts.ts';
import { freePort } from '../../local/processes/free-port.ts';
import { readServersFile, type ServersFile } from '../../local/servers-file.ts';

export interface StartedProduct {
  api: string;
  accounts: Account[];
  servers: ServersFile;
  pid: number;
  /** The folder of its logs. */
  logs: string;
  /** A token of one of its accounts. */
  tokenOf: (account: Account) => Promise<string>;
  stop: () => Promise<void>;
}

/** Starts servers, API and worker. @param name stands in the name of the data folder */
export async function startedProduct(name: string): Promise<StartedProduct> {
  const dataDir = mkdtempSync(join(tmpdir(), `inaya-${name}-`));
  const { PATH, HOME, INAYA_CACHE_DIR } = process.env;
  const env = {
    ...{ PATH, HOME, INAYA_CACHE_DIR, INAYA_DATA_DIR: dataDir, PORT: String(await freePort()) },
    INAYA_DEMO: 'off',
    // A measurement asks more within a minute than people do.
    RATE_LIMIT_TIMES: '1000',
  };
  const child = spawn(process.execPath, ['--import', 'tsx', 'local/start.ts'], { env, stdio: 'ignore' });
  const ended = once(child, 'exit');
  while (readServersFile(dataDir).api === undefined) {
    if (child.exitCode !== null) throw new Error(`the product did not start: see ${dataDir}/logs`);
    await sleep(200);
  }
  const servers = readServersFile(dataDir);
  const { api = '' } = servers;
  return {
    ...{ api, servers, pid: child.pid ?? 0, logs: join(dataDir, 'logs') },
    accounts: JSON.parse(readFileSync(join(dataDir, 'accounts.json'), 'utf8')) as Account[],
    async tokenOf({ username, password }) {
      const body = JSON.stringify({ username, password });
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(`${api}/v1/session`, { method: 'POST', body, headers });
      return ((await answer.json()) as { token: string }).token;
    },
    async stop() {
      child.kill('SIGTERM');
      await ended;
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
