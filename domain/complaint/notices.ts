/** Who is told of a complaint's events, and of which instant: that of an appointment, or the time that was promised. */
import type { Notice } from '../case.ts';
import type { TimelineEvent } from '../event.ts';
import { noticesOf } from '../notices.ts';
import type { Appointment } from './aspects/appointments.ts';
import type { ComplaintFact } from './facts.ts';
import type { ComplaintState } from './state.ts';

/** The notices that an event asks for. A person of an appointment is told in person; of what is internal no customer is told. */
export function complaintNotices(event: TimelineEvent, state: ComplaintState): Notice[] {
  const fact = { type: event.type, data: event.data } as ComplaintFact;
  const appointment = appointmentOf(fact, state);
  const instant = appointment?.at ?? promisedBy(fact);
  return noticesOf(event, state).flatMap((notice): Notice[] => {
    if (state.internal && notice.to === 'customer') return [];
    const told = instant ? { ...notice, instant } : notice;
    if (notice.to !== 'appointee') return [told];
    return appointment ? [{ ...told, to: `staff:${appointment.with}` }] : [];
  });
}

function appointmentOf(fact: ComplaintFact, { appointments }: ComplaintState): Appointment | undefined {
  if (fact.type === 'appointmentBooked') return appointments.at(-1);
  const id = 'appointment' in fact.data ? fact.data.appointment : null;
  return appointments.find((one) => one.id === id);
}

function promisedBy(fact: ComplaintFact): string | null {
  return 'expectedBy' in fact.data ? fact.data.expectedBy : null;
}
