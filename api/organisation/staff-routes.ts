import { z } from 'zod';
import { personOf } from '../../application/organisation/change-staff.ts';
import { Refused } from '../../application/refused.ts';
import { everybodyOf, staffOf } from '../../db/staff.ts';
import { rightsOf } from '../../packs/rights.ts';
import { type Context, type Route, route } from '../http/route.ts';
import { absenceRoutes } from './absence-routes.ts';
import { handOverRoute } from './hand-over-route.ts';
import { holdingsRoute } from './holdings-route.ts';
import { lifeCycleRoutes } from './life-cycle-routes.ts';
import { reviewRoutes } from './review-routes.ts';
import { Fact, Member, memberOf } from './staff-schema.ts';

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
    async handle({ dependencies: { database }, pack, query, receivedAt }) {
      const items = await (query.of === 'ever' ? everybodyOf : staffOf)(database, pack.id);
      return { status: 200, body: { items: items.map((person) => memberOf(person, receivedAt)) } };
    },
  }),
  route({
    method: 'get',
    path: `${base}/{staffId}/facts`,
    operationId: 'listStaffFacts',
    summary: 'What has happened to somebody’s place and rights: absences, deputies, and who gave or took them',
    tag: 'staff',
    permission: mustReviewOrBe,
    replies: { 200: { description: 'Every fact, oldest first.', schema: z.object({ items: z.array(Fact) }) } },
    async handle(context) {
      const { facts = [] } = await personOf(context);
      return { status: 200, body: { items: facts } };
    },
  }),
  ...absenceRoutes,
  ...lifeCycleRoutes,
  ...reviewRoutes,
  holdingsRoute,
  handOverRoute,
];

/** The person, the independent role, managers, and everybody who may see the audit trail. */
function mustReviewOrBe({ principal, pack, request }: Context): void {
  const { id, roles } = principal.actor;
  const rights = rightsOf(pack);
  const reviews = roles.some(
    (role) => role === pack.independentRole.role || pack.roles[role]?.as === 'manager' || rights[role]?.audit,
  );
  if (id !== request.params.staffId && !reviews) {
    throw new Refused('Forbidden', 'The person, managers, the independent role and auditors see this.');
  }
}
