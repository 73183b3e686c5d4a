import { setFlagsFromString } from 'node:v8';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import type { Logger } from 'pino';

const levels = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;

export interface RuntimeSettings {
  INAYA_MODE: 'local' | 'production';
  WORKER_METRICS_PORT?: number | undefined;
}

/**
 * Sets up what every worker of this process runs on: its log and, if a port is given, its metrics. In production a port
 * that is taken is an error. On a person's machine a second worker beside the first does without metrics.
 */
export function installRuntime({ INAYA_MODE, WORKER_METRICS_PORT }: RuntimeSettings, logger: Logger): void {
  const log = new DefaultLogger('INFO', ({ level, message, meta }) => {
    logger[levels[level]](meta ?? {}, message);
  });
  if (WORKER_METRICS_PORT === undefined) {
    Runtime.install({ logger: log });
    return;
  }
  // In production a scraper of the same network reads them; on a person's machine nobody else does.
  const host = INAYA_MODE === 'local' ? '127.0.0.1' : '0.0.0.0';
  const prometheus = { bindAddress: `${host}:${WORKER_METRICS_PORT}` };
  try {
    Runtime.install({ logger: log, telemetryOptions: { metrics: { prometheus } } });
  } catch (error) {
    if (INAYA_MODE === 'production') throw error;
    logger.warn({ err: error }, 'this worker shows no metrics');
    Runtime.install({ logger: log });
  }
}

/**
 * In the sandbox of workflows each promise keeps its stack, and the source map is asked for each of its frames. Only a query
 * that shows where a workflow stands reads them, and nobody asks it. What is made from now on keeps none; errors of this
 * thread keep theirs.
 */
export function withoutWorkflowStacks(): void {
  setFlagsFromString('--stack-trace-limit=0');
}
