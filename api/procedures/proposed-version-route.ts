import { z } from 'zod';
import { readProposedVersion } from '../../application/procedures/proposed-version.ts';
import { reasonOfLook } from '../../application/reason-of-look.ts';
import { route } from '../http/route.ts';
import { Differences } from '../organisation/policy-version-routes.ts';

const CalendarDifferences = z.array(
  z.object({
    what: z
      .enum(['holiday', 'weekday', 'zone', 'knownUntil'])
      .meta({ description: '`holiday`: or other hours for a time.' }),
    kind: z.enum(['added', 'removed', 'moved', 'changed']),
    name: z.string().nullable().meta({ description: 'Of a holiday its name, of a weekday `sun` to `sat`.' }),
    before: z.unknown(),
    after: z.unknown(),
    changesPassedDays: z.boolean().meta({
      description: 'True if it changes the opening hours of a day that has passed. Such a version is not published.',
    }),
  }),
);

const ProposedVersion = z.object({
  step: z.string().meta({ description: 'The step in which it was handed in.' }),
  calendar: z
    .string()
    .nullable()
    .meta({ description: 'The name of the calendar; null: it is a version of the policy.' }),
  version: z.int(),
  digest: z.string().meta({ description: 'SHA-256 of the whole version and its term.' }),
  base: z.int().meta({ description: 'The version that it is made from.' }),
  baseHash: z.string(),
  from: z.iso.datetime().nullable().meta({ description: 'Null: from its approval.' }),
  until: z.iso.datetime().nullable().meta({ description: 'Of a memo: its end.' }),
  replaces: z.int().nullable().meta({ description: 'Of a memo: the version of the memo that it replaces.' }),
  ifMatch: z.string().nullable().meta({ description: 'What an approval names; null if none is waited for.' }),
  text: z.string(),
  differences: Differences.meta({ description: 'Of a policy.' }),
  calendarDifferences: CalendarDifferences.meta({ description: 'Of a calendar.' }),
  problems: z.array(z.object({ name: z.string(), line: z.int().nullable(), message: z.string() })).meta({
    description: 'What stands in its way now. With any of them it would go back to who proposed it.',
  }),
  publishedFrom: z.iso.datetime().nullable().meta({ description: 'From when it is in force, once it is published.' }),
});

export const proposedVersionRoute = route({
  method: 'get',
  path: '/v1/organisations/{organisation}/procedures/{number}/proposed-version',
  operationId: 'getProposedVersion',
  summary: 'The version that is proposed: what it changes, by clause or by day, and what stands in its way (N-01)',
  tag: 'procedures',
  permission: 'signed-in',
  ofCase: 'Procedure',
  query: z.object({ reason: reasonOfLook }),
  replies: { 200: { description: 'The proposed version as it stands.', schema: ProposedVersion } },
  handle: async (context) => ({ status: 200, body: await readProposedVersion(context) }),
});
