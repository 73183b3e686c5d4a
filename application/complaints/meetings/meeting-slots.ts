/** When the customer can meet a manager (G-09 «بسهولة»): times of the opening hours at which one is there and free. */

import { findCalendar } from '../../../db/organisation/calendars.ts';
import { staffOf } from '../../../db/organisation/staff.ts';
import type { Appointment } from '../../../domain/complaint/aspects/appointments.ts';
import { localText, nextOpening, openCalendar, type WorkingCalendar } from '../../../domain/deadline/calendar.ts';
import { absenceOf } from '../../../domain/stand-in.ts';
import type { Call } from '../../call.ts';
import { pinnedPack } from '../../cases/pinned-pack.ts';

/** A time, and the managers who are free then. */
export interface Slot {
  at: string;
  with: string[];
  local: string;
}

const hour = 3_600_000;
/** So many times are offered, and so many of one day. */
const atMost = { inAll: 12, aDay: 4 };

/** Times from the day after on; none if no manager may hear of the case. */
export async function meetingSlots(context: Call): Promise<Slot[]> {
  const { dependencies, found, receivedAt } = context;
  const { database } = dependencies;
  const { name, version } = found.view.calendar;
  const published = await findCalendar(database, found.organisation, name, version);
  if (!published) return [];
  const calendar = openCalendar(published.calendar);
  const managers = await managersFor(context);
  const busy = await bookedWith(
    context,
    managers.map(({ _id }) => _id),
  );
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
  const { roles } = pinnedPack(context);
  const all = (await staffOf(dependencies.database, found.organisation)).filter(
    (person) => !found.about.includes(person._id) && person.roles.some((role) => roles[role]?.as === 'manager'),
  );
  const near = all.filter(({ departments }) => departments.includes(found.department));
  return near.length > 0 ? near : all;
}

/** What the managers have agreed to in other cases. */
async function bookedWith(
  { dependencies, found }: Call,
  people: string[],
): Promise<Pick<Appointment, 'at' | 'with'>[]> {
  const cases = await dependencies.database.cases
    .find(
      { organisation: found.organisation, over: false, 'view.detail.appointments.with': { $in: people } },
      { 'view.detail.appointments': 1 },
    )
    .lean<{ view: { detail: { appointments: Appointment[] } } }[]>();
  return cases.flatMap(({ view }) => view.detail.appointments.filter(({ status }) => status === 'booked'));
}
