import type { Response } from 'express';
import { collectDefaultMetrics, Histogram } from 'prom-client';
import { registry } from '../../application/metrics.ts';
import type { Route } from './route.ts';

collectDefaultMetrics({ register: registry });

const durations = new Histogram({
  name: 'inaya_http_request_duration_seconds',
  help: 'How long a request took, by operation and status',
  labelNames: ['operation', 'status'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
  registers: [registry],
});

/** Measures one request until its answer has gone out. */
export function observe(route: Route, response: Response): void {
  const stop = durations.startTimer({ operation: route.operationId });
  response.once('finish', () => stop({ status: String(response.statusCode) }));
}
