import type { NextFunction, Request, Response } from 'express';
import { notFound, Refused } from '../../application/refused.ts';
import type { Route } from './route.ts';

/** Refuses what no route takes: 405 with `Allow` if the path is one that is taken by other methods, else 404. */
export function refuseUnrouted(routes: readonly Pick<Route, 'method' | 'path'>[]) {
  const known = routes.map(({ method, path }) => ({ method: method.toUpperCase(), matcher: matcherOf(path) }));
  return (request: Request, response: Response, _next: NextFunction): never => {
    const methods = known.filter(({ matcher }) => matcher.test(request.path)).map(({ method }) => method);
    if (methods.length === 0) throw notFound();
    // Whatever is read can be asked for by its headers alone.
    const allowed = [...new Set(methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])))].sort();
    response.set('Allow', allowed.join(', '));
    throw methodNotAllowed();
  };
}

/** Says that the address is not for that method. Which ones it is for stands in the header `Allow`. */
export function methodNotAllowed(): Refused {
  return new Refused('MethodNotAllowed', 'This address does not take that method. The header Allow says which ones.');
}

/** What the router takes for such a path: whichever case, with a slash at its end or without. */
function matcherOf(path: string): RegExp {
  const parts = path.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^/]+')}/?$`, 'i');
}
