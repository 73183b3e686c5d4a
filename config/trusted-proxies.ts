import { isIP } from 'node:net';
import { z } from 'zod';

/** Names of ranges that Express knows. */
const ranges = ['loopback', 'linklocal', 'uniquelocal'];

/**
 * Whose word on a caller's address is taken. Either the number of proxies that stand one behind the other before the API,
 * or their addresses, with commas between. Ranges such as 10.0.0.0/8 and `loopback | linklocal | uniquelocal` count too.
 */
export const trustedProxies = z
  .string()
  .refine((text) => /^[1-9]$/.test(text) || text.split(',').every((one) => isAddress(one.trim())), {
    error: 'must be the number of proxies before the API, or their addresses with commas between',
  })
  .transform((text) => (/^[1-9]$/.test(text) ? Number(text) : text.split(',').map((one) => one.trim())));

function isAddress(text: string): boolean {
  const [address = '', prefix] = text.split('/');
  const bits = { 0: 0, 4: 32, 6: 128 }[isIP(address)] ?? 0;
  if (prefix === undefined) return bits > 0 || ranges.includes(text);
  return /^\d{1,3}$/.test(prefix) && Number(prefix) <= bits && bits > 0;
}
