import type { Response } from 'express';
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { Route } from './route.ts';

/** The API's own measurements, one registry per process. */
export const registry = new Registry();
collectDefaultMetrics({ register: registry });

const durations = new Histogram({
  name: 'inaya_http_request_duration_seconds',
  help: 'How long a request took, by operation and status',
  labelNames: ['operation', 'status'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
  registers: [registry],
});

export const refusalsCounted = new Counter({
  name: 'inaya_refusals_total',
  help: 'Commands that a case refused, by name of the refusal',
  labelNames: ['refusal'],
  registers: [registry],
});

/** Measures one request until its answer has gone out. */
export function observe(route: Route, response: Response): void {
  const stop = durations.startTimer({ operation: route.operationId });
  response.once('finish', () => stop({ status: String(response.statusCode) }));
}
