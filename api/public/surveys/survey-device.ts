import { randomUUID } from 'node:crypto';
import type { Request } from 'express';

const name = 'survey-device';
const halfAYear = 180 * 24 * 60 * 60;

/** The mark of a device: a random value in a cookie, of which nothing but a keyed hash is ever kept. */
export interface DeviceMark {
  mark: string;
  /** The header that gives a new device its mark, and renews that of an old one. */
  headers: Record<string, string>;
}

export function deviceMark(request: Request): DeviceMark {
  const given = new RegExp(`(?:^|;\\s*)${name}=([0-9a-f-]{36})(?:;|$)`).exec(request.get('cookie') ?? '')?.[1];
  const mark = given ?? randomUUID();
  const cookie = `${name}=${mark}; Path=/public; Max-Age=${halfAYear}; HttpOnly; SameSite=Lax`;
  return { mark, headers: { 'Set-Cookie': request.secure ? `${cookie}; Secure` : cookie } };
}
