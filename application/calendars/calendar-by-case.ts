/** A version of a calendar that a case proposes, and publishes once it is approved (decision 47). */
import { calendarDocument } from '../../db/organisation/calendars.ts';
import type { PublicationOutcome } from '../../domain/procedure/proposal.ts';
import { snapshotOf } from '../../packs/load/calendar-snapshot.ts';
import { passedDates } from '../../packs/proposals/calendar-differences.ts';
import { type ProposedCalendar, type Published, proposedVersion } from '../../packs/proposals/proposed-version.ts';
import { mostOverlays } from '../../packs/schema/calendar.ts';
import type { OpeningDependencies } from '../dependencies.ts';
import { publishedOf, type VersionPublication } from '../organisation/publish-version.ts';
import { objectionToCalendar, outOfOrder, overtaken, wakeForCalendar, writtenDown } from './publish-calendar.ts';

/** Why a calendar is not published by a case. `DaysPassed`: it would change the opening hours of days that have passed. */
interface NotPublished {
  problem: 'CalendarStands' | 'StaleBase' | 'DaysPassed' | 'OtherContent' | 'Invalid' | 'NotFound' | 'NotAllowedNow';
  detail: string;
}

/** Why a sound version could not be published at an instant (UTC), or null. */
export function whyNotNow(
  { calendar: file }: ProposedCalendar,
  { calendars }: Published,
  at: string,
): NotPublished | null {
  const { name, version, calendar } = snapshotOf(file);
  const latest = calendars.find((one) => one.name === name);
  if (!latest) return { problem: 'NotFound', detail: `There is no calendar ${name}.` };
  if (calendar.overlays.length > mostOverlays)
    return { problem: 'Invalid', detail: `A calendar has ${mostOverlays} holidays and other hours at most.` };
  return (
    objectionToCalendar(calendar, at) ??
    outOfOrder(version, latest.version) ??
    daysPassed(passedDates(latest.calendar, calendar, Date.parse(at)))
  );
}

function daysPassed([first]: string[]): NotPublished | null {
  if (first === undefined) return null;
  const detail = `This changes the opening hours of ${first}, which has passed: what was counted stays.`;
  return { problem: 'DaysPassed', detail };
}

/** What a case has decided to publish: which version of which calendar, besides what every publication has. */
export interface CalendarPublication extends VersionPublication {
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
  { text, digest, base, calendar: name }: CalendarPublication,
  published: Published,
  at: string,
): ProposedCalendar | NotPublished {
  const latest = published.calendars.find((one) => one.name === name);
  if (latest && (latest.version !== base.version || latest.hash !== base.hash)) {
    const detail = `This is built on version ${base.version}, but version ${latest.version} has come since: build on that one.`;
    return { problem: 'StaleBase', detail };
  }
  const made = proposedVersion(text, published, at.slice(0, 10));
  if (made.what === 'unsound')
    return { problem: 'Invalid', detail: made.problems.find(({ severity }) => severity === 'refusal')?.message ?? '' };
  if (made.what !== 'calendar' || made.digest !== digest)
    return { problem: 'OtherContent', detail: 'The text makes another version than the one that was approved.' };
  return whyNotNow(made, published, at) ?? made;
}
