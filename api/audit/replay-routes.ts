import { z } from 'zod';
import { askReplay, listReplays, mustReplay, readReplay } from '../../application/audit/replays.ts';
import { pageQuery } from '../../application/page-query.ts';
import { type Route, route } from '../http/route.ts';

const one = '/v1/organisations/{organisation}/cases/{number}';
const tag = 'audit';
const instant = z.iso.datetime();
const sequences = z.array(z.int());
const checked = z.object({ of: z.int(), changed: z.array(z.string()) });

const InShort = z.object({
  id: z.string(),
  number: z.string(),
  by: z.string().meta({ description: 'Staff id of who asked.' }),
  askedAt: instant,
  endedAt: instant.nullable().meta({ description: 'Null while it is being made.' }),
  workflowCode: z.string().nullable().meta({ description: 'SHA-256 of the workflow code that was executed.' }),
  holds: z.boolean().nullable().meta({ description: 'True if everything is as the histories say.' }),
  failed: z.string().nullable().meta({ description: 'Why there is no result.' }),
});

const Deadline = z.object({
  clock: z.string(),
  source: z.string().meta({ description: 'The clause of the clock.' }),
  event: z.int().meta({ description: 'Sequence of the event that gave the due instant.' }),
  calendar: z.int().meta({ description: 'Version of the calendar that it counted by.' }),
  dueAt: instant.nullable(),
  holds: z.boolean(),
  question: z.unknown(),
  answer: z.unknown().meta({ description: 'With every day that was counted or skipped. Null: the calendar is gone.' }),
});

const CaseReplayed = z.object({
  kind: z.string(),
  number: z.string(),
  relation: z.enum(['itself', 'parent', 'child']),
  holds: z.boolean(),
  runs: z.array(z.object({ outcome: z.enum(['match', 'differs', 'missing', 'changed']), told: z.string() })),
  events: z.int(),
  stored: z.boolean().meta({ description: 'False if the projection is gone.' }),
  difference: z
    .object({ at: z.string(), field: z.string(), replayed: z.unknown(), stored: z.unknown() })
    .nullable()
    .meta({ description: 'The first entry that is stored otherwise than the rules make it of the history.' }),
  chainBreaksAt: z.int().nullable().meta({ description: 'The first event at which the chain of digests breaks.' }),
  unsealed: sequences.meta({ description: 'Events whose seal does not hold.' }),
  unproven: sequences.meta({ description: 'Events that do not prove who did them.' }),
  words: checked.meta({ description: 'Words whose digest does not hold any more, by id.' }),
  documents: checked,
  deadlines: z.array(Deadline),
});

const Replay = InShort.extend({
  cases: z.array(CaseReplayed),
  hidden: z.int().meta({ description: 'Related cases that you may not know of.' }),
}).meta({ id: 'Replay' });

export const replayRoutes: Route[] = [
  route({
    method: 'post',
    path: `${one}/replay`,
    operationId: 'replayCase',
    summary: 'Replay the case with its parent and children, and hold what is stored against the histories (X-03)',
    tag,
    permission: mustReplay,
    ofCase: 'Case',
    idempotent: true,
    body: z.strictObject({}),
    examples: { example: { summary: 'Replay it', value: {} } },
    replies: {
      200: { description: 'Made, and kept: what it found.', schema: Replay },
      202: { description: 'A worker is making it; ask for it at `Location`.', schema: Replay },
    },
    async handle(context) {
      const replay = await askReplay(context);
      const { pack, found } = context;
      const headers = { Location: `/v1/organisations/${pack.id}/cases/${found.number}/replays/${replay.id}` };
      return { status: replay.endedAt ? 200 : 202, headers, body: replay };
    },
  }),
  route({
    method: 'get',
    path: `${one}/replays`,
    operationId: 'listReplays',
    summary: 'The replays of the case that were asked for: by whom, when, and whether everything held',
    tag,
    permission: mustReplay,
    ofCase: 'Case',
    query: z.object(pageQuery),
    replies: {
      200: {
        description: 'A page, the last one first.',
        schema: z.object({ items: z.array(InShort), nextCursor: z.string().nullable() }),
      },
    },
    handle: async (context) => ({ status: 200, body: await listReplays(context) }),
  }),
  route({
    method: 'get',
    path: `${one}/replays/{replay}`,
    operationId: 'getReplay',
    summary: 'What a replay found: the first difference, chain, seals, signatures, words, documents and each deadline',
    tag,
    permission: mustReplay,
    ofCase: 'Case',
    replies: { 200: { description: 'The replay.', schema: Replay } },
    handle: async (context) => ({ status: 200, body: await readReplay(context) }),
  }),
];
