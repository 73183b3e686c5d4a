import { z } from 'zod';
import { projectedCase } from '../../application/cases/fresh-case.ts';
import { timelineOf } from '../../db/cases.ts';
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
    async handle(context) {
      const { staff } = context.request.params as { staff: string };
      const events = await timelineOf(context.dependencies.database, await projectedCase(context));
      const items = events
        .filter(({ by, standingInFor }) => by === staff || standingInFor === staff)
        .map(({ sequence, type, at }) => ({ sequence, type, at }));
      return { status: 200, body: { items } };
    },
  });
}
