/** The life of a case on the bare engine: started, six Updates, ended by its deadline. */
import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import type { BareCase, bareCase } from './bare-workflow.ts';

const commands = 6;

export interface BareEngine {
  /** Runs one case from its start to its end. */
  life: () => Promise<void>;
  /** The worker's process. */
  pid: number;
  stop: () => Promise<void>;
}

/** Starts a worker for bare cases on this Temporal server. */
export async function startBareEngine(address: string): Promise<BareEngine> {
  const taskQueue = `bare-${randomUUID()}`;
  const file = fileURLToPath(new URL('./bare-worker.ts', import.meta.url));
  const worker = fork(file, [address, taskQueue], { execArgv: ['--import', 'tsx'] });
  const [said] = (await Promise.race([once(worker, 'message'), once(worker, 'exit')])) as [unknown];
  if (said !== 'ready') throw new Error(`the worker of the bare engine ended with ${said}`);
  const connection = await Connection.connect({ address });
  const client = new Client({ connection });
  const input: BareCase = { deadlineMs: 200, commands };
  return {
    pid: worker.pid ?? 0,
    async life() {
      const workflowId = `bare-${randomUUID()}`;
      const handle = await client.workflow.start<typeof bareCase>('bareCase', { taskQueue, workflowId, args: [input] });
      for (let place = 0; place < commands; place += 1) {
        await handle.executeUpdate('act', {
          args: [{ by: 'somebody', text: 'hello' }],
          updateId: `${workflowId}-${place}`,
        });
      }
      await handle.result();
    },
    async stop() {
      await connection.close();
      worker.kill('SIGTERM');
      await once(worker, 'exit');
    },
  };
}
