/** Every due instant that the facts of a case gave to its clocks, worked out again with its proof. */
import type { DeadlineWorkedAgain } from '../../db/audit/replays.ts';
import type { CalendarSnapshot } from '../../domain/case/case.ts';
import { extendedDue } from '../../domain/case/clocks/clock-schedule.ts';
import type { TimelineEvent } from '../../domain/case/event.ts';
import type { CaseView, ClockView } from '../../domain/case/view.ts';
import { openCalendar } from '../../domain/deadline/calendar.ts';
import { deadlineProof, type WorkingCalendar } from '../../domain/deadline/deadline.ts';
import { canonicalJson } from '../../domain/digest.ts';
import { datingFacts } from '../cases/clock-proof.ts';

/** Finds a published calendar; null if that version is gone. */
export type FindCalendar = (organisation: string, name: string, version: number) => Promise<CalendarSnapshot | null>;

/** What the rules made of a case by one step. */
interface Step {
  projection: { view: CaseView };
  events: TimelineEvent[];
}

/** What a fact says of a clock's instants. */
interface Dating {
  clock: string;
  dueAt: string | null;
  dueLocal: string | null;
  rungs: (string | null)[];
}

/**
 * Asks the calendar of each dating fact once more. The question is made from the view of the very step, in which the rule is
 * the one that was pinned then.
 */
export async function deadlinesWorkedAgain(find: FindCalendar, steps: readonly Step[]): Promise<DeadlineWorkedAgain[]> {
  const calendars = new Calendars(find);
  const worked = new Map<number, DeadlineWorkedAgain>();
  for (const { projection, events } of steps) {
    for (const event of lastDatings(events)) {
      const clock = projection.view.clocks.find(({ id }) => id === (event.data as Dating).clock);
      // A clock that was paused again by the same step has no instant to compare.
      if (!clock?.startedAt || clock.pauses.some(({ to }) => to === undefined)) continue;
      worked.set(event.sequence, await workedAgain(calendars, projection.view, clock, event));
    }
  }
  return [...worked.values()].sort((one, other) => one.event - other.event);
}

/** Of each clock the last fact of a step that gave it instants. */
function lastDatings(events: readonly TimelineEvent[]): TimelineEvent[] {
  const dating = events.filter(({ type }) => datingFacts.includes(type));
  return [...new Map(dating.map((event) => [(event.data as Dating).clock, event])).values()];
}

async function workedAgain(
  calendars: Calendars,
  { organisation, calendar: { name } }: CaseView,
  clock: ClockView,
  event: TimelineEvent,
): Promise<DeadlineWorkedAgain> {
  const { dueAt, dueLocal, rungs } = event.data as Dating;
  const question = {
    start: clock.startedAt ?? '',
    due: extendedDue(clock.due, clock.extension),
    pauses: clock.pauses,
    rungs: clock.rungs.map(({ rung }) => rung),
  };
  const told = { clock: clock.id, source: clock.source, event: event.sequence, calendar: event.calendarVersion, dueAt };
  const calendar = await calendars.get(organisation, name, event.calendarVersion);
  if (!calendar) return { ...told, holds: false, question, answer: null };
  const answer = deadlineProof(calendar, question);
  const holds = !('refusal' in answer) && sameInstants(answer, { dueAt, dueLocal, rungs });
  return { ...told, holds, question, answer };
}

function sameInstants(answer: Omit<Dating, 'clock'>, said: Omit<Dating, 'clock'>): boolean {
  const { dueAt, dueLocal, rungs } = answer;
  return canonicalJson({ dueAt, dueLocal, rungs }) === canonicalJson(said);
}

/** The published calendars of one replay, each read and opened once. */
class Calendars {
  private readonly find: FindCalendar;
  private readonly known = new Map<string, WorkingCalendar | null>();

  constructor(find: FindCalendar) {
    this.find = find;
  }

  /** Null if that version is gone. */
  async get(organisation: string, name: string, version: number): Promise<WorkingCalendar | null> {
    const key = `${organisation}/${name}/${version}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const published = await this.find(organisation, name, version);
    const opened = published && openCalendar(published.calendar);
    this.known.set(key, opened);
    return opened;
  }
}
