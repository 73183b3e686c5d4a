/** Cookies of the pages for customers. None of them lets anybody do anything. */
import type { Request } from 'express';

interface Cookie {
  name: string;
  value: string;
  path: string;
  maxAgeSeconds: number;
}

/** The value of a cookie that a browser has sent; null if it has none that fits the pattern. */
export function cookieOf(request: Request, name: string, pattern: string): string | null {
  return new RegExp(`(?:^|;\\s*)${name}=(${pattern})(?:;|$)`).exec(request.get('cookie') ?? '')?.[1] ?? null;
}

/** The header that gives a browser a cookie, which no script can read. */
export function setCookie(request: Request, { name, value, path, maxAgeSeconds }: Cookie): string {
  const cookie = `${name}=${value}; Path=${path}; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax`;
  return request.secure ? `${cookie}; Secure` : cookie;
}
