/** Half-hours of managers that are given away: one document each, so that of two customers at once one alone gets it (G-09). */

import type { Appointment } from '../../domain/complaint/aspects/appointments.ts';
import type { Database } from '../database.ts';
import { insertedOnce } from '../duplicate-key.ts';

/** `_id` is organisation/staff/half-hour. */
export interface MeetingSlotDocument {
  _id: string;
  /** The complaint for which it was taken. */
  number: string;
  takenAt: string;
}

export interface MeetingTime {
  organisation: string;
  with: string;
  at: string;
}

const halfHour = 30 * 60_000;
/** A complaint that has taken a half-hour and whose booking came to nothing loses it after so long. */
const bookingMs = 120_000;

/** The half-hour in which an instant lies, by its beginning. */
export function halfHourOf(at: string): string {
  return new Date(Math.floor(Date.parse(at) / halfHour) * halfHour).toISOString();
}

const idOf = (time: MeetingTime): string => `${time.organisation}/${time.with}/${halfHourOf(time.at)}`;

/**
 * Takes the half-hour for a complaint; the same one may take it again. False if another one has it.
 * @param isBooked whether the complaint that had it first still meets then
 */
export async function takeMeeting(
  database: Database,
  time: MeetingTime,
  { number, now, isBooked }: { number: string; now: string; isBooked(other: string): Promise<boolean> },
): Promise<boolean> {
  const { collection } = database.meetingSlots;
  const mine: MeetingSlotDocument = { _id: idOf(time), number, takenAt: now };
  if (await insertedOnce(() => collection.insertOne(mine as never))) return true;
  const taken = await database.meetingSlots.findById(mine._id).lean<MeetingSlotDocument>();
  if (!taken) return false;
  if (taken.number === number) return true;
  const isNew = Date.parse(now) - Date.parse(taken.takenAt) < bookingMs;
  if (isNew || (await isBooked(taken.number))) return false;
  const { modifiedCount } = await collection.updateOne(
    { _id: mine._id as never, number: taken.number, takenAt: taken.takenAt },
    { $set: { number, takenAt: now } },
  );
  return modifiedCount === 1;
}

/** What these people have agreed to in cases that have not ended. */
export async function appointmentsBookedWith(
  database: Database,
  organisation: string,
  people: string[],
): Promise<Pick<Appointment, 'at' | 'with'>[]> {
  const cases = await database.cases
    .find(
      { organisation, over: false, 'view.detail.appointments.with': { $in: people } },
      { 'view.detail.appointments': 1 },
    )
    .lean<{ view: { detail: { appointments: Appointment[] } } }[]>();
  return cases.flatMap(({ view }) => view.detail.appointments.filter(({ status }) => status === 'booked'));
}

/** Gives it back, if that complaint has it. */
export async function giveBackMeeting(database: Database, time: MeetingTime, number: string): Promise<void> {
  await database.meetingSlots.collection.deleteOne({ _id: idOf(time) as never, number });
}
