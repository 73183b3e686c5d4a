/** Turns routes into an Express application: each request is admitted, waits for its turn, is handled and answered. */

import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import helmet from 'helmet';
import PQueue from 'p-queue';
import { collectDefaultMetrics, Histogram } from 'prom-client';
import { registry } from '../application/metrics.ts';
import { Refused } from '../application/refused.ts';
import type { ApiDependencies } from './dependencies.ts';
import { admit, type Counts } from './http/admit.ts';
import { floodCounts } from './http/floods.ts';
import { refuseUnrouted } from './http/other-methods.ts';
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
  const lanes = new Lanes();
  const countsOf = floodCounts(dependencies.rateLimitTimes);
  for (const route of routes) {
    if (!route.permission) throw new Error(`${route.operationId} does not say who may use it`);
    const counts = countsOf(route);
    app[route.method](expressPath(route.path), (request, response, next) => {
      serve({ route, counts, lanes }, dependencies, request, response).catch(next);
    });
  }
  app.use(refuseUnrouted(routes));
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) => {
    sendProblem(dependencies, error, request, response);
  });
  return app;
}

function expressPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}

async function serve(
  { route, counts, lanes }: { route: Route; counts: Counts; lanes: Lanes },
  dependencies: ApiDependencies,
  request: Request,
  response: Response,
): Promise<void> {
  observe(route, response);
  // A request counts by when it came, not by when its turn came.
  const context = await admit(route, counts, dependencies, request, response, new Date().toISOString());
  const handled = () => route.handle(context as Parameters<Route['handle']>[0]);
  const answer = (reply: Reply) => {
    if (reply.status === 202 && !context.waits) response.set('Preference-Applied', 'respond-async');
    return send(dependencies, response, { ...reply, body: toldBySchema(route, reply) });
  };
  // No client that sends or reads slowly keeps others from their turn. Only an export is read as it is written.
  if (route.isExport) await lanes.serve(route, async () => answer(await handled()));
  else await answer(await lanes.serve(route, handled));
}

/**
 * The body as its schema has it: a field that the schema does not name goes to nobody. A body without a
 * schema, or one that is not such as its schema says, is a fault of ours and not answered.
 */
function toldBySchema({ operationId, replies }: Route, { status, body }: Reply): unknown {
  if (typeof body !== 'object') return body;
  const told = replies[status]?.schema?.safeParse(body);
  if (told?.success) return told.data;
  const places = told ? told.error.issues.map(({ path }) => path.join('.')).join(', ') : 'it has none';
  throw new Error(`${operationId} answers ${status} otherwise than its schema says: ${places}`);
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

type Lane = 'change' | 'read' | 'export';

/** At a time, in one process. The engine answers commands fastest if it has not more of them than it works on. */
const atATime: Record<Lane, number> = { change: 24, read: 32, export: 2 };

/** The longest that a request waits for its turn, in milliseconds: with the engine's eight seconds it is answered within ten. */
const longestWaitMs = 2000;

/** What a request is taken to last before any has been measured, in milliseconds. */
const usualMs = 100;

/** How much the latest request counts in the mean duration. */
const weightOfLatest = 0.1;

/**
 * How many requests are worked on at a time in one process. What comes beyond waits in its order. A request that would wait too
 * long is refused at once, before anything of it is noted: its caller may repeat it.
 */
export class Lanes {
  private readonly queues = new Map<Lane, PQueue>();
  private readonly meanMs = new Map<Lane, number>();

  /**
   * Serves a request when its turn comes.
   * @throws Refused `Unavailable` if it would wait, or has waited, too long
   */
  async serve<Answer>(route: Route, serve: () => Promise<Answer>): Promise<Answer> {
    const lane = laneOf(route);
    if (lane === null) return serve();
    const queue = this.queueOf(lane);
    const expected = (queue.size * (this.meanMs.get(lane) ?? usualMs)) / atATime[lane];
    if (expected > longestWaitMs) throw tooBusy(expected);
    const cameAt = performance.now();
    // Intake goes first: what is not taken in is lost, and a command can be given again.
    const isIntake = route.method === 'post' && !route.path.includes('{number}');
    return queue.add(
      () => {
        const begun = performance.now();
        if (begun - cameAt > longestWaitMs) throw tooBusy(begun - cameAt);
        return serve().finally(() => this.measured(lane, performance.now() - begun));
      },
      { priority: isIntake ? 1 : 0, throwOnTimeout: true },
    );
  }

  private queueOf(lane: Lane): PQueue {
    const queue = this.queues.get(lane) ?? new PQueue({ concurrency: atATime[lane] });
    this.queues.set(lane, queue);
    return queue;
  }

  private measured(lane: Lane, lastedMs: number): void {
    const mean = this.meanMs.get(lane) ?? usualMs;
    this.meanMs.set(lane, mean + weightOfLatest * (lastedMs - mean));
  }
}

/** Null for what tells whether the process is well: it waits for nobody. */
function laneOf({ path, method, upload, isExport }: Route): Lane | null {
  // A file comes as slowly as its sender likes.
  if (!/^\/(v1|public)\//.test(path) || upload) return null;
  if (isExport) return 'export';
  return method === 'get' ? 'read' : 'change';
}

function tooBusy(waitMs: number): Refused {
  const sentence = 'More requests are under way than can be served now. Nothing has been done: repeat it.';
  return new Refused('Unavailable', sentence, { retryAfter: Math.ceil(waitMs / 1000) });
}
