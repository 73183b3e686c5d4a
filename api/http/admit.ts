/** The checks that every request passes, in the order of the design (section 6). */

import type { Request, Response } from 'express';
import type { z } from 'zod';
import { findCaseBySecret, findReadableCase } from '../../application/cases/reading/find-case.ts';
import { invalidBody, notFound, Refused } from '../../application/refused.ts';
import { authenticate } from '../../application/sessions/sessions.ts';
import { latest } from '../../packs/load/load.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { faultsOf } from './error-to-problem.ts';
import { checkGatewaySignature } from './gateway-signature.ts';
import { issueMessages } from './issue-messages.ts';
import { rawBody, readBody, soundFields } from './read-body.ts';
import { refusalLanguage } from './reader-language.ts';
import { type Context, needsSecret, needsToken, type Route } from './route.ts';

/** The checks in their order: 401, 400/413 for the body, 404, 403, 428, 400 for the query, 422 for the schema. */
export async function admit(
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
    waits: !request.get('prefer')?.includes('respond-async'),
  } as Context;
  const secret = needsSecret(route) ? givenSecret(request) : '';
  if (needsToken(route)) context.principal = await authenticate(bearerToken(request), dependencies, receivedAt);
  if (route.body) await readBody(route, request, response);
  if (route.permission === 'gateway-signature') {
    checkGatewaySignature(request, rawBody(request), dependencies.smsToken, receivedAt);
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
