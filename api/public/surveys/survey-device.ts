import { randomUUID } from 'node:crypto';
import type { Request } from 'express';
import { cookieOf, setCookie } from '../../http/cookies.ts';

const name = 'survey-device';
const halfAYear = 180 * 24 * 60 * 60;

/** The mark of a device: a random value in a cookie, of which nothing but a keyed hash is ever kept. */
export interface DeviceMark {
  mark: string;
  /** The header that gives a new device its mark, and renews that of an old one. */
  headers: Record<string, string>;
}

export function deviceMark(request: Request): DeviceMark {
  const mark = cookieOf(request, name, '[0-9a-f-]{36}') ?? randomUUID();
  const cookie = { name, value: mark, path: '/public', maxAgeSeconds: halfAYear };
  return { mark, headers: { 'Set-Cookie': setCookie(request, cookie) } };
}
