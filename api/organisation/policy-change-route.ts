import { z } from 'zod';
import { policyChangeLog } from '../../application/policies/change-log.ts';
import { wordingSchema } from '../../application/wording-schema.ts';
import { route } from '../http/route.ts';

const Change = z.object({
  serial: z.int().meta({ description: 'The serial number: that of the version.' }),
  approvedAt: z.iso.datetime(),
  approvedBy: z.string(),
  case: z.string().meta({ description: 'The number of the procedure.' }),
  from: z.iso.datetime().nullable().meta({ description: 'From when new cases follow it.' }),
  until: z.iso.datetime().nullable().meta({ description: 'Of a memo: its end.' }),
  replaces: z.int().nullable().meta({ description: 'The version that it replaces.' }),
  places: z.array(z.object({ rule: z.string().nullable(), clause: z.string().nullable(), paths: z.array(z.string()) })),
  summary: wordingSchema,
});

export const policyChangeRoute = route({
  method: 'get',
  path: '/v1/organisations/{organisation}/policy-changes',
  operationId: 'listPolicyChanges',
  summary: 'The log of changes of the policy: date, serial number, place and summary of each, the newest first (N-01)',
  tag: 'policy',
  permission: 'signed-in',
  replies: { 200: { description: 'The log.', schema: z.object({ changes: z.array(Change) }) } },
  handle: async ({ dependencies: { database }, pack }) => ({
    status: 200,
    body: { changes: await policyChangeLog(database, pack.id) },
  }),
});
