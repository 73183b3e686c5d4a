import { z } from 'zod';
import { factsOf, mustReviewOrBe, staffDirectory } from '../../application/organisation/directory.ts';
import { type Route, route } from '../http/route.ts';
import { absenceRoutes } from './absence-routes.ts';
import { handOverRoute } from './hand-over-route.ts';
import { holdingsRoute } from './holdings-route.ts';
import { invitationRoute } from './invitation-route.ts';
import { lifeCycleRoutes } from './life-cycle-routes.ts';
import { reviewRoutes } from './review-routes.ts';
import { Fact, Member } from './staff-schema.ts';

const base = '/v1/organisations/{organisation}/staff';

export const staffRoutes: Route[] = [
  route({
    method: 'get',
    path: base,
    operationId: 'listStaff',
    summary: 'Who works here, in which role, and who is away',
    tag: 'staff',
    permission: 'signed-in',
    query: z.object({
      of: z.enum(['now', 'ever']).default('now').meta({
        description: '`ever`: with those who are invited, switched off, or have left.',
      }),
    }),
    replies: { 200: { description: 'The staff directory.', schema: z.object({ items: z.array(Member) }) } },
    handle: async (context) => ({
      status: 200,
      body: { items: await staffDirectory(context, context.query.of) },
    }),
  }),
  route({
    method: 'get',
    path: `${base}/{staffId}/facts`,
    operationId: 'listStaffFacts',
    summary: 'What has happened to somebody’s place and rights: absences, deputies, and who gave or took them',
    tag: 'staff',
    permission: mustReviewOrBe,
    replies: { 200: { description: 'Every fact, oldest first.', schema: z.object({ items: z.array(Fact) }) } },
    handle: async (context) => ({ status: 200, body: { items: await factsOf(context) } }),
  }),
  ...absenceRoutes,
  invitationRoute,
  ...lifeCycleRoutes,
  ...reviewRoutes,
  holdingsRoute,
  handOverRoute,
];
