/** Turns routes into an Express application: one pipeline, whose order of checks is the design's (section 6). */

import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import helmet from 'helmet';
import { findCaseBySecret, findReadableCase } from '../../application/cases/find-case.ts';
import { notFound, Refused } from '../../application/refused.ts';
import { authenticate } from '../../application/sessions/sessions.ts';
import { soundText } from '../../domain/sound-text.ts';
import { latest } from '../../packs/load.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { wantsPage } from '../public/page-frame.ts';
import { organisationOf, problemPage } from '../public/problem-page.ts';
import { inArabic } from './arabic-problems.ts';
import { faultsOf, problemOf } from './error-to-problem.ts';
import { checkGatewaySignature } from './gateway-signature.ts';
import { issueMessages } from './issue-messages.ts';
import { observe } from './metrics.ts';
import { problemDocument, statusOf } from './problem.ts';
import { readerLanguage, refusalLanguage } from './reader-language.ts';
import { type Context, needsSecret, needsToken, type Reply, type Route } from './route.ts';

/** The very bytes of a body, for whoever checks a signature over them. */
const rawBodies = new WeakMap<object, string>();

/** Reads a JSON body; where it has been read already, nothing happens. */
export const readJson = express.json({
  limit: '64kb',
  strict: true,
  reviver: soundValue,
  verify: (request, _response, bytes) => rawBodies.set(request, bytes.toString()),
});

const readFields = express.urlencoded({ limit: '64kb', extended: false });

/**
 * Nobody means `__proto__`: zod would pass over it in silence where every other unknown field is an error. Texts are such as
 * JSON, XML and workbooks can carry: this is the one door by which they come in.
 */
function soundValue(key: string, value: unknown): unknown {
  if (key === '__proto__') throw new SyntaxError('the key __proto__ is not allowed');
  return typeof value === 'string' ? soundText(value) : value;
}

/** As `soundValue`, of what an HTML form or a query holds: texts, or lists of texts. */
function soundFields(fields: Record<string, unknown>): Record<string, unknown> {
  const sound = (value: unknown): unknown => (Array.isArray(value) ? value.map(sound) : soundValue('', value));
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, sound(value)]));
}

/** The application of all routes. Fails where one does not say who may use it: deny by default. */
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

/** The checks in their order: 401, 400/413 for the body, 404, 403, 428, 400 for the query, 422 for the schema. */
async function admit(
  route: Route,
  dependencies: ApiDependencies,
  request: Request,
  response: Response,
  receivedAt: string,
): Promise<Context> {
  const context = {
    ...{ request, dependencies, receivedAt },
    ids: request.params as Record<string, string>,
    path: request.path,
    from: request.ip ?? '',
    waits: !request.get('prefer')?.includes('respond-async'),
  } as Context;
  const secret = needsSecret(route) ? givenSecret(request) : '';
  if (needsToken(route)) context.principal = await authenticate(bearerToken(request), dependencies, receivedAt);
  if (route.body) await readBody(route, request, response);
  if (route.permission === 'gateway-signature') {
    checkGatewaySignature(request, rawBodies.get(request) ?? '', dependencies.smsToken, receivedAt);
  }
  const { organisation, number } = request.params as { organisation?: string; number?: string };
  if (organisation !== undefined) {
    const pack = latest(dependencies.packs, organisation);
    if (!pack || (context.principal && context.principal.staff.organisation !== organisation)) throw notFound();
    context.pack = pack;
  }
  if (route.ofCase) context.found = await findReadableCase(dependencies, context.principal, number ?? '', route.ofCase);
  if (secret) {
    const given = { organisation: context.pack.id, number: number ?? '', secret, at: receivedAt };
    context.found = await findCaseBySecret(dependencies, given, route.permission === 'acting-secret' ? 'act' : 'read');
  }
  if (typeof route.permission === 'function') await route.permission(context);
  if (route.idempotent) context.key = idempotencyKey(request);
  context.ifMatch = route.ifMatch ? digestSeen(request, route.ifMatch === 'required') : null;
  context.query = checkedQuery(route, request);
  context.body = checkedBody(route, request);
  return context;
}

function givenSecret(request: Request): string {
  const secret = request.get('case-secret');
  if (secret) return secret;
  throw new Refused('NotSignedIn', 'Send the secret of the case in the header Case-Secret.');
}

