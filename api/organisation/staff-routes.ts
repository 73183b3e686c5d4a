import { z } from 'zod';
import { personOf } from '../../application/organisation/change-staff.ts';
import { staffOf } from '../../db/staff.ts';
import { rightsOf } from '../../packs/rights.ts';
import { ApiProblem } from '../http/problem.ts';
import { type Context, type Route, route } from '../http/route.ts';
import { absenceRoutes } from './absence-routes.ts';
import { Member, memberOf } from './staff-schema.ts';

const base = '/v1/organisations/{organisation}/staff';

const Fact = z.object({
  id: z.string(),
  type: z.string(),
  at: z.iso.datetime(),
  by: z.string(),
  detail: z.record(z.string(), z.unknown()),
  previous: z.string().meta({ description: 'The digest of the fact before it.' }),
  digest: z.string(),
});

export const staffRoutes: Route[] = [
  route({
    method: 'get',
    path: base,
    operationId: 'listStaff',
    summary: 'Who works here, in which role, and who is away',
    tag: 'staff',
    permission: 'signed-in',
    replies: { 200: { description: 'The staff directory.', schema: z.object({ items: z.array(Member) }) } },
    async handle({ dependencies, pack }) {
      const items = await staffOf(dependencies.database, pack.id);
      return { status: 200, body: { items: items.map(memberOf) } };
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
];

/** The person, the independent role, managers, and everybody who may see the audit trail. */
function mustReviewOrBe({ principal, pack, request }: Context): void {
  const { id, roles } = principal.actor;
  const rights = rightsOf(pack);
  const reviews = roles.some(
    (role) => role === pack.independentRole.role || pack.roles[role]?.as === 'manager' || rights[role]?.audit,
  );
  if (id !== request.params.staffId && !reviews) {
    throw new ApiProblem('Forbidden', 'The person, managers, the independent role and auditors see this.');
  }
}
