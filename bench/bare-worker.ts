/** The worker of the bare engine, in a process of its own so that its CPU is counted apart. Usage: address, task queue. */
import { fileURLToPath } from 'node:url';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';

const [address, taskQueue] = process.argv.slice(2);
if (!address || !taskQueue) throw new Error('usage: bare-worker.ts <address of Temporal> <task queue>');
Runtime.install({ logger: new DefaultLogger('ERROR') });
const connection = await NativeConnection.connect({ address });
const workflowsPath = fileURLToPath(new URL('./bare-workflow.ts', import.meta.url));
const worker = await Worker.create({ connection, taskQueue, workflowsPath });
// The measure ends it with a signal; a worker whose measure has gone ends by itself.
process.once('disconnect', () => {
  if (worker.getState() === 'RUNNING') worker.shutdown();
});
process.send?.('ready');
await worker.run();
await connection.close();
// The channel to the measure would keep the process alive.
process.disconnect?.();
