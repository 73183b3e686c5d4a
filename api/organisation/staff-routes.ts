import { z } from 'zod';
import type { StaffDocument } from '../../db/models.ts';
import { asMember, enterAbsence, findStaff, staffOf } from '../../db/staff.ts';
import { makesLoop } from '../../domain/stand-in.ts';
import type { Pack } from '../../packs/schema.ts';
import {
  commandNames,
  followedItemCommandNames,
  leadCommandNames,
  recordChangeCommandNames,
  surveyCycleCommandNames,
} from '../../packs/vocabulary.ts';
import { startAbsence } from '../../temporal/absences.ts';
import { once } from '../http/idempotency.ts';
import { ApiProblem, notFound } from '../http/problem.ts';
import { type Context, type Route, route } from '../http/route.ts';

const base = '/v1/organisations/{organisation}/staff';

const Absence = z.object({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  deputy: z.string(),
  scope: z.array(z.string()).optional(),
  enteredBy: z.string(),
});
const Member = z
  .object({
    staffId: z.string(),
    name: z.object({ ar: z.string(), en: z.string() }),
    roles: z.array(z.string()),
    groups: z.array(z.string()),
    departments: z.array(z.string()),
    absences: z.array(Absence),
  })
  .meta({ id: 'StaffMember' });

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
    method: 'post',
    path: `${base}/{staffId}/absences`,
    operationId: 'enterAbsence',
    summary: 'Enter an absence and who stands in: he may do what the absent person may, and is told instead',
    tag: 'staff',
    permission: mustLead,
    idempotent: true,
    body: z.strictObject({
      from: z.iso.datetime({ offset: true }),
      to: z.iso.datetime({ offset: true }),
      deputy: z.string().min(1).max(100),
      scope: z
        .array(
          z.enum([
            ...new Set([
              ...commandNames,
              ...recordChangeCommandNames,
              ...surveyCycleCommandNames,
              ...followedItemCommandNames,
              ...leadCommandNames,
            ]),
          ]),
        )
        .min(1)
        .optional()
        .meta({ description: 'The commands for which he stands in. Left out: everything.' }),
    }),
    examples: {
      'two-weeks': {
        summary: 'Two weeks of leave of development-fund.agent.1',
        value: { from: '2030-01-06T05:00:00Z', to: '2030-01-20T05:00:00Z', deputy: 'development-fund.agent.2' },
      },
    },
    replies: { 201: { description: 'Entered.', schema: Member } },
    handle: (context) =>
      once(context, async () => {
        const {
          dependencies: { database },
          pack,
          request,
          body,
          principal,
        } = context;
        const staffId = String(request.params.staffId);
        const person = await findStaff(database, pack.id, staffId);
        if (!person) throw notFound();
        const deputy = await findStaff(database, pack.id, body.deputy);
        const fault = absenceFault(pack, person, deputy, body, await staffOf(database, pack.id));
        if (fault) throw new ApiProblem('Invalid', 'The body is not valid.', { errors: [fault] });
        const [from, to] = [body.from, body.to].map((instant) => new Date(instant).toISOString());
        const { deputy: standIn, scope } = body;
        const place = { from: from ?? '', to: to ?? '', deputy: standIn, ...(scope ? { scope } : {}) };
        const absence = { ...place, enteredBy: principal.actor.id };
        const entered = await enterAbsence(database, person, absence);
        const begins = { organisation: pack.id, staffId, from: absence.from };
        await startAbsence(context.dependencies.temporal, begins, new Date(context.receivedAt));
        return { status: 201, body: memberOf(entered) };
      }),
  }),
];

function absenceFault(
  pack: Pack,
  person: StaffDocument,
  deputy: StaffDocument | null,
  body: { from: string; to: string; deputy: string },
  staff: StaffDocument[],
) {
  if (Date.parse(body.to) <= Date.parse(body.from)) return { path: 'to', message: 'must be after `from`' };
  if (!deputy?.active) return { path: 'deputy', message: 'is not on the staff of this organisation' };
  if (deputy._id === person._id) return { path: 'deputy', message: 'nobody stands in for himself' };
  if (makesLoop(person._id, body, staff.map(asMember))) {
    return { path: 'deputy', message: `is away meanwhile, and ${person._id} stands in at the end of that: a loop` };
  }
  const needed = person.roles.flatMap((role) => deputyRoles(pack, role)).find((role) => !deputy.roles.includes(role));
  return needed === undefined ? null : { path: 'deputy', message: `must be ${needed}: nobody else acts meanwhile` };
}

/** Roles that exist to act while somebody of this role is absent: only they may be named as deputies (N-19). */
function deputyRoles({ roles }: Pack, absent: string): string[] {
  return Object.entries(roles).flatMap(([name, { held }]) =>
    typeof held === 'object' && 'actsWhileAbsent' in held && held.actsWhileAbsent === absent ? [name] : [],
  );
}

function mustLead({ principal, pack }: Context): void {
  const leads = principal.actor.roles.some((role) => {
    const standard = pack.roles[role]?.as ?? role;
    return standard === 'supervisor' || standard === 'manager';
  });
  if (!leads) throw new ApiProblem('Forbidden', 'Absences are entered by a supervisor or a manager.');
}

function memberOf({ _id, name, roles, groups, departments, absences }: StaffDocument) {
  return { staffId: _id, name, roles, groups, departments, absences };
}
