import type { Request } from 'express';
import { Counter } from 'prom-client';
import { registry } from '../../application/metrics.ts';
import { accountNamed } from '../../application/sessions/sign-in.ts';
import type { ApiDependencies } from '../dependencies.ts';

/** What a caller is told who is nobody, who may not, or who asks too often. */
const refused = [401, 403, 429];

const refusedRequests = new Counter({
  name: 'inaya_refused_requests_total',
  help: 'Requests that were answered 401, 403 or 429',
  labelNames: ['status'],
  registers: [registry],
});

/**
 * Writes down what concerns security, apart from the application's log (S8). That is signing in and out, new passwords, and
 * every request that was refused to its caller. Each entry says who, from where, what, and how it came out.
 */
export function noteSecurity(dependencies: ApiDependencies, request: Request, status: number): void {
  const isRefused = refused.includes(status);
  if (isRefused) refusedRequests.inc({ status });
  else if (status >= 300) return;
  const { logger, securityLog = logger } = dependencies;
  const entry = { from: request.ip, what: `${request.method} ${address(request)}`, status };
  whoOf(dependencies, request)
    .catch(() => null)
    .then((who) => securityLog.info({ who, ...entry }, isRefused ? 'refused' : 'done'))
    .catch(() => undefined);
}

const isOfSession = ({ path }: Request): boolean => /^\/v1\/(session(\/|$)|service-token$)/.test(path);

/** Without the secrets that stand in the addresses of customers' links. */
function address(request: Request): string {
  const { path: pattern } = (request.route ?? {}) as { path?: string | string[] };
  return request.path.startsWith('/public/') ? [pattern ?? '/public/…'].flat().join(' or ') : request.path;
}

/**
 * The staff id of the caller, or null. A name that no account has is not written down: people type passwords into that
 * field.
 */
async function whoOf(dependencies: ApiDependencies, request: Request): Promise<string | null> {
  const { staffId } = (request.res?.locals ?? {}) as { staffId?: string };
  const { service, username = service } = (request.body ?? {}) as { username?: unknown; service?: unknown };
  if (staffId !== undefined || !isOfSession(request) || typeof username !== 'string') return staffId ?? null;
  return accountNamed(dependencies, username);
}

/** From where somebody signs in, and with what. */
export function callerOf(request: Request): { address: string; userAgent: string } {
  return { address: request.ip ?? '', userAgent: request.get('user-agent') ?? '' };
}
