/** Turns routes into an Express application: each request is admitted, handled and answered by one pipeline. */

import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import helmet from 'helmet';
import { notFound } from '../application/refused.ts';
import type { ApiDependencies } from './dependencies.ts';
import { admit } from './http/admit.ts';
import { observe } from './http/metrics.ts';
import type { Route } from './http/route.ts';
import { send } from './http/send.ts';
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
