import { z } from 'zod';
import type { CaseView } from '../../domain/view.ts';
import type { Context } from '../http/route.ts';
import { type Route, route } from '../http/route.ts';
import { listCases } from './list-cases.ts';
import { CaseViewSchema } from './view-schema.ts';

const WorkQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(300).optional(),
});

const WorkItem = CaseViewSchema.extend({
  why: z.enum(['yours', 'unowned', 'escalated']).meta({ description: 'Why it waits for you.' }),
});

/** Statuses in which somebody of the organisation has the next step. */
const waitingForStaff = ['received', 'open'];

/** "My work" (C-02, C-07): what I own, what nobody in my groups owns yet, and what was escalated to me. */
export const workRoutes: Route[] = [
  route({
    method: 'get',
    path: '/v1/organisations/{organisation}/work',
    operationId: 'listWork',
    summary: 'What waits for me, those with priority and the nearest due instant first',
    tag: 'cases',
    permission: 'signed-in',
    query: WorkQuery,
    replies: {
      200: {
        description: 'My queue.',
        schema: z.object({ items: z.array(WorkItem), nextCursor: z.string().nullable() }),
      },
    },
    async handle(context) {
      const { id, groups } = context.principal.actor;
      const mine = {
        $or: [{ 'view.owner': id }, { 'view.owner': null, group: { $in: groups } }, { 'view.clocks.rungs.told': id }],
      };
      const { items, nextCursor } = await listCases(context, {
        kind: null,
        query: context.query,
        and: [{ 'view.status': { $in: waitingForStaff } }, mine],
      });
      return {
        status: 200,
        body: { items: items.map((view) => ({ ...view, why: whyFor(view, context) })), nextCursor },
      };
    },
  }),
];

function whyFor(view: CaseView, { principal }: Pick<Context, 'principal'>): 'yours' | 'unowned' | 'escalated' {
  const { id } = principal.actor;
  if (view.owner === id) return 'yours';
  const told = view.clocks.some(({ rungs }) => rungs.some((rung) => rung.told.includes(id)));
  return told ? 'escalated' : 'unowned';
}