async function readBody({ fromForm }: Route, request: Request, response: Response): Promise<void> {
  const isForm = fromForm !== undefined && Boolean(request.is('application/x-www-form-urlencoded'));
  const read = isForm ? readFields : readJson;
  await new Promise<void>((resolve, reject) => {
    read(request, response, (error?: unknown) => (error ? reject(error as Error) : resolve()));
  });
  if (isForm) {
    const { idempotencyKey: key, ...fields } = soundFields((request.body ?? {}) as Record<string, unknown>);
    // A form can send no header: a hidden field is its key.
    if (typeof key === 'string') request.headers['idempotency-key'] ??= key;
    request.body = fromForm(fields);
  }
  if (request.body === undefined) {
    const length = request.get('transfer-encoding') ? undefined : (request.get('content-length') ?? '0');
    if (length !== '0') throw new Refused('Malformed', 'The body must be JSON, with Content-Type: application/json.');
    request.body = {};
  }
}

function bearerToken(request: Request): string {
  const [scheme, token] = (request.get('authorization') ?? '').split(' ');
  if (scheme?.toLowerCase() === 'bearer' && token) return token;
  throw new Refused('NotSignedIn', 'Sign in by POST /v1/session and send the token as a bearer token.');
}

function idempotencyKey(request: Request): string {
  const key = request.get('idempotency-key');
  if (!key) throw new Refused('IdempotencyKeyMissing', 'Send an Idempotency-Key: the same one when you repeat.');
  if (key.length > 200) throw new Refused('Malformed', 'An Idempotency-Key has 200 characters at most.');
  return key;
}

/** The digest of what the caller has seen, as If-Match gives it: in quotation marks or without. */
function digestSeen(request: Request, isRequired: boolean): string | null {
  const given = request.get('if-match')?.trim();
  if (given) return given.replace(/^(W\/)?"(.*)"$/, '$2');
  if (!isRequired) return null;
  throw new Refused('IfMatchMissing', 'Send in If-Match the digest of what you approve, as its view shows it.');
}

function checkedQuery(route: Route, request: Request): Record<string, unknown> {
  const names = Object.keys(request.query);
  if (!route.query) {
    if (names.length === 0) return {};
    throw new Refused('InvalidQuery', `This address takes no query, not ${names.join(', ')}.`);
  }
  const asked = soundFields(request.query as Record<string, unknown>);
  const checked = route.query.strict().safeParse(asked, { error: issueMessages(refusalLanguage(request)) });
  if (checked.success) return checked.data;
  throw new Refused('InvalidQuery', 'The query is not valid.', { errors: faultsOf(checked.error) });
}

function checkedBody(route: Route, request: Request): unknown {
  if (!route.body) return undefined;
  const checked = route.body.safeParse(request.body, { error: issueMessages(refusalLanguage(request)) });
  if (checked.success) return checked.data;
  throw new Refused('Invalid', 'The body is not valid.', { errors: faultsOf(checked.error) });
}

async function send(
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

/** Whoever hangs up in the middle of a download is no fault of ours; a stream that fails is. */
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

/** The path without the secret of a customer's link, which is all that its holder needs. */
function loggedPath({ path }: Request): string {
  return path.replace(/^(\/public\/(?:follow-ups|organisations\/[^/]+\/complaints\/[^/]+\/follow)\/).+/, '$1…');
}

function sendProblem(dependencies: ApiDependencies, error: unknown, request: Request, response: Response): void {
  const problem = problemOf(error);
  // Of a body that was refused half-way the rest is passed over, so that the answer reaches its sender.
  if (!request.readableEnded) request.unpipe().resume();
  if (statusOf(problem) >= 500) {
    // What we refuse on purpose, since a place or a server is missing, is no error; what nobody expected is.
    const level = error instanceof Refused ? 'warn' : 'error';
    dependencies.logger[level]({ err: error, method: request.method, path: loggedPath(request) }, problem.message);
  }
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const { retryAfter } = problem.extras;
  if (retryAfter !== undefined) response.set('Retry-After', String(retryAfter));
  // A sender who has sent nothing for so long is not waited for any more.
  if (statusOf(problem) === 408) response.set('Connection', 'close');
  if (statusOf(problem) === 401) response.set('WWW-Authenticate', 'Bearer');
  response.status(statusOf(problem)).set('Cache-Control', 'no-store');
  // A customer's browser shows a page; every other client gets the document.
  if (request.path.startsWith('/public/') && wantsPage({ request })) {
    const pack = organisationOf(dependencies.packs, request.path);
    response.type('text/html').send(problemPage(readerLanguage(request), problem, pack));
    return;
  }
  const language = refusalLanguage(request);
  const body = language === 'ar' ? inArabic(problemDocument(problem)) : problemDocument(problem);
  response.set('Content-Language', language).vary('Accept-Language');
  response.type('application/problem+json').send(JSON.stringify(body));
}
