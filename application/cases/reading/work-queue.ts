/** "My tickets" (C-02, C-07): what waits for a person, or for those they stand in for, why, and what of it is new to them. */

import type { QueryFilter } from 'mongoose';
import { z } from 'zod';
import type { CaseDocument } from '../../../db/cases/cases.ts';
import { seenRevisions } from '../../../db/cases/read-markers.ts';
import { calendarInForce } from '../../../db/organisation/calendars.ts';
import { type Actor, namesOf } from '../../../domain/case/command.ts';
import { traitsOf, type Why, whyWaiting } from '../../../domain/case/next-actors.ts';
import type { CaseView, ClockView } from '../../../domain/case/view.ts';
import { openCalendar, type TimeLeft, timeLeft, type WorkingCalendar } from '../../../domain/deadline/calendar.ts';
import type { Call } from '../../call.ts';
import { pageQuery } from '../../page-query.ts';
import { inEveryRight } from '../../permissions/acting-roles.ts';
import { forRights } from './find-case.ts';
import { pageOfCases } from './list-cases.ts';

export const WorkQuery = z.object({
  ...pageQuery,
  new: z.enum(['true', 'false']).optional().meta({ description: 'Only what is new to you, or only what is not.' }),
});
export type WorkQuery = z.infer<typeof WorkQuery>;

export type WorkItem = CaseView & {
  why: Why;
  standingInFor: string | null;
  news: boolean;
  timeLeft: (TimeLeft & { clock: string }) | null;
};

/** How much working time is left until the next deadline; null if none runs, or the next one has passed. */
function timeLeftOf(calendar: WorkingCalendar, { clocks }: CaseView, now: string): WorkItem['timeLeft'] {
  const dueAt = (clock: ClockView) => Date.parse(clock.dueAt ?? '');
  const running = clocks.filter((clock) => clock.state === 'running' && clock.dueAt !== null);
  const [next] = running.sort((one, other) => dueAt(one) - dueAt(other));
  if (!next?.dueAt || dueAt(next) <= Date.parse(now)) return null;
  return { clock: next.id, ...timeLeft(calendar, now, next.dueAt) };
}

/**
 * What waits for this actor, in their own right or as a stand-in: one filter, which finds no less than `whyWaiting` leaves.
 * @param why if given, only what waits for this actor for that reason
 */
export function waitingFor(actor: Actor, why?: Why): QueryFilter<CaseDocument> {
  const traits = new Set(inEveryRight(actor).flatMap((held) => traitsOf(held.actor)));
  const mayTake = { for: { $in: [...traits] }, not: { $nin: namesOf(actor) }, signed: { $nin: [actor.id] } };
  return { waitsFor: { $elemMatch: why === undefined ? mayTake : { ...mayTake, why } } };
}

/** A page of somebody's work. A page is filled from as many pages of the list as it takes, so that its cursor holds. */
export async function workQueue(
  context: Call,
  { limit, cursor, new: wanted }: WorkQuery,
): Promise<{ items: WorkItem[]; nextCursor: string | null }> {
  const { actor } = context.principal;
  const { database, packs } = context.dependencies;
  const calendar = openCalendar((await calendarInForce(database, context.pack)).calendar);
  const items: WorkItem[] = [];
  for (let from = cursor; ; ) {
    const query = { limit: limit - items.length, ...(from ? { cursor: from } : {}) };
    const { page, nextCursor } = await pageOfCases(context, {
      kind: null,
      query,
      and: [waitingFor(actor)],
    });
    const numbers = page.map(({ view }) => view.number);
    const seen = await seenRevisions(database, context.pack.id, actor.id, numbers);
    const waiting = page.flatMap(({ found, view }) => {
      const news = view.revision > (seen.get(view.number) ?? 0);
      const reason = whyWaiting(found.waitsFor, view, forRights(packs, found), actor);
      const left = timeLeftOf(calendar, view, context.receivedAt);
      return reason ? [{ ...view, ...reason, news, timeLeft: left }] : [];
    });
    items.push(...waiting.filter(({ news }) => wanted === undefined || news === (wanted === 'true')));
    if (nextCursor === null || items.length >= limit) return { items, nextCursor };
    from = nextCursor;
  }
}
