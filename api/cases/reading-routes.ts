import { z } from 'zod';
import { clockProof } from '../../application/cases/clock-proof.ts';
import { forRights } from '../../application/cases/find-case.ts';
import { withFollowers } from '../../application/cases/followers.ts';
import { freshCase, projectedCase } from '../../application/cases/fresh-case.ts';
import { lookAtWords } from '../../application/cases/grant-text-access.ts';
import { ListQuery, listCases } from '../../application/cases/list-cases.ts';
import { withReadableEvents, withReadableLinks } from '../../application/cases/redact-links.ts';
import { viewFor } from '../../application/cases/view-for.ts';
import { Refused } from '../../application/refused.ts';
import { eventIn, storedEvents } from '../../db/cases.ts';
import { noticesOfCase } from '../../db/notices.ts';
import { sealHolds } from '../../db/seals.ts';
import { readWords, wordsDigest } from '../../db/vault.ts';
import { chainHolds } from '../../domain/event.ts';
import { mayInspect } from '../../domain/rights.ts';
import { type Context, type Route, route } from '../http/route.ts';
import { auditRoute } from './audit-route.ts';
import { seenRoute } from './seen-route.ts';
import { CaseList, CaseViewSchema } from './view-schema.ts';

/** What can be read of cases, under the address of their kind and, for every kind, under `cases`. */
export function caseReadingRoutes(base: string, tag: string, kind: string | null): Route[] {
  const Name = kind === null ? 'Case' : kind.replace(/^./, (letter) => letter.toUpperCase());
  const one = `${base}/{number}`;
  return [
    route({
      method: 'get',
      path: base,
      operationId: `list${Name}s`,
      summary: 'List, those with priority and the nearest due instant first (G-01)',
      tag,
      permission: 'signed-in',
      query: ListQuery,
      replies: { 200: { description: 'A page of cases.', schema: CaseList } },
      handle: async (context) => ({ status: 200, body: await listCases(context, { kind, query: context.query }) }),
    }),
    route({
      method: 'get',
      path: one,
      operationId: `get${Name}`,
      summary: 'One case, without words; with `atLeast` not before that revision can be read',
      tag,
      permission: 'signed-in',
      ofCase: Name,
      query: z.object({ atLeast: z.coerce.number().int().positive().optional() }),
      replies: { 200: { description: 'The view.', schema: CaseViewSchema } },
      async handle(context) {
        const fresh = await freshCase(context, context.query.atLeast ?? 0);
        const { actor } = context.principal;
        const view = await withFollowers(context, fresh);
        const [shown] = await withReadableLinks(context.dependencies, actor, [
          viewFor(view, actor, subjectOf(context)),
        ]);
        return { status: 200, body: shown };
      },
    }),
    route({
      method: 'get',
      path: `${one}/words`,
      operationId: `get${Name}Words`,
      summary: 'What the customer and the staff wrote; each look is recorded (F-10)',
      tag,
      permission: 'signed-in',
      ofCase: Name,
      query: z.object({ reason: z.string().max(500).optional() }),
      replies: { 200: { description: 'The words, oldest first.', schema: z.object({ words: z.array(z.unknown()) }) } },
      handle: wordsOf,
    }),
    route({
      method: 'get',
      path: `${one}/timeline`,
      operationId: `get${Name}Timeline`,
      summary:
        'Everything that happened, who did it, when, under which version; and whether its chain of digests holds',
      tag,
      permission: 'signed-in',
      ofCase: Name,
      replies: {
        200: {
          description: 'The timeline.',
          schema: z.object({
            events: z.array(z.unknown()),
            chainHolds: z.boolean().meta({ description: 'No event was changed, put in or taken out.' }),
            sealHolds: z.boolean().meta({
              description: 'The product wrote each event: its seal cannot be made by whoever can write here.',
            }),
            notices: z.array(z.unknown()),
            projected: z.boolean().meta({ description: 'False while something that was done is not in it yet.' }),
          }),
        },
      },
      async handle(context) {
        const { dependencies, principal } = context;
        const found = await projectedCase(context);
        const { organisation, number } = found;
        const stored = await storedEvents(dependencies.database, found);
        const all = stored.map(eventIn);
        const events = await withReadableEvents(dependencies, principal.actor, found, all);
        const notices = await noticesOfCase(dependencies.database, organisation, number);
        const projected = found.revision >= found.view.revision;
        const isSealed = stored.every((event) => sealHolds(dependencies.secret, event));
        const proofs = { chainHolds: chainHolds(all), sealHolds: isSealed };
        return { status: 200, body: { events, ...proofs, notices, projected } };
      },
    }),
    route({
      method: 'get',
      path: `${one}/clocks/{clock}/proof`,
      operationId: `get${Name}ClockProof`,
      summary: 'How a due instant was worked out: every day counted or skipped, and why',
      tag,
      permission: (context) => {
        if (!mayInspect(context.principal.actor, 'proofs', subjectOf(context))) {
          throw new Refused('Forbidden', 'your role may not see proofs');
        }
      },
      ofCase: Name,
      replies: {
        200: {
          description: 'Question and answer, as `npm run deadline` takes and gives them.',
          schema: z.object({ question: z.unknown(), answer: z.unknown(), extension: z.unknown() }),
        },
      },
      handle: async (context) => ({ status: 200, body: await clockProof(context) }),
    }),
    auditRoute(one, tag, Name),
    seenRoute(one, tag, Name),
  ];
}

function subjectOf({ dependencies, found }: Pick<Context, 'dependencies' | 'found'>) {
  return forRights(dependencies.packs, found);
}

async function wordsOf(context: Context<{ reason?: string | undefined }>) {
  const { dependencies } = context;
  const found = await projectedCase(context);
  const entries = await readWords(dependencies.database, found.words);
  // Words of a complaint that was merged into this one, or that this one was split from, are looked at there as well.
  await lookAtWords(
    context,
    'words',
    entries.map((entry) => entry.number),
  );
  const words = entries.map(({ _id, createdAt, digest, nonce, content }) => {
    const digestHolds = digest === wordsDigest(nonce, content);
    return { id: _id, at: createdAt, digest, digestHolds, content };
  });
  return { status: 200, body: { words } };
}
