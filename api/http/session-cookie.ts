/** The session of a browser: a cookie that no script can read, and that counts only in requests of its own pages. */
import type { Request } from 'express';
import { Refused } from '../../application/refused.ts';
import { lifetimeHours } from '../../application/sessions/sessions.ts';
import { cookieOf, setCookie } from './cookies.ts';

export const sessionCookieName = 'inaya-session';

/** Only the API gets it: no page for customers is sent with it. */
const path = '/v1';

/** What gives a browser its session. */
export function sessionCookie(request: Request, token: string): string {
  return setCookie(request, {
    name: sessionCookieName,
    value: token,
    path,
    maxAgeSeconds: lifetimeHours * 3600,
    sameSite: 'Strict',
  });
}

/** What takes the session out of a browser. */
export function endedSessionCookie(request: Request): string {
  return setCookie(request, { name: sessionCookieName, value: '', path, maxAgeSeconds: 0, sameSite: 'Strict' });
}

/** True if the caller is in by the cookie: a bearer token goes before it. */
export const isOfBrowser = (request: Request): boolean => request.get('authorization') === undefined;

/**
 * The token that a browser has sent in its cookie; null if it has none.
 * @throws Refused `Forbidden` if a page of another address asks for a change with it
 */
export function tokenOfBrowser(request: Request): string | null {
  const token = cookieOf(request, sessionCookieName, '[\\w.-]+');
  // Browsers keep the cookie from other sites by themselves. A page of another port or subdomain is still the same site.
  if (token && request.method !== 'GET' && request.method !== 'HEAD') demandOwnPage(request);
  return token;
}

/** @throws Refused `Forbidden` if the request does not come from a page of this very address */
function demandOwnPage(request: Request): void {
  const origin = request.get('origin') ?? '';
  if (URL.canParse(origin) && new URL(origin).host === request.host) return;
  throw new Refused('Forbidden', 'This request does not come from a page of this address.');
}
