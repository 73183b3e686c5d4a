import { z } from 'zod';
import { once } from '../../application/cases/idempotency.ts';
import { approveEntry, declineEntry, proposeEntry, retireEntry } from '../../application/knowledge/keep-knowledge.ts';
import { KnowledgeListQuery, listEntries, readEntry, shownEntry } from '../../application/knowledge/read-knowledge.ts';
import { mustApprove, mustPropose } from '../../application/knowledge/who-may.ts';
import { type Context, type Route, route } from '../http/route.ts';
import { Entry, ListedEntry } from './entry-schema.ts';

const base = '/v1/organisations/{organisation}/knowledge';
const tag = 'knowledge';

const words = (most: number) => z.string().trim().min(1).max(most);
const wording = (most: number) => z.strictObject({ ar: words(most), en: words(most) });
const reason = z.strictObject({ reason: words(1000) });

const Proposal = z.strictObject({
  after: z.int().min(0).meta({ description: 'The latest version that you have seen; 0 for a new entry.' }),
  categories: z.array(z.string().max(100)).max(50).default([]).meta({ description: 'None: it is for every category.' }),
  question: wording(300),
  answer: wording(4000),
  source: z.string().max(60).nullable().default(null).meta({
    description: 'Number of a closed complaint that it is written after. Nothing of its words is taken.',
  }),
});

const example = {
  after: 0,
  categories: [],
  question: { ar: 'متى يصلني الرد على شكواي؟', en: 'When do I get an answer to my complaint?' },
  answer: {
    ar: 'تصلكم رسالة عند استلام الشكوى تذكر موعد الرد.',
    en: 'The message by which we confirm your complaint names the day.',
  },
};

/** Carries a change out once, and shows the entry as it is then. */
const changing =
  (status: number, change: (context: Context) => ReturnType<typeof proposeEntry>) => (context: Context) =>
    once(context, async () => ({ status, body: await shownEntry(context, await change(context)) }));

/** What is asked often, with answers that one person writes and another approves (F-08, N-16, G-10). */
export const knowledgeRoutes: Route[] = [
  route({
    method: 'get',
    path: base,
    operationId: 'listKnowledge',
    summary: 'What is asked often: entries past their review first, then by its date (F-08, N-16)',
    tag,
    permission: 'signed-in',
    query: KnowledgeListQuery,
    replies: {
      200: {
        description: 'A page. Proposals are shown to those who write and approve, and to auditors.',
        schema: z.object({ items: z.array(ListedEntry), nextCursor: z.string().nullable() }),
      },
    },
    handle: async (context) => ({ status: 200, body: await listEntries(context) }),
  }),
  route({
    method: 'get',
    path: `${base}/{entry}`,
    operationId: 'getKnowledge',
    summary: 'One entry with every version: who wrote it, who approved it, and when',
    tag,
    permission: 'signed-in',
    replies: { 200: { description: 'The entry.', schema: Entry } },
    handle: async (context) => ({ status: 200, body: await readEntry(context) }),
  }),
  route({
    method: 'post',
    path: `${base}/{entry}/propose`,
    operationId: 'proposeKnowledge',
    summary: 'Propose a new entry under a name of its own, or a change of one, perhaps after a closed complaint (F-08)',
    tag,
    permission: mustPropose,
    idempotent: true,
    body: Proposal,
    examples: { example: { summary: 'A question that comes often', value: example } },
    replies: { 200: { description: 'It waits for another person.', schema: Entry } },
    handle: changing(200, (context) => proposeEntry(context, context.body as z.output<typeof Proposal>)),
  }),
  route({
    method: 'post',
    path: `${base}/{entry}/approve`,
    operationId: 'approveKnowledge',
    summary: 'Approve the proposal that you have read: everybody may read it (N-16)',
    tag,
    permission: mustApprove,
    idempotent: true,
    ifMatch: 'required',
    body: z.strictObject({
      nextReviewOn: z.iso.date().nullable().default(null).meta({ description: 'Left out: in a year, the latest day.' }),
    }),
    examples: { example: { summary: 'To be looked at again in a year', value: { nextReviewOn: null } } },
    replies: { 200: { description: 'It is published.', schema: Entry } },
    handle: changing(200, (context) => approveEntry(context, context.body as { nextReviewOn: string | null })),
  }),
  route({
    method: 'post',
    path: `${base}/{entry}/decline`,
    operationId: 'declineKnowledge',
    summary: 'Decline the proposal that you have read; what is published stays',
    tag,
    permission: mustApprove,
    idempotent: true,
    ifMatch: 'required',
    body: reason,
    examples: { example: { summary: 'It says too little', value: { reason: 'لا يذكر المدة (مثال)' } } },
    replies: { 200: { description: 'It is declined.', schema: Entry } },
    handle: changing(200, (context) => declineEntry(context, (context.body as { reason: string }).reason)),
  }),
  route({
    method: 'post',
    path: `${base}/{entry}/retire`,
    operationId: 'retireKnowledge',
    summary: 'Take the published version back; its versions are kept',
    tag,
    permission: mustApprove,
    idempotent: true,
    body: reason,
    examples: { example: { summary: 'The service has ended', value: { reason: 'انتهت الخدمة (مثال)' } } },
    replies: { 200: { description: 'Nobody outside reads it any more.', schema: Entry } },
    handle: changing(200, (context) => retireEntry(context, (context.body as { reason: string }).reason)),
  }),
];
