import type { Request } from 'express';

/** From this machine and by nobody in between: through a proxy of this machine anybody may ask. */
export function isFromHere({ ip, headers }: Request): boolean {
  if ('forwarded' in headers || 'x-forwarded-for' in headers) return false;
  return ip !== undefined && /^(127\.|::1$|::ffff:127\.)/.test(ip);
}
