/** The checks that every request passes, in the order of the design (section 6), and the one door for bodies and queries. */

import express, { type Request, type Response } from 'express';
import type { z } from 'zod';
import type { OpenSession } from '../../application/call.ts';
import { findCaseBySecret } from '../../application/cases/reading/find-by-secret.ts';
import { findReadableCase } from '../../application/cases/reading/find-case.ts';
import { invalidBody, notFound, Refused } from '../../application/refused.ts';
import { authenticate } from '../../application/sessions/sessions.ts';
import { soundText } from '../../domain/written-text.ts';
import { latest } from '../../packs/load/load.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { faultsOf } from './error-to-problem.ts';
import { isForServices } from './for-services.ts';
import { checkGatewaySignature } from './gateway-signature.ts';
import { issueMessages } from './issue-messages.ts';
import { refusalLanguage } from './reader-language.ts';
import type { Context, Route } from './route.ts';
import { isOfBrowser, tokenOfBrowser } from './session-cookie.ts';

/** Counts a request, says in its answer what is left, and goes on, or fails. */
export type CountRequest = (request: Request, response: Response, next: (error?: unknown) => void) => unknown;

/** How the requests of a route are counted: those of an address, and those of an account. */
export interface Counts {
  byAddress?: CountRequest;
  byAccount?: CountRequest;
}

/** @throws Refused 429 */
function counted(count: CountRequest | undefined, request: Request, response: Response): Promise<void> {
  return new Promise((resolve, reject) => {
    if (!count) resolve();
    else Promise.resolve(count(request, response, (error) => (error ? reject(error) : resolve()))).catch(reject);
  });
}

/** Who is signed in, once that is known. */
export function principalOf(_request: Request, response: Response): string {
  return String(response.locals.staffId);
}

/**
 * The checks in their order: 429 for the address, 401, 429 for the account. Then 400/413 for the body, 404, 403, 428, 400 for
 * the query, 422 for the schema.
 */
export async function admit(
  route: Route,
  { byAddress, byAccount }: Counts,
  dependencies: ApiDependencies,
  request: Request,
  response: Response,
  receivedAt: string,
): Promise<Context> {
  const context = {
    ...{ request, dependencies, receivedAt },
    ids: request.params as Record<string, string>,
    path: request.path,
    waits: !request.get('prefer')?.includes('respond-async'),
  } as Context;
  await counted(byAddress, request, response);
  const secret = needsSecret(route) ? givenSecret(request) : '';
  if (needsToken(route)) {
    context.principal = await authenticate(tokenOf(request), dependencies, receivedAt);
    response.locals.staffId = context.principal.actor.id;
    await counted(byAccount, request, response);
    mustReach(context.principal.session, route);
  }
  if (route.body) await readBody(route, request, response);
  if (route.permission === 'gateway-signature') {
    checkGatewaySignature(request, rawBody(request), dependencies.smsToken, receivedAt);
  }
  const { organisation, number } = request.params as { organisation?: string; number?: string };
  if (organisation !== undefined) {
    const pack = latest(dependencies.packs, organisation, receivedAt);
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

/** Some sessions are good for some operations only, whatever their holder's role may do. */
function mustReach({ mustEnrol, scopes }: OpenSession, route: Route): void {
  if (mustEnrol && !route.whileEnrolling) {
    const sentence = 'Your role needs a second factor: enrol one by POST /v1/session/second-factor.';
    throw new Refused('EnrolmentNeeded', sentence);
  }
  if (scopes && !(scopes.includes(route.operationId) && isForServices(route))) {
    throw new Refused('Forbidden', 'This operation is not on the list of this service account.');
  }
}

/** True if only a member of staff may call. */
export function needsToken({ permission }: Pick<Route, 'permission'>): boolean {
  return typeof permission === 'function' || permission === 'signed-in';
}

/** True if the header Case-Secret says who calls. */
export function needsSecret({ permission }: Pick<Route, 'permission'>): boolean {
  return permission === 'case-secret' || permission === 'acting-secret';
}

function givenSecret(request: Request): string {
  const secret = request.get('case-secret');
  if (secret) return secret;
  throw new Refused('NotSignedIn', 'Send the secret of the case in the header Case-Secret.');
}

/** What says who calls: the bearer token of a program, or the cookie of a browser. */
function tokenOf(request: Request): string {
  const [scheme, token] = (request.get('authorization') ?? '').split(' ');
  if (scheme?.toLowerCase() === 'bearer' && token) return token;
  const ofBrowser = isOfBrowser(request) && tokenOfBrowser(request);
  if (ofBrowser) return ofBrowser;
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

/** Looked up once something is wrong, and not before. */
const messagesFor = (request: Request) => (issue: z.core.$ZodRawIssue) =>
  issueMessages(refusalLanguage(request))(issue);

function checkedQuery(route: Route, request: Request): Record<string, unknown> {
  const names = Object.keys(request.query);
  if (!route.query) {
    if (names.length === 0) return {};
    throw new Refused('InvalidQuery', `This address takes no query, not ${names.join(', ')}.`);
  }
  const asked = names.length > 0 ? soundFields(request.query as Record<string, unknown>) : {};
  const checked = route.query.strict().safeParse(asked, { error: messagesFor(request) });
  if (checked.success) return checked.data;
  throw new Refused('InvalidQuery', 'The query is not valid.', { errors: faultsOf(checked.error) });
}

function checkedBody(route: Route, request: Request): unknown {
  if (!route.body) return undefined;
  const checked = route.body.safeParse(request.body, { error: messagesFor(request) });
  if (checked.success) return checked.data;
  throw invalidBody(faultsOf(checked.error));
}

/** The very bytes of a body, for a check of the signature over them. */
const rawBodies = new WeakMap<object, string>();

const rawBody = (request: Request): string => rawBodies.get(request) ?? '';

const jsonReader = (limit: string) =>
  express.json({
    limit,
    strict: true,
    reviver: soundValue,
    verify: (request, _response, bytes) => rawBodies.set(request, bytes.toString()),
  });

/** Reads a JSON body. If it has been read already, nothing happens. */
export const readJson = jsonReader('64kb');

/** The same of a body that may hold a whole policy: 512 kB of text, written out as JSON. */
const readLongJson = jsonReader('1mb');

const readFields = express.urlencoded({ limit: '64kb', extended: false });

/**
 * Nobody means `__proto__`: zod would pass over it in silence, though every other unknown field is an error. This is the one
 * door by which texts come in. So they are such as JSON, XML and workbooks can carry.
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

/** Reads the body of a JSON client, or of an HTML form if the route takes one. */
async function readBody({ fromForm, isLong }: Route, request: Request, response: Response): Promise<void> {
  const isForm = fromForm !== undefined && Boolean(request.is('application/x-www-form-urlencoded'));
  const read = isForm ? readFields : isLong ? readLongJson : readJson;
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
