import { z } from 'zod';
import { once } from '../../application/cases/idempotency.ts';
import { pageQuery } from '../../application/page-query.ts';
import { approveErasure, askErasure, listErasures, rejectErasure } from '../../application/privacy/erasures.ts';
import { actOnLegalHold, listLegalHolds } from '../../application/privacy/legal-holds.ts';
import { ownData } from '../../application/privacy/own-data.ts';
import { listRetentionActs, previewRetention } from '../../application/privacy/retention.ts';
import { mustApproveRecords, mustKeepRecords } from '../../application/privacy/rights.ts';
import { reasonOfLook } from '../../application/reason-of-look.ts';
import { keptClasses } from '../../packs/schema/retention.ts';
import { type Route, route } from '../http/route.ts';

const base = '/v1/organisations/{organisation}';
const tag = 'privacy';
const number = z.string().min(1).max(100).meta({
  description:
    'A customer, or the case of somebody who is none; of a representative the id of the words that say who they are.',
});
const Decided = z.object({ by: z.string(), at: z.iso.datetime() });

const Erasure = z.object({
  id: z.string(),
  number: z.string(),
  ground: z.string(),
  by: z.string(),
  at: z.iso.datetime(),
  dueAt: z.iso.datetime().meta({ description: 'Thirty days after the request came.' }),
  state: z.enum(['asked', 'approved', 'rejected', 'done']),
  decided: Decided.nullable(),
  keys: z.int().nullable().meta({ description: 'How many keys were destroyed, once it is done.' }),
});
const Asking = z.strictObject({
  number,
  ground: z.enum(['asked-by-person', 'retention-over']),
  receivedAt: z.iso.datetime().optional().meta({ description: 'When the person asked; left out: now.' }),
});
const HoldAct = z.object({ by: z.string(), at: z.iso.datetime(), held: z.boolean(), reason: z.string() });
const Holds = z.object({ items: z.array(z.object({ number: z.string(), held: z.boolean(), acts: z.array(HoldAct) })) });
const Holding = z.strictObject({ number, held: z.boolean(), reason: z.string().trim().min(3).max(1000) });
const OwnData = z.object({
  number: z.string(),
  customers: z.array(z.string()),
  cases: z.array(z.string()),
  entries: z.array(
    z.object({
      ...{ id: z.string(), of: z.string(), at: z.string(), content: z.unknown(), erased: z.boolean() },
      sealed: z.literal(true).optional().meta({ description: 'Nobody reads it yet: the content is empty.' }),
    }),
  ),
});

const Kept = z.object({
  kept: z.enum(keptClasses),
  days: z.int(),
  source: z.string().meta({ description: 'The rule that says so, or `ours`.' }),
  count: z.int(),
  numbers: z.array(z.string()).meta({ description: 'The first hundred, without those that you may not know of.' }),
});
const GoneItem = z.object({
  ...{ kept: z.string(), number: z.string(), since: z.string(), at: z.iso.datetime(), days: z.int() },
  ...{
    policyVersion: z.int(),
    destroyed: z.int().nullable().meta({ description: 'How many keys or documents; null while it is going.' }),
  },
});
const Gone = z.object({ items: z.array(GoneItem), nextCursor: z.string().nullable() });

function decision(name: 'approve' | 'reject', summary: string, decide: typeof approveErasure): Route {
  return route({
    method: 'post',
    path: `${base}/erasures/{erasure}/${name}`,
    operationId: `${name}Erasure`,
    summary,
    tag,
    permission: mustApproveRecords,
    idempotent: true,
    replies: { 200: { description: 'The erasure as it stands.', schema: Erasure } },
    handle: (context) => once(context, async () => ({ status: 200, body: await decide(context) })),
  });
}

/** What a person may ask of those who keep their data, and what holds it up. */
export const privacyRoutes: Route[] = [
  route({
    method: 'get',
    path: `${base}/erasures`,
    operationId: 'listErasures',
    summary: 'Requests to erase what is known of a person, the nearest due instant first',
    tag,
    permission: mustKeepRecords,
    replies: { 200: { description: 'The requests.', schema: z.object({ items: z.array(Erasure) }) } },
    handle: async (context) => ({ status: 200, body: { items: await listErasures(context) } }),
  }),
  route({
    method: 'post',
    path: `${base}/erasures`,
    operationId: 'askErasure',
    summary: 'Ask that what is known of a person be erased; another person approves it',
    tag,
    permission: mustKeepRecords,
    idempotent: true,
    body: Asking,
    examples: {
      asked: { summary: 'The person has asked', value: { number: 'SB-P-00000-000000', ground: 'asked-by-person' } },
    },
    replies: { 201: { description: 'It is asked for; nothing is erased yet.', schema: Erasure } },
    handle: (context) => once(context, async () => ({ status: 201, body: await askErasure(context) })),
  }),
  decision('approve', 'Destroy the keys of a person: their words and contacts can be read no more', approveErasure),
  decision('reject', 'Refuse to erase what is known of a person', rejectErasure),
  route({
    method: 'get',
    path: `${base}/legal-holds`,
    operationId: 'listLegalHolds',
    summary: 'Whose data may not be erased, who has said so, and why',
    tag,
    permission: mustApproveRecords,
    replies: { 200: { description: 'Every hold there is or was.', schema: Holds } },
    handle: async (context) => ({ status: 200, body: { items: await listLegalHolds(context) } }),
  }),
  route({
    method: 'post',
    path: `${base}/legal-holds`,
    operationId: 'actOnLegalHold',
    summary: 'Set or lift a legal hold: what it is on is not erased',
    tag,
    permission: mustApproveRecords,
    idempotent: true,
    body: Holding,
    examples: {
      set: {
        summary: 'Set',
        value: { number: 'SB-P-00000-000000', held: true, reason: 'أمر المحكمة رقم ١٢ (مثال).' },
      },
    },
    replies: { 200: { description: 'All holds.', schema: Holds } },
    handle: (context) => once(context, async () => ({ status: 200, body: { items: await actOnLegalHold(context) } })),
  }),
  route({
    method: 'get',
    path: `${base}/retention`,
    operationId: 'previewRetention',
    summary: 'How long the policy keeps what is over, and what of it would go now: nothing goes by asking',
    tag,
    permission: mustApproveRecords,
    replies: { 200: { description: 'Every class.', schema: z.object({ items: z.array(Kept) }) } },
    handle: async (context) => ({ status: 200, body: { items: await previewRetention(context) } }),
  }),
  route({
    method: 'get',
    path: `${base}/retention/acts`,
    operationId: 'listRetentionActs',
    summary: 'What has gone since its time was over, the latest first',
    tag,
    permission: mustApproveRecords,
    query: z.object(pageQuery),
    replies: { 200: { description: 'What has gone.', schema: Gone } },
    handle: async (context) => ({ status: 200, body: await listRetentionActs(context) }),
  }),
  route({
    method: 'get',
    path: `${base}/own-data/{number}`,
    operationId: 'getOwnData',
    summary: 'Everything that is kept of a person, for that person; the look is recorded',
    tag,
    permission: mustApproveRecords,
    query: z.object({ reason: reasonOfLook }),
    replies: { 200: { description: 'What is kept.', schema: OwnData } },
    handle: async (context) => ({ status: 200, body: await ownData(context) }),
  }),
];
