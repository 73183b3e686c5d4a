import type { Request, Response } from 'express';
import { Refused } from '../application/refused.ts';
import type { ApiDependencies } from './dependencies.ts';
import { inArabic } from './http/arabic-problems.ts';
import { problemOf } from './http/error-to-problem.ts';
import { problemDocument, statusOf } from './http/problem.ts';
import { readerLanguage, refusalLanguage } from './http/reader-language.ts';
import { noteSecurity } from './http/security-log.ts';
import { framedPage, pageHeaders, wantsPage } from './public/page-frame.ts';
import { organisationOf, problemPage } from './public/problem-page.ts';

/** The path without the secret of a customer's link, which is all that its holder needs. */
function loggedPath({ path }: Request): string {
  return path.replace(/^(\/public\/(?:follow-ups|organisations\/[^/]+\/complaints\/[^/]+\/follow)\/).+/, '$1…');
}

/** Answers an error: a page for a customer's browser, the problem document for every other client. */
export function sendProblem(dependencies: ApiDependencies, error: unknown, request: Request, response: Response): void {
  const problem = problemOf(error);
  response.locals.refused = problem.reason;
  noteSecurity(dependencies, request, statusOf(problem));
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
    response.set(pageHeaders(request));
    response.send(framedPage(request, problemPage(readerLanguage(request), problem, pack)));
    return;
  }
  const language = refusalLanguage(request);
  const body = language === 'ar' ? inArabic(problemDocument(problem)) : problemDocument(problem);
  response.set('Content-Language', language).vary('Accept-Language');
  response.type('application/problem+json').send(JSON.stringify(body));
}
