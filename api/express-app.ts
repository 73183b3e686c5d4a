/** Turns routes into an Express application: each request is admitted, handled and answered by one pipeline. */

import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import helmet from 'helmet';
import { collectDefaultMetrics, Histogram } from 'prom-client';
import { registry } from '../application/metrics.ts';
import { notFound } from '../application/refused.ts';
import type { ApiDependencies } from './dependencies.ts';
import { admit } from './http/admit.ts';
import type { Reply, Route } from './http/route.ts';
import { sendProblem } from './send-problem.ts';

/** The application of all routes. Fails if one of them does not say who may use it: deny by default. */
export function expressApp(routes: Route[], dependencies: ApiDependencies, mount: (app: Express) => void): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.set('trust proxy', dependencies.trustProxy ?? false);
  app.use(helmet());
  mount(app);
  for (const route of routes) {
    if (!route.permission) throw new Error(`${route.operationId} does not say who may use it`);
    app[route.method](expressPath(route.path), (request, response, next) => {
      serve(route, dependencies, request, response).catch(next);
    });
  }
  app.use(() => {
    throw notFound();
  });
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) => {
    sendProblem(dependencies, error, request, response);
  });
  return app;
}

function expressPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}

async function serve(route: Route, dependencies: ApiDependencies, request: Request, response: Response): Promise<void> {
  observe(route, response);
  const context = await admit(route, dependencies, request, response, new Date().toISOString());
  const reply = await route.handle(context as Parameters<Route['handle']>[0]);
  if (reply.status === 202 && !context.waits) response.set('Preference-Applied', 'respond-async');
  await send(dependencies, response, reply);
}

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

/** Sends what a route answers. */
export async function send(
  { logger }: ApiDependencies,
  response: Response,
  { status, body, stream, headers = {} }: Reply,
): Promise<void> {
  response.status(status).set({ 'Cache-Control': 'no-store', ...headers });
  if (stream)
    await sendStream(response, stream, () => logger.debug('a download was broken off by whoever asked for it'));
  else if (body === undefined) response.end();
  else if (typeof body === 'string') response.send(body);
  else response.json(body);
}

/** If a client hangs up in the middle of a download, that is no fault of ours. A stream that fails is one. */
async function sendStream(response: Response, stream: Readable, onHungUp: () => void): Promise<void> {
  let hungUp = response.destroyed;
  response.once('close', () => {
    hungUp = !response.writableFinished && !stream.errored;
  });
  try {
    // Until something has come of it, its failure can still be told by a problem document.
    await once(stream, 'readable');
    await pipeline(stream, response);
  } catch (error) {
    if (!hungUp) throw error;
    stream.destroy();
    onHungUp();
  }
}
