import { z } from 'zod';
import { WorkQuery, workQueue } from '../../application/cases/reading/work-queue.ts';
import { type Route, route } from '../http/route.ts';
import { WorkItemSchema } from './work-item-schema.ts';

/** The queue of the user who asks (C-02, C-07). */
export const workRoutes: Route[] = [
  route({
    method: 'get',
    path: '/v1/organisations/{organisation}/work',
    operationId: 'listWork',
    summary: 'What waits for me, those with priority and the nearest due instant first, and what of it is new (C-07)',
    tag: 'cases',
    permission: 'signed-in',
    query: WorkQuery,
    replies: {
      200: {
        description: 'My queue.',
        schema: z.object({ items: z.array(WorkItemSchema), nextCursor: z.string().nullable() }),
      },
    },
    handle: async (context) => ({ status: 200, body: await workQueue(context, context.query) }),
  }),
];
