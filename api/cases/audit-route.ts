import { z } from 'zod';
import { auditTrail, mustSeeAuditTrail } from '../../application/cases/reading/audit-trail.ts';
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
    permission: mustSeeAuditTrail,
    replies: {
      200: {
        description: 'Oldest first.',
        schema: z.object({ accesses: z.array(z.unknown()), refusals: z.array(z.unknown()) }),
      },
    },
    handle: async (context) => ({ status: 200, body: await auditTrail(context) }),
  });
}
