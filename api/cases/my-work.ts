/** "My tickets" (C-02, C-07): what waits for one person, why, and whether something has happened since he last looked. */
import type { QueryFilter } from 'mongoose';
import { z } from 'zod';
import { seenRevisions } from '../../db/last-looks.ts';
import type { CaseDocument } from '../../db/models.ts';
import type { Actor } from '../../domain/command.ts';
import type { Appointment } from '../../domain/complaint/aspects/appointments.ts';
import type { CaseView } from '../../domain/view.ts';
import type { Pack } from '../../packs/schema.ts';
import type { Context } from '../http/route.ts';
import { recordChangesFor } from '../record-changes/waiting.ts';
import { waitsForDecisionOf } from './deciding.ts';
import { listCases } from './list-cases.ts';
import { CaseViewSchema } from './view-schema.ts';

export const WorkQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(300).optional(),
  new: z.enum(['true', 'false']).optional().meta({ description: 'Only what is new to you, or only what is not.' }),
});
export type WorkQuery = z.infer<typeof WorkQuery>;

const reasons = [
  'approval',
  'to-enter',
  'to-archive',
  'yours',
  'handed-over',
  'appointment',
  'escalated',
  'to-judge',
  'unowned',
] as const;

export const WorkItem = CaseViewSchema.extend({
  why: z.enum(reasons).meta({
    description:
      'Why it waits for you; `approval`: money or a record change to decide on; `to-enter`, `to-archive`: the next step of a record change; `to-judge`: a department’s result.',
  }),
  news: z.boolean().meta({ description: 'Something has happened since you last looked, or you never did.' }),
});
export type WorkItem = CaseView & { why: Why; news: boolean };
type Why = (typeof reasons)[number];

/** A page of somebody's work. A page is filled from as many pages of the list as it takes, so that its cursor holds. */
export async function myWork(
  context: Context,
  { limit, cursor, new: wanted }: WorkQuery,
): Promise<{ items: WorkItem[]; nextCursor: string | null }> {
  const { actor } = context.principal;
  const items: WorkItem[] = [];
  for (let from = cursor; ; ) {
    const query = { limit: limit - items.length, ...(from ? { cursor: from } : {}) };
    const page = await listCases(context, { kind: null, query, and: [waitingFor(actor, context.pack)] });
    const seen = await seenRevisions(
      context.dependencies.database,
      context.pack.id,
      actor.id,
      page.items.map(({ number }) => number),
    );
    const found = page.items.map((view) => {
      const news = view.revision > (seen.get(view.number) ?? 0);
      return { ...view, why: whyFor(view, actor), news };
    });
    items.push(...found.filter(({ news }) => wanted === undefined || news === (wanted === 'true')));
    if (page.nextCursor === null || items.length >= limit) return { items, nextCursor: page.nextCursor };
    from = page.nextCursor;
  }
}

/** Statuses in which somebody who works on the case has the next step. */
const inHand = ['received', 'open'];

function waitingFor(actor: Actor, pack: Pack): QueryFilter<CaseDocument> {
  const { id, groups, departments } = actor;
  const toWorkOn = {
    'view.status': { $in: inHand },
    $or: [
      { 'view.owner': id },
      { 'view.owner': null, group: { $in: groups } },
      // A ticket is the department's until somebody of it owns it.
      { 'view.owner': null, 'view.kind': 'departmentTicket', department: { $in: departments } },
      { 'view.detail.handOver.receiver': id },
      { 'view.clocks.rungs.told': id },
    ],
  };
  const toJudge = { 'view.status': 'resolved', 'follower.group': { $in: groups } };
  // An appointment is kept whatever the status: also once the answer is with the customer.
  const appointments = { 'view.detail.appointments': { $elemMatch: { with: id, status: 'booked' } } };
  const toApprove = { $and: [{ 'view.status': { $in: inHand } }, waitsForDecisionOf(actor)] };
  return { $or: [toWorkOn, toJudge, toApprove, appointments, recordChangesFor(actor, pack)] };
}

function whyFor({ owner, status, clocks, detail, allowed }: CaseView, { id }: Actor): Why {
  if (status === 'resolved') return 'to-judge';
  if (allowed.includes('approve-claim') || allowed.includes('review') || allowed.includes('approve')) return 'approval';
  if (allowed.includes('enter')) return 'to-enter';
  if (allowed.includes('archive')) return 'to-archive';
  if (owner === id) return 'yours';
  const handOver = detail.handOver as { receiver: string } | undefined;
  if (handOver?.receiver === id) return 'handed-over';
  const appointments = (detail.appointments ?? []) as Appointment[];
  if (appointments.some((one) => one.with === id && one.status === 'booked')) return 'appointment';
  return clocks.some(({ rungs }) => rungs.some((rung) => rung.told.includes(id))) ? 'escalated' : 'unowned';
}
