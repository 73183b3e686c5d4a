import type { OpeningDependencies } from '../../application/dependencies.ts';
import { packsOf } from '../../application/policies/published-packs.ts';
import {
  betweenOccasions,
  type FallenDue,
  fallenDue,
  isMadeUpFor,
  periodsSince,
  previousOf,
} from '../../application/procedures/fallen-due.ts';
import { hasOccasions, occasionsOf } from '../../application/procedures/occasions.ts';
import { keyOfPeriod, openProcedure, procedureNumber } from '../../application/procedures/open-procedure.ts';
import { findCase } from '../../db/cases/cases.ts';
import { lastFinishedAt, newestOccurrence } from '../../db/cases/occurrences.ts';
import type { Database } from '../../db/database.ts';
import { calendarAfter } from '../../db/organisation/calendars.ts';
import { policyEntries } from '../../db/organisation/policies.ts';
import { systemActor } from '../../domain/case/command.ts';
import { openCalendar } from '../../domain/deadline/deadline.ts';
import { instantText } from '../../domain/deadline/instants-and-dates.ts';
import { type LastEnd, neverBegun } from '../../domain/procedure/due.ts';
import { inForceAt, nextChange } from '../../packs/in-force.ts';
import type { Pack } from '../../packs/schema.ts';
import type { LookedFor, ProcedureLook } from '../../workflows/messages/upkeep.ts';
import { askJoiners } from './ask-joiners.ts';

/** The longest wait until the next look, in milliseconds: it is woken if something is published. */
const longestWait = 6 * 3_600_000;

/**
 * Starts every occurrence of an organisation's procedures that has fallen due since the last look, and says when to look again.
 * Each exists once: its number follows from procedure and period.
 */
export async function startProcedures(
  dependencies: OpeningDependencies,
  { organisation, after }: ProcedureLook,
  now: Date,
): Promise<LookedFor> {
  const { database, secret } = dependencies;
  const upTo = instantText(now.getTime());
  const versions = await packsOf(database, organisation);
  const pack = inForceAt(versions, now.getTime());
  // Another process may just have published one: no calendar that is kept here is new enough.
  const newestCalendar = pack && (await calendarAfter(database, organisation, pack.calendar, 0));
  if (!pack) return { upTo, waitMs: longestWait };
  if (!newestCalendar) return { upTo: after, waitMs: longestWait };
  const calendar = openCalendar(newestCalendar.calendar);
  const lastEnds: Record<string, LastEnd> = {};
  for (const [id, { trigger }] of Object.entries(pack.kinds.procedure ?? {})) {
    // Nothing else falls due by what was done last.
    if (trigger.calendar && 'monthsAfterEnd' in trigger.calendar)
      lastEnds[id] = await lastEndOf(database, organisation, id);
  }
  const entries = await policyEntries(database, { organisation });
  const publishedAt = new Map(entries.map((one) => [one.version, one.publishedAt]));
  const known = { lastEnds, since: periodsSince(versions, publishedAt, now.getTime()) };
  const { due, next, lookedUpTo } = fallenDue(pack, calendar, { after, upTo }, known);
  const occasions = await occasionsOf(database, pack, calendar, { after, now });
  for (const one of [...due, ...occasions]) {
    const number = procedureNumber(secret, pack, one.id, one.period);
    if (await findCase(database, organisation, number)) continue;
    const newest = await newestOccurrence(database, organisation, one.id);
    await startOne(dependencies, pack, one, previousOf(one, newest?.view), now);
  }
  await askJoiners(dependencies, pack, now);
  const coming = [next === null ? null : Date.parse(next), nextChange(versions, now.getTime())];
  const ahead = coming.flatMap((instant) => (instant === null ? [] : [instant - now.getTime()]));
  const longest = hasOccasions(pack) ? betweenOccasions : longestWait;
  return { upTo: lookedUpTo, waitMs: Math.max(0, Math.min(longest, ...ahead)) };
}

async function lastEndOf(database: Database, organisation: string, id: string): Promise<LastEnd> {
  const newest = await newestOccurrence(database, organisation, id);
  if (!newest) return neverBegun;
  const { status, closedAt } = newest.view;
  if (closedAt === null) return 'open';
  const finishedAt = await lastFinishedAt(database, organisation, id);
  return { finishedAt, failedAt: status === 'finished' ? null : closedAt };
}

async function startOne(
  dependencies: OpeningDependencies,
  pack: Pack,
  due: FallenDue,
  previous: string | null,
  now: Date,
): Promise<void> {
  const { id, period, fellDueAt, cause } = due;
  const madeUpFor = isMadeUpFor(due, now.getTime());
  await openProcedure(dependencies, {
    ...{ pack, id, ...keyOfPeriod(id, period), actor: systemActor },
    // The time that the policy gives counts from when people can know: from now, if it was missed or something else caused it.
    at: madeUpFor || cause ? instantText(now.getTime()) : fellDueAt,
    details: { period: cause ? null : period, fellDueAt, madeUpFor, previous, ...(cause ? { cause } : {}) },
  });
}
