/** When the customer can meet a manager (G-09 «بسهولة»): times of the opening hours at which one is there and free. */

import { appointmentsBookedWith } from '../../../db/cases/meeting-slots.ts';
import { findCalendar } from '../../../db/organisation/calendars.ts';
import { staffOf } from '../../../db/organisation/staff.ts';
import { localText, nextOpening, openCalendar, type WorkingCalendar } from '../../../domain/deadline/calendar.ts';
import { absenceOf } from '../../../domain/stand-in.ts';
import { isManager } from '../../../packs/rights/holds-rights.ts';
import type { Call } from '../../call.ts';
import { pinnedPack } from '../../cases/reading/find-case.ts';

/** A time, and the managers who are free then. */
export interface Slot {
  at: string;
  with: string[];
  local: string;
}

const hour = 3_600_000;
/** So many times are offered, and so many of one day. */
const atMost = { inAll: 12, aDay: 4 };

/** The calendar that the case is counted by; null if it is gone. */
export async function calendarFor({ dependencies, found }: Call): Promise<WorkingCalendar | null> {
  const { name, version } = found.view.calendar;
  const published = await findCalendar(dependencies.database, found.organisation, name, version);
  return published && openCalendar(published.calendar);
}

/** Times from the day after on, by the case's calendar; none if that is gone, or if no manager may hear of the case. */
export async function meetingSlots(context: Call, calendar: WorkingCalendar | null): Promise<Slot[]> {
  const { dependencies, found, receivedAt } = context;
  if (!calendar) return [];
  const managers = await managersFor(context);
  const ids = managers.map(({ _id }) => _id);
  const busy = await appointmentsBookedWith(dependencies.database, found.organisation, ids);
  const isBusy = (person: string, at: string) =>
    busy.some((one) => one.with === person && Math.abs(Date.parse(one.at) - Date.parse(at)) < hour / 2);
  const freeAt = (at: string) =>
    managers.filter((person) => !absenceOf(person, at) && !isBusy(person._id, at)).map(({ _id }) => _id);
  const slots: Slot[] = [];
  for (const at of hoursFrom(calendar, Date.parse(receivedAt) + 24 * hour)) {
    const free = freeAt(at);
    const local = localText(calendar, at);
    const sameDay = slots.filter((slot) => slot.local.slice(0, 10) === local.slice(0, 10));
    if (free.length > 0 && sameDay.length < atMost.aDay) slots.push({ at, with: free, local });
    if (slots.length === atMost.inAll) break;
  }
  return slots;
}

/** Full hours of opening time, each open for half an hour at least; at most two hundred, some weeks ahead. */
function* hoursFrom(calendar: WorkingCalendar, from: number): Generator<string> {
  let next = Math.ceil(from / hour) * hour;
  for (let count = 0; count < 200; count++) {
    const opens = Date.parse(nextOpening(calendar, new Date(next).toISOString()));
    const at = Math.ceil(opens / (hour / 2)) * (hour / 2);
    const isOpen = (instant: number) => Date.parse(nextOpening(calendar, new Date(instant).toISOString())) === instant;
    if (isOpen(at) && isOpen(at + hour / 2 - 1)) yield new Date(at).toISOString();
    next = at + hour;
  }
}

/** Managers whom the case does not name: of its department if there are some. */
async function managersFor(context: Call) {
  const { found, dependencies } = context;
  const pack = pinnedPack(context);
  const all = (await staffOf(dependencies.database, found.organisation)).filter(
    (person) => !found.about.includes(person._id) && isManager(pack, person),
  );
  const near = all.filter(({ departments }) => departments.includes(found.department));
  return near.length > 0 ? near : all;
}
