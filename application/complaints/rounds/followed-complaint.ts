/** What the page of a complaint shows its customer: where it stands, what is agreed on, and what may be done now. */

import { placeOf } from '../../../db/cases/appointment-places.ts';
import type { Appointment } from '../../../domain/complaint/aspects/appointments.ts';
import { localText } from '../../../domain/deadline/calendar.ts';
import type { Pack, Wording } from '../../../packs/schema.ts';
import type { Call } from '../../call.ts';
import { pinnedPack } from '../../cases/reading/find-case.ts';
import { type CustomerView, shownToCustomer } from '../customer/customer-view.ts';
import { newContactOnItsWay } from '../customer/new-contact.ts';
import { within } from '../customer/representation.ts';
import { calendarFor, meetingSlots } from '../meetings/meeting-slots.ts';

/** An appointment that stands, and where it is. */
export interface BookedAppointment extends Pick<Appointment, 'id' | 'kind' | 'at'> {
  place: Wording | null;
}

export interface FollowedComplaint {
  view: CustomerView;
  language: 'ar' | 'en';
  /** The policy that the complaint is pinned to. */
  pinned: Pack;
  /** The commands that the case takes now, of whomever. */
  allowed: readonly string[];
  booked: BookedAppointment[];
  /** Instants at which a manager can be met. */
  slots: string[];
  /** The new contact to which a code is on its way, most of it hidden. */
  newContact: string | null;
  /** An instant in the organisation's local time; as it is, if the calendar is not to be found. */
  local(instant: string): string;
}

/** The complaint of this call for its customer. What is done under a merged one is done in the one that goes on for it. */
export async function followedComplaint(call: Call): Promise<FollowedComplaint> {
  const { view, survivor: found } = await shownToCustomer(call);
  const survivor = { ...call, found };
  const { detail } = survivor.found.view;
  const allowed = within(call, found, found.view.allowed);
  const calendar = await calendarFor(survivor);
  const booked = allowed.includes('cancel-appointment') ? await bookedIn(survivor) : [];
  const meets = booked.some(({ kind }) => kind === 'meet-manager');
  const slots = allowed.includes('book-appointment') && !meets ? await meetingSlots(survivor, calendar) : [];
  return {
    view,
    language: detail.language === 'en' ? 'en' : 'ar',
    pinned: pinnedPack(survivor),
    allowed,
    booked,
    slots: slots.map(({ at }) => at),
    newContact: (await newContactOnItsWay(call))?.to ?? null,
    local: (instant) => (calendar ? localText(calendar, instant) : instant),
  };
}

function bookedIn({ dependencies, pack, found }: Call): Promise<BookedAppointment[]> {
  const appointments = found.view.detail.appointments ?? [];
  const booked = appointments.filter(({ status }) => status === 'booked');
  return Promise.all(
    booked.map(async ({ id, kind, at, where }) => {
      const place = await placeOf(dependencies.database, pack, { kind, where: where?.id });
      return { id, kind, at, place };
    }),
  );
}
