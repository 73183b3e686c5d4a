import { timelineOf } from '../../db/cases/cases.ts';
import { findCalendar } from '../../db/organisation/calendars.ts';
import { extendedDue } from '../../domain/case/clocks/clock-schedule.ts';
import type { TimelineEvent } from '../../domain/case/event.ts';
import { openCalendar } from '../../domain/deadline/calendar.ts';
import { deadlineProof } from '../../domain/deadline/deadline.ts';
import type { Call } from '../call.ts';
import { notFound } from '../refused.ts';
import { projectedCase } from './reading/find-case.ts';

/** The facts that give a clock its due instant. */
export const datingFacts: readonly string[] = ['clockStarted', 'clockResumed', 'clockMoved', 'clockExtended'];

/**
 * The working of one clock, its extension included, asked anew of the function that made its due instant. It counts by the
 * calendar that it was made by: later ones do not move a clock that has stopped or was breached.
 */
export async function clockProof(context: Call): Promise<{ question: unknown; answer: unknown; extension: unknown }> {
  const { dependencies, ids } = context;
  const found = await projectedCase(context);
  const clock = found.view.clocks.find(({ id }) => id === ids.clock);
  if (!clock?.startedAt) throw notFound();
  const { name } = found.view.calendar;
  const timeline = await timelineOf(dependencies.database, found);
  const version = versionThatDated(clock.id, timeline) ?? found.view.calendar.version;
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

function versionThatDated(id: string, timeline: TimelineEvent[]): number | undefined {
  const ofClock = timeline.filter(({ data }) => 'clock' in data && data.clock === id);
  // What moves after a breach are the rungs that are still to come; the due instant stays the one that was breached.
  const breach = ofClock.findIndex(({ type }) => type === 'breached');
  const until = breach < 0 ? ofClock : ofClock.slice(0, breach);
  return until.findLast(({ type }) => datingFacts.includes(type))?.calendarVersion;
}
