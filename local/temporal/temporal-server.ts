import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { searchAttributeNames } from '../../workflows/messages/case.ts';
import { SetupError } from '../console.ts';
import { freePort } from '../processes/free-port.ts';
import { isAlive, lastLines, type ProcessRecord, spawnServer } from '../processes/server-process.ts';
import { temporalBinary } from './temporal-binary.ts';

export interface StartedTemporal {
  address: string;
  /** Where its page is, if one was asked for. */
  uiAddress?: string;
  way: string;
  process: ProcessRecord;
}

/** Histories are archived from outside; until then the server must not delete them (the default is a day). */
const RETENTION_MS = 365 * 24 * 3600 * 1000;

/**
 * Starts the development server on free ports of 127.0.0.1, its database in the data folder.
 * `noteDown` is called before it answers, so that a start that is killed meanwhile leaves no server unknown.
 */
export async function startTemporal(
  dataDir: string,
  wished: { port?: number; uiPort?: number; throwaway?: boolean },
  noteDown: (started: StartedTemporal) => void,
): Promise<StartedTemporal> {
  const { path, way } = await temporalBinary();
  const port = await freePort(wished.port);
  const log = join(dataDir, 'logs', 'temporal.log');
  const record = spawnServer(path, startArguments(join(dataDir, 'temporal.db'), port, wished), log);
  const address = `127.0.0.1:${port}`;
  const ui = wished.uiPort ? { uiAddress: `http://127.0.0.1:${wished.uiPort}` } : {};
  const started = { address, ...ui, way, process: record };
  noteDown(started);
  const until = Date.now() + 30_000;
  while (!(await temporalAnswers(address))) {
    if (!isAlive(record))
      throw new SetupError(`The Temporal server ended at once; the end of ${log}:\n${lastLines(log)}`);
    if (Date.now() > until) throw new SetupError(`The Temporal server did not answer within 30 s; see ${log}.`);
    await sleep(50);
  }
  await keepHistories(address);
  return started;
}

/** Without its page unless that is asked for: it answers whatever `Host` says, and has no sign-in (S13l). */
function startArguments(
  file: string,
  port: number,
  { uiPort, throwaway }: { uiPort?: number; throwaway?: boolean },
): string[] {
  const ui = uiPort ? ['--ui-ip', '127.0.0.1', '--ui-port', String(uiPort)] : ['--headless'];
  const where = ['--ip', '127.0.0.1', '--port', String(port), ...ui];
  const written = throwaway ? 'OFF' : 'FULL';
  const pragmas = ['--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', `synchronous=${written}`];
  const attributes = searchAttributeNames.flatMap((name) => ['--search-attribute', `${name}=Keyword`]);
  return ['server', 'start-dev', ...where, '--db-filename', file, ...pragmas, ...attributes, '--log-level', 'warn'];
}

/** Whether a Temporal server with the namespace `default` answers there. */
export async function temporalAnswers(address: string): Promise<boolean> {
  try {
    return await withConnection(address, async ({ workflowService }) => {
      await workflowService.describeNamespace({ namespace: 'default' });
      return true;
    });
  } catch {
    return false;
  }
}

async function keepHistories(address: string): Promise<void> {
  await withConnection(address, ({ workflowService }) =>
    workflowService.updateNamespace({
      namespace: 'default',
      config: { workflowExecutionRetentionTtl: msToTs(RETENTION_MS) },
    }),
  );
}

async function withConnection<T>(address: string, work: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address, connectTimeout: 2_000 });
  try {
    return await connection.withDeadline(Date.now() + 5_000, () => work(connection));
  } finally {
    await connection.close();
  }
}
