/** A half-hour of a manager is given to one customer, no matter who asks for it at the same instant (G-09). */

import { giveBackMeeting, halfHourOf, type MeetingTime, takeMeeting } from '../../../db/cases/meeting-slots.ts';
import type { Appointment } from '../../../domain/complaint/aspects/appointments.ts';
import type { Call } from '../../call.ts';
import { lookUpCase } from '../../cases/reading/find-case.ts';

type Meeting = Pick<MeetingTime, 'with' | 'at'>;

/** The first of these managers who is still free then, from now on taken; null if none is. */
export async function meetingTaken(context: Call, at: string, managers: readonly string[]): Promise<string | null> {
  const { dependencies, found, receivedAt: now } = context;
  const { organisation, number } = found;
  for (const manager of managers) {
    const time = { organisation, with: manager, at };
    const isBooked = async (other: string) => {
      const holder = await lookUpCase(dependencies, organisation, other);
      return bookedIn(holder?.view.detail.appointments, time);
    };
    if (await takeMeeting(dependencies.database, time, { number, now, isBooked })) return manager;
  }
  return null;
}

/** It was refused, or cancelled: somebody else can have the time. */
export function meetingGivenBack({ dependencies, found }: Call, meeting: Meeting): Promise<void> {
  const { organisation, number } = found;
  return giveBackMeeting(dependencies.database, { organisation, ...meeting }, number);
}

function bookedIn(appointments: unknown, { with: person, at }: Meeting): boolean {
  return ((appointments ?? []) as Appointment[]).some(
    (one) => one.status === 'booked' && one.with === person && halfHourOf(one.at) === halfHourOf(at),
  );
}
