import type { OpeningDependencies } from '../../application/dependencies.ts';
import { keyOfPeriod, openProcedure, procedureNumber } from '../../application/procedures/open-procedure.ts';
import { findCase } from '../../db/cases/cases.ts';
import { newestOccurrence } from '../../db/cases/occurrences.ts';
import { calendarInForce } from '../../db/organisation/calendars.ts';
import { newestPolicies } from '../../db/organisation/policies.ts';
import { systemActor } from '../../domain/case/command.ts';
import { openCalendar, type WorkingCalendar } from '../../domain/deadline/deadline.ts';
import { instantText } from '../../domain/deadline/instants-and-dates.ts';
import { type DueRule, nextOccurrence, type Occurrence, occurrencesBetween } from '../../domain/procedure/due.ts';
import type { Procedure } from '../../packs/kinds/procedure/schema.ts';
import type { Pack } from '../../packs/schema.ts';
import type { LookedFor, ProcedureLook } from '../../workflows/messages/upkeep.ts';

/** The longest wait until the next look, in milliseconds: a holiday that is announced meanwhile is seen by then. */
const longestWait = 6 * 3_600_000;

/** Somebody learns of an occurrence so much later than it fell due, in milliseconds, only if nothing ran at that time. */
const grace = 10 * 60_000;

/**
 * Starts every occurrence of an organisation's procedures that has fallen due since the last look, and says when to look again.
 * Each exists once: its number follows from procedure and period.
 */
export async function startProcedures(
  dependencies: OpeningDependencies,
  { organisation, after }: ProcedureLook,
  now: Date,
): Promise<LookedFor> {
  const { database } = dependencies;
  const upTo = instantText(now.getTime());
  const found = (await newestPolicies(database)).find((policy) => policy.organisation === organisation);
  if (!found) return { upTo, waitMs: longestWait };
  const pack = found.pack as Pack;
  const calendar = openCalendar((await calendarInForce(database, pack)).calendar);
  let next = now.getTime() + longestWait;
  for (const [id, procedure] of Object.entries(pack.kinds.procedure ?? {})) {
    const due = await fallenDue(dependencies, { pack, id, procedure, calendar }, { after, upTo });
    for (const occurrence of due.occurrences) await startOne(dependencies, pack, id, occurrence, due.previous, now);
    const begun = due.occurrences.length > 0;
    const rule = ruleOf(procedure);
    const coming = rule && nextOccurrence(rule, calendar, upTo, begun ? 'open' : due.lastEnd);
    if (coming) next = Math.min(next, Date.parse(coming.fellDueAt));
  }
  return { upTo, waitMs: Math.max(0, next - now.getTime()) };
}

function ruleOf({ trigger }: Procedure): DueRule | undefined {
  return trigger.calendar;
}

interface Looked {
  pack: Pack;
  id: string;
  procedure: Procedure;
  calendar: WorkingCalendar;
}

async function fallenDue(
  { database, secret }: OpeningDependencies,
  { pack, id, procedure, calendar }: Looked,
  within: { after: string; upTo: string },
) {
  const newest = await newestOccurrence(database, pack.id, id);
  const lastEnd = newest ? (newest.view.closedAt ?? ('open' as const)) : null;
  const rule = ruleOf(procedure);
  const byCalendar = rule ? occurrencesBetween(rule, calendar, within, lastEnd) : [];
  const byEvent: Occurrence[] =
    procedure.trigger.event === 'policy-published' ? [{ period: `v${pack.version}`, fellDueAt: within.upTo }] : [];
  const all = [...byCalendar, ...byEvent];
  const isThere = await Promise.all(
    all.map(({ period }) => findCase(database, pack.id, procedureNumber(secret, pack, id, period))),
  );
  return { occurrences: all.filter((_, place) => !isThere[place]), previous: newest?.number ?? null, lastEnd };
}

async function startOne(
  dependencies: OpeningDependencies,
  pack: Pack,
  id: string,
  { period, fellDueAt }: Occurrence,
  previous: string | null,
  now: Date,
): Promise<void> {
  const madeUpFor = now.getTime() - Date.parse(fellDueAt) > grace;
  await openProcedure(dependencies, {
    ...{ pack, id, ...keyOfPeriod(id, period), actor: systemActor },
    // People have the time that the policy gives them: of what nothing ran for, from when they can know of it.
    at: madeUpFor ? instantText(now.getTime()) : fellDueAt,
    details: { period, fellDueAt, madeUpFor, previous },
  });
}
