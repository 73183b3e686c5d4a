import { findCalendar } from '../../db/calendars.ts';
import { extendedDue } from '../../domain/clock-facts.ts';
import { openCalendar } from '../../domain/deadline/calendar.ts';
import { deadlineProof } from '../../domain/deadline/deadline.ts';
import { notFound } from '../http/problem.ts';
import type { Context } from '../http/route.ts';

/** The working of one clock, its extension included, asked anew of the function that made its due instant, by the calendar the case counts by. */
export async function clockProof({
  dependencies,
  found,
  request,
}: Context): Promise<{ question: unknown; answer: unknown; extension: unknown }> {
  const clock = found.view.clocks.find(({ id }) => id === request.params.clock);
  if (!clock?.startedAt) throw notFound();
  const { name, version } = found.view.calendar;
  const published = await findCalendar(dependencies.database, found.organisation, name, version);
  if (!published) throw new Error(`calendar ${name} version ${version} of ${found.organisation} is gone`);
  const { startedAt: start, extension, pauses } = clock;
  const due = extendedDue(clock.due, extension);
  const rungs = clock.rungs.map(({ rung }) => rung);
  const asked = { start, due, pauses, rungs };
  const answer = deadlineProof(openCalendar(published.calendar), asked);
  const extended = clock.moves.find(({ why }) => why === 'extension') ?? null;
  return {
    question: { calendar: published.calendar, ...asked },
    answer,
    extension: extended && { by: extension, ...extended },
  };
}
