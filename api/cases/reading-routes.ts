import { z } from 'zod';
import { clockProof } from '../../application/cases/clock-proof.ts';
import { ListQuery, listCases } from '../../application/cases/reading/list-cases.ts';
import { mustSeeProofs, readTimeline, readView, readWordsOfCase } from '../../application/cases/reading/read-case.ts';
import { reasonOfLook } from '../../application/reason-of-look.ts';
import { wholeNumber } from '../../application/whole-number.ts';
import { type Route, route } from '../http/route.ts';
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
      query: z.object({ atLeast: wholeNumber(z.coerce.number().int().positive().optional()) }),
      replies: { 200: { description: 'The view.', schema: CaseViewSchema } },
      handle: async (context) => ({ status: 200, body: await readView(context, context.query.atLeast ?? 0) }),
    }),
    route({
      method: 'get',
      path: `${one}/words`,
      operationId: `get${Name}Words`,
      summary: 'What the customer and the staff wrote; each look is recorded (F-10)',
      tag,
      permission: 'signed-in',
      ofCase: Name,
      query: z.object({ reason: reasonOfLook }),
      replies: { 200: { description: 'The words, oldest first.', schema: z.object({ words: z.array(z.unknown()) }) } },
      handle: async (context) => ({ status: 200, body: { words: await readWordsOfCase(context) } }),
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
            unproven: z.array(z.int()).meta({
              description:
                'Events that do not prove who did them: nobody has signed their commands, or what other cases told.',
            }),
            notices: z.array(z.unknown()),
            projected: z.boolean().meta({ description: 'False while something that was done is not in it yet.' }),
          }),
        },
      },
      handle: async (context) => ({ status: 200, body: await readTimeline(context) }),
    }),
    route({
      method: 'get',
      path: `${one}/clocks/{clock}/proof`,
      operationId: `get${Name}ClockProof`,
      summary: 'How a due instant was worked out: every day counted or skipped, and why',
      tag,
      permission: mustSeeProofs,
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
