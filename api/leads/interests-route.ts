/** Donors' interests beside the programmes that there are, for strategic planning (N-24). */

import { z } from 'zod';
import { once } from '../../application/cases/idempotency.ts';
import { mustReadInterests, readInterests, recordDiscussion } from '../../application/leads/donor-interests.ts';
import { wordingSchema } from '../../application/wording-schema.ts';
import { type Route, route } from '../http/route.ts';

const Discussed = z.object({ on: z.string(), with: z.string(), by: z.string(), recordedAt: z.iso.datetime() });

const Interests = z.object({
  interests: z.array(z.object({ interest: z.string(), donors: z.array(z.string()) })),
  programmes: z.array(
    z.object({
      code: z.string(),
      name: wordingSchema,
      endsOn: z.string().nullable(),
      fundingNeeded: z.string().nullable(),
      contributed: z.string(),
      openLeads: z.int(),
    }),
  ),
  discussed: z
    .array(Discussed)
    .meta({ description: 'When they were put before whoever plans programmes; the last first.' }),
});

export const interestsRoute: Route = route({
  method: 'get',
  path: '/v1/organisations/{organisation}/donor-interests',
  operationId: 'listDonorInterests',
  summary: 'What donors care for, by how many, beside the programmes and their funding (N-24)',
  tag: 'leads',
  permission: mustReadInterests,
  replies: { 200: { description: 'The interest of most donors first.', schema: Interests } },
  handle: async (context) => ({ status: 200, body: await readInterests(context) }),
});

const Discussion = z.strictObject({
  on: z.iso.date().meta({ description: 'The day on which they were discussed; not a day to come.' }),
  with: z.string().min(1).max(200).meta({ description: 'Staff id of somebody else who reads them.' }),
});

/** That the interests were put before strategic planning and discussed is itself on record (3.1.12). */
export const interestsDiscussedRoute: Route = route({
  method: 'post',
  path: '/v1/organisations/{organisation}/donor-interests/discussions',
  operationId: 'recordInterestsDiscussion',
  summary: 'Record that donors’ interests were put before somebody who plans programmes, and discussed (N-24)',
  tag: 'leads',
  permission: mustReadInterests,
  idempotent: true,
  body: Discussion,
  examples: {
    example: {
      summary: 'With strategic planning',
      value: { on: '2026-01-05', with: '{organisation}.strategic-planning.1' },
    },
  },
  replies: { 201: { description: 'It is on record.', schema: Discussed } },
  handle: (context) => once(context, async () => ({ status: 201, body: await recordDiscussion(context) })),
});
