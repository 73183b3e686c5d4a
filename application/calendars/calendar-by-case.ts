/** A version of a calendar that a case proposes, and publishes once it is approved (decision 47). */
import { calendarDocument } from '../../db/organisation/calendars.ts';
import type { PublicationOutcome } from '../../domain/procedure/proposal.ts';
import { snapshotOf } from '../../packs/load/calendar-snapshot.ts';
import { passedDates } from '../../packs/proposals/calendar-differences.ts';
import {
  firstRefusal,
  type ProposedCalendar,
  type Published,
  proposedVersion,
} from '../../packs/proposals/proposed-version.ts';
import { mostOverlays } from '../../packs/schema/calendar.ts';
import type { OpeningDependencies } from '../dependencies.ts';
import { publishedOf, type VersionPublication } from '../organisation/publish-version.ts';
import { objectionToCalendar, outOfOrder, overtaken, wakeForCalendar, writtenDown } from './publish-calendar.ts';

/** Why a calendar is not published by a case. `DaysPassed`: it would change the opening hours of days that have passed. */
interface NotPublished {
  problem: 'CalendarStands' | 'DaysPassed' | 'OtherContent' | 'Invalid';
  detail: string;
}

/** Why a sound version could not be published at an instant (UTC), or null. */
export function whyNotNow(
  { calendar: file, before }: Pick<ProposedCalendar, 'calendar' | 'before'>,
  at: string,
): NotPublished | null {
  const { version, calendar } = snapshotOf(file);
  if (calendar.overlays.length > mostOverlays)
    return { problem: 'Invalid', detail: `A calendar has ${mostOverlays} holidays and other hours at most.` };
  return (
    objectionToCalendar(calendar, at) ??
    outOfOrder(version, before.version) ??
    daysPassed(passedDates(before.calendar, calendar, Date.parse(at)))
  );
}

function daysPassed([first]: string[]): NotPublished | null {
  if (first === undefined) return null;
  const detail = `This changes the opening hours of ${first}, which has passed: what was counted stays.`;
  return { problem: 'DaysPassed', detail };
}

/** What a case has decided to publish: which version of which calendar, besides what every publication has. */
export interface CalendarPublication extends Omit<VersionPublication, 'base'> {
  calendar: string;
  version: number;
}

/**
 * Publishes what a case has decided, if it is still sound: it is checked again against what is published now. The open cases are
 * told by an errand of the case. Safe to repeat, from any process: one case publishes a version once.
 */
export async function publishCalendarByCase(
  dependencies: Pick<OpeningDependencies, 'database' | 'temporal'>,
  publication: CalendarPublication,
  now: Date,
): Promise<PublicationOutcome> {
  const { database } = dependencies;
  const { organisation, case: number, by, calendar: name, version, digest } = publication;
  const own = async () => {
    const standing = await calendarDocument(database, organisation, name, version);
    return standing?.case === number && standing.digest === digest ? standing : null;
  };
  let standing = await own();
  if (!standing) {
    const publishedAt = now.toISOString();
    const checked = checkedAgain(publication, await publishedOf(database, organisation), publishedAt);
    if ('problem' in checked) return { outcome: 'refused', ...checked };
    const { calendar } = snapshotOf(checked.calendar);
    await writtenDown(dependencies, {
      ...{ organisation, name, version, calendar, publishedBy: by, publishedAt, case: number, digest },
    });
    // Another attempt of the same case may have been first, which is the same; or another case.
    standing = await own();
    if (!standing) return { outcome: 'refused', ...overtaken(version) };
  }
  await wakeForCalendar(dependencies, standing);
  const { hash, publishedAt: from } = standing;
  return { outcome: 'published', calendar: name, version, hash, from, until: null, replaced: [] };
}

function checkedAgain(
  { text, digest }: CalendarPublication,
  published: Published,
  at: string,
): ProposedCalendar | NotPublished {
  const made = proposedVersion(text, published, at.slice(0, 10));
  if (made.what === 'unsound') return { problem: 'Invalid', detail: firstRefusal(made.problems)?.message ?? '' };
  if (made.what !== 'calendar' || made.digest !== digest)
    return { problem: 'OtherContent', detail: 'The text makes another version than the one that was approved.' };
  return whyNotNow(made, at) ?? made;
}
