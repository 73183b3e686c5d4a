import { z } from 'zod';
import { accessesOf } from '../../db/accesses.ts';
import { refusalsOf } from '../../db/refusals.ts';
import { mayInspect } from '../../domain/rights.ts';
import { forRights } from '../http/find-case.ts';
import { ApiProblem } from '../http/problem.ts';
import { type Route, route } from '../http/route.ts';

/** Who looked at the words of a case and why, and which commands it refused: what the timeline does not hold. */
export function auditRoute(address: string, tag: string, name: string): Route {
  return route({
    method: 'get',
    path: `${address}/audit`,
    operationId: `get${name}Audit`,
    summary: 'Every look at the words of the case, and every command that it refused (F-10)',
    tag,
    ofCase: name,
    permission: ({ principal, dependencies, found }) => {
      if (!mayInspect(principal.actor, 'audit', forRights(dependencies.packs, found))) {
        throw new ApiProblem('Forbidden', 'your role may not see the audit trail');
      }
    },
    replies: {
      200: {
        description: 'Oldest first.',
        schema: z.object({ accesses: z.array(z.unknown()), refusals: z.array(z.unknown()) }),
      },
    },
    async handle({ dependencies: { database }, found: { organisation, number } }) {
      const accesses = await accessesOf(database, organisation, number);
      const refusals = await refusalsOf(database, organisation, number);
      return { status: 200, body: { accesses, refusals } };
    },
  });
}
