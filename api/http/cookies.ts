/** Cookies, none of which a script can read. Those of the pages for customers let nobody do anything. */
import type { Request } from 'express';

interface Cookie {
  name: string;
  value: string;
  path: string;
  maxAgeSeconds: number;
  /** Left out: `Lax`, so that a link in a message finds the cookie. */
  sameSite?: 'Lax' | 'Strict';
}

/** The value of a cookie that a browser has sent; null if it has none that fits the pattern. */
export function cookieOf(request: Request, name: string, pattern: string): string | null {
  return new RegExp(`(?:^|;\\s*)${name}=(${pattern})(?:;|$)`).exec(request.get('cookie') ?? '')?.[1] ?? null;
}

/** The header that gives a browser a cookie, which no script can read. */
export function setCookie(request: Request, { name, value, path, maxAgeSeconds, sameSite = 'Lax' }: Cookie): string {
  const cookie = `${name}=${value}; Path=${path}; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=${sameSite}`;
  return request.secure ? `${cookie}; Secure` : cookie;
}
