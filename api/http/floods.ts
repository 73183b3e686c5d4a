/** How often anybody may ask at all, by what they ask for. What is guessed at has narrower limits of its own (`limits.ts`). */

import { type Options, rateLimit } from 'express-rate-limit';
import { type CountRequest, type Counts, principalOf } from './admit.ts';
import type { Route } from './route.ts';
import { tooManyRequests } from './wrong-tries.ts';

/** Requests a minute to one process. Thousands may share an address, and nobody shares an account. */
const floodLimits = {
  'sign-in': { address: 600, account: 120 },
  reading: { address: 12_000, account: 1_200 },
  writing: { address: 6_000, account: 600 },
  exports: { address: 600, account: 60 },
  public: { address: 3_000, account: null },
} as const;
type FloodClass = keyof typeof floodLimits;

const minute = 60_000;

/** Null for what tells whether the process is well: it is asked from inside, and often. Nothing else is without a limit. */
function classOf({ path, method, isExport }: Pick<Route, 'path' | 'method' | 'isExport'>): FloodClass | null {
  if (/^\/(health\/|metrics$)/.test(path)) return null;
  if (!path.startsWith('/v1/')) return 'public';
  if (isExport) return 'exports';
  if (method === 'get') return 'reading';
  return /^\/v1\/(session|service-token)(\/|$)/.test(path) ? 'sign-in' : 'writing';
}

/** What a caller is told of the limits of a route; null if it has none. */
export function limitsInWords(route: Pick<Route, 'path' | 'method' | 'isExport'>): string | null {
  const name = classOf(route);
  if (!name) return null;
  const { address, account } = floodLimits[name];
  const ofAccount = account === null ? '' : `, or ${account} of one account`;
  return `More requests of the class “${name}” than ${address} a minute from one address${ofAccount}.`;
}

/**
 * The counts of one process: those that a route has part in. They are kept in memory, for a flood must not cost the database
 * a command.
 * @param times by how much the limits are multiplied
 */
export function floodCounts(times = 1): (route: Route) => Counts {
  const counts = Object.entries(floodLimits).map(([name, { address, account }]) => {
    const byAddress = counting(`${name}-by-address`, address * times);
    const ofAccount = account === null ? null : counting(`${name}-by-account`, account * times, principalOf);
    return [name, { byAddress, ...(ofAccount ? { byAccount: ofAccount } : {}) }] as const;
  });
  const byClass = new Map<string | null, Counts>(counts);
  return (route) => byClass.get(classOf(route)) ?? {};
}

function counting(name: string, most: number, keyGenerator?: Options['keyGenerator']): CountRequest {
  return rateLimit({
    ...{ identifier: name, windowMs: minute, limit: most, standardHeaders: 'draft-8', legacyHeaders: false },
    ...(keyGenerator ? { keyGenerator } : {}),
    // What a caller says of its address is not believed without a trusted proxy: that is no fault of the settings.
    validate: false,
    handler: (_request, response) => {
      throw tooManyRequests(Number(response.getHeader('Retry-After')) || minute / 1000);
    },
  });
}
