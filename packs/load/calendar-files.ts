import { type Calendar, DeadlineRefused, openCalendar, type WorkingCalendar } from '../../domain/deadline/calendar.ts';
import { calendarFilesIn } from './policy-files.ts';

/**
 * Finds calendars by name in `<folder>/calendars/<name>/vN.yaml`: the highest version, and of two alike the one in the
 * later folder. The files are read at the first look-up, each calendar is opened once.
 * @returns a look-up that throws DeadlineRefused `Malformed` for an unknown name, naming those that there are.
 */
export function calendarFinder(folders: readonly string[]): (name: string) => WorkingCalendar {
  let contents: Map<string, unknown> | undefined;
  const opened = new Map<string, WorkingCalendar>();
  return (name) => {
    contents ??= newestContents(folders);
    const known = opened.get(name);
    if (known) return known;
    const calendar = openCalendar(deadlinePart(name, contents));
    opened.set(name, calendar);
    return calendar;
  };
}

function newestContents(folders: readonly string[]): Map<string, unknown> {
  const files = folders.flatMap((folder) => calendarFilesIn(folder).files);
  const newestLast = files.toSorted((a, b) => a.version - b.version);
  return new Map(newestLast.map((file) => [file.folder, file.source.content]));
}

/** What a deadline needs of the file: titles, sources and states of confirmation are for people. */
function deadlinePart(name: string, contents: ReadonlyMap<string, unknown>): unknown {
  if (!contents.has(name)) {
    const names = [...contents.keys()].sort().join(', ');
    throw new DeadlineRefused(
      'Malformed',
      `There is no calendar ${JSON.stringify(name)}; there are: ${names || 'none'}.`,
    );
  }
  const content = contents.get(name);
  // Whatever is not as it should be in the file is found when the calendar is opened.
  if (typeof content !== 'object' || content === null) return content;
  const { zone, week, overlays, knownUntil } = content as Calendar;
  return { zone, week, knownUntil, overlays: Array.isArray(overlays) ? overlays.map(overlayPart) : overlays };
}

function overlayPart(overlay: unknown): unknown {
  if (typeof overlay !== 'object' || overlay === null) return overlay;
  return Object.fromEntries(Object.entries(overlay).filter(([key]) => deadlineKeys.has(key)));
}

const deadlineKeys: ReadonlySet<string> = new Set(['from', 'to', 'hours', 'week', 'name']);
