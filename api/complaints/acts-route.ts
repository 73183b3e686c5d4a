import { z } from 'zod';
import { actsOf } from '../../application/complaints/acts-of.ts';
import { type Route, route } from '../http/route.ts';

/** What one member of staff did in the complaint, for the person who takes over after somebody stepped back (F-10). */
export function actsRoute(base: string): Route {
  return route({
    method: 'get',
    path: `${base}/{number}/acts-of/{staff}`,
    operationId: 'listActsOfStaff',
    summary: 'What one member of staff has done in this complaint, oldest first (F-10)',
    tag: 'complaints',
    permission: 'signed-in',
    ofCase: 'Complaint',
    replies: {
      200: {
        description: 'Types and instants; the timeline has the rest.',
        schema: z.object({ items: z.array(z.object({ sequence: z.int(), type: z.string(), at: z.iso.datetime() })) }),
      },
    },
    handle: async (context) => ({ status: 200, body: { items: await actsOf(context, context.ids.staff ?? '') } }),
  });
}
