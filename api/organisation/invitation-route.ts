import { z } from 'zod';
import { once } from '../../application/cases/idempotency.ts';
import { invite } from '../../application/organisation/invite.ts';
import { type Route, route } from '../http/route.ts';
import { Member } from './staff-schema.ts';

const name = z.string().trim().min(1).max(200);
const names = z.array(z.string().min(1).max(100)).max(50);

const InvitationBody = z.strictObject({
  staffId: z
    .string()
    .max(100)
    .regex(/^[a-z0-9]+([._-][a-z0-9]+)*$/, 'small letters, digits, and single dots or dashes between them')
    .meta({ description: 'Begins with the organisation’s id and a dot. Also the name to sign in with.' }),
  name: z.strictObject({ ar: name, en: name }),
  email: z.email().max(200),
  phone: z.string().max(30).default(''),
  language: z.enum(['ar', 'en']).default('ar'),
  roles: names.min(1),
  groups: names,
  departments: names.optional().meta({ description: 'Left out: those of the groups.' }),
});

export const invitationRoute: Route = route({
  method: 'post',
  path: '/v1/organisations/{organisation}/staff',
  operationId: 'inviteStaff',
  summary: 'Invite somebody: a second person confirms it, and only then the person gets a code to come in',
  tag: 'staff',
  permission: 'signed-in',
  idempotent: true,
  body: InvitationBody,
  examples: {
    agent: {
      summary: 'A new colleague',
      value: {
        staffId: '{organisation}.sara',
        name: { ar: 'سارة (مثال)', en: 'Sara (example)' },
        email: 'sara@example.com',
        roles: ['agent'],
        groups: [],
      },
    },
  },
  replies: { 201: { description: 'Proposed; it gives no rights yet.', schema: Member } },
  handle: (context) => once(context, async () => ({ status: 201, body: await invite(context, context.body) })),
});
