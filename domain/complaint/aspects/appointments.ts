/** Call-backs, video calls and meetings with the manager, at a time that the customer has agreed to (G-07, G-09, N-12). */
import type { DecisionContext, Window } from '../../case/case.ts';
import { no, type VaultTextRef } from '../../case/command.ts';
import { readsAs } from '../../case/policy.ts';
import { deadline, nextOpening } from '../../deadline/deadline.ts';
import type { ComplaintAspect, Decisions, Evolutions } from '../aspect.ts';
import type { ComplaintState } from '../state.ts';
import { reached } from './contact.ts';

export type AppointmentKind = 'call-back' | 'video-call' | 'meet-manager';

export interface Appointment {
  /** `1`, `2` and so on within the complaint. */
  id: string;
  kind: AppointmentKind;
  at: string;
  /** Staff id. */
  with: string;
  /** Words with the link of a video call, or the place of a meeting (G-07). */
  where?: VaultTextRef;
  bookedAt: string;
  /** When the member of staff is reminded; null if that is not due or has been done. */
  remindAt: string | null;
  /** When it counts as missed unless somebody has said what came of it. */
  overdueAt: string;
  /** Set once it was missed, whatever is said of it later. */
  missedAt: string | null;
  status: 'booked' | 'kept' | 'not-kept' | 'cancelled' | 'missed' | 'lapsed';
  /** Who did not come, if it was not kept. */
  absent: 'customer' | 'staff' | null;
}

export interface AppointmentCommands {
  'book-appointment': {
    kind: AppointmentKind;
    at: string;
    with: string;
    words: VaultTextRef | null;
    where?: VaultTextRef;
  };
  'keep-appointment': {
    appointment: string;
    kept: boolean;
    absent: 'customer' | 'staff' | null;
    words: VaultTextRef | null;
  };
  'cancel-appointment': { appointment: string; words: VaultTextRef | null };
}

type Booked = AppointmentCommands['book-appointment'] & Pick<Appointment, 'id' | 'remindAt' | 'overdueAt'>;

export type AppointmentFact =
  | { type: 'appointmentBooked'; data: Booked }
  | { type: 'appointmentKept' | 'appointmentNotKept'; data: AppointmentCommands['keep-appointment'] }
  | { type: 'appointmentCancelled'; data: AppointmentCommands['cancel-appointment'] }
  | { type: 'appointmentReminded' | 'appointmentMissed'; data: { appointment: string } };

const decisions: Decisions<AppointmentCommands> = {
  'book-appointment'(state, { body }, around) {
    if (state.about.includes(body.with)) return no('NamedInCase', 'the complaint names that person');
    const opening = nextOpening(around.calendar, body.at);
    if (readsAs(state, 3) && Date.parse(opening) !== Date.parse(body.at)) {
      return no('Incomplete', `nobody is there at ${body.at}: the next opening time begins at ${opening}`);
    }
    const id = String(state.appointments.length + 1);
    return [{ type: 'appointmentBooked', data: { ...body, id, ...instantsOf(state, body.at, around) } }];
  },

  'keep-appointment'(state, { body, actor }) {
    const found = state.appointments.find(({ id }) => id === body.appointment);
    if (!found || !hasNoResult(found)) return no('Incomplete', `no appointment ${body.appointment} waits for a result`);
    if (!body.kept) return [{ type: 'appointmentNotKept', data: body }];
    // The person who kept it has spoken with the customer.
    const spoken = reached(state, actor, { channel: found.kind, reached: true, words: null });
    return [{ type: 'appointmentKept', data: body }, ...spoken];
  },

  'cancel-appointment'(state, { body }) {
    const isBooked = state.appointments.some(({ id, status }) => id === body.appointment && status === 'booked');
    if (!isBooked) return no('Incomplete', `no appointment ${body.appointment} is booked`);
    return [{ type: 'appointmentCancelled', data: body }];
  },
};

/** When to remind, and from when on it is missed. If the calendar does not reach so far: no reminder, and at its time. */
function instantsOf(
  { policy }: ComplaintState,
  at: string,
  around: DecisionContext,
): Pick<Appointment, 'remindAt' | 'overdueAt'> {
  const ahead = (Date.parse(at) - Date.parse(around.at)) / 1000;
  const { remindBefore, grace } = policy.appointments ?? {};
  if (!remindBefore || !grace) return { remindAt: null, overdueAt: at };
  const answer = deadline(around.calendar, {
    start: around.at,
    due: { elapsed: `PT${ahead.toFixed(3)}S` },
    rungs: [{ before: remindBefore }, { after: grace }],
  });
  if ('refusal' in answer) return { remindAt: null, overdueAt: at };
  const [remindAt = null, overdueAt] = answer.rungs;
  return { remindAt, overdueAt: overdueAt ?? at };
}

const changed =
  <Data>(change: (data: Data, at: string) => Partial<Appointment>) =>
  (state: ComplaintState, data: Data & { appointment: string }, { at }: { at: string }): ComplaintState => ({
    ...state,
    appointments: state.appointments.map((one) =>
      one.id === data.appointment ? { ...one, ...change(data, at) } : one,
    ),
  });

const evolutions: Evolutions<AppointmentFact> = {
  appointmentBooked: (state, { words: _, ...booked }, { at }) => {
    const appointment: Appointment = { ...booked, bookedAt: at, missedAt: null, status: 'booked', absent: null };
    return { ...state, appointments: [...state.appointments, appointment] };
  },
  appointmentReminded: changed(() => ({ remindAt: null })),
  appointmentKept: changed(() => ({ status: 'kept', remindAt: null })),
  appointmentNotKept: changed(({ absent }) => ({ status: 'not-kept', remindAt: null, absent })),
  appointmentCancelled: changed(() => ({ status: 'cancelled', remindAt: null })),
  appointmentMissed: changed((_data, at) => ({ status: 'missed', remindAt: null, missedAt: at })),
};

/** Nobody has said yet what came of it: that can still be said once it counts as missed. */
function hasNoResult({ status }: Appointment): boolean {
  return status === 'booked' || status === 'missed';
}

/** A complaint that has ended takes its open appointments with it. */
function withLapsedAppointments(state: ComplaintState): ComplaintState {
  const hasEnded = ['closed', 'declined', 'withdrawn', 'merged'].includes(state.status);
  if (!hasEnded || !state.appointments.some(({ status }) => status === 'booked')) return state;
  const lapsed = (one: Appointment): Appointment =>
    one.status === 'booked' ? { ...one, status: 'lapsed', remindAt: null } : one;
  return { ...state, appointments: state.appointments.map(lapsed) };
}

/** Why a command about appointments is not possible just now, or null. */
function obstacle({ policy, appointments }: ComplaintState, command: string): string | null {
  if (command === 'book-appointment') return policy.appointments ? null : 'the policy has no appointments';
  if (command === 'keep-appointment')
    return appointments.some(hasNoResult) ? null : 'no appointment waits for a result';
  if (command !== 'cancel-appointment') return null;
  return appointments.some(({ status }) => status === 'booked') ? null : 'no appointment is booked';
}

/** The reminder before each booked appointment, and the instant at which it is missed. */
function appointmentWindows({ appointments }: ComplaintState): Window[] {
  return appointments
    .filter(({ status }) => status === 'booked')
    .flatMap(({ id, remindAt, overdueAt }) => [
      ...(remindAt === null ? [] : [{ id: `reminder:${id}`, until: remindAt }]),
      { id: `appointment:${id}`, until: overdueAt },
    ]);
}

const ended =
  (type: 'appointmentReminded' | 'appointmentMissed') =>
  (_state: ComplaintState, { id }: Window): AppointmentFact[] => [
    { type, data: { appointment: id.split(':')[1] ?? '' } },
  ];

export const appointments: ComplaintAspect<AppointmentCommands, AppointmentFact> = {
  decisions,
  evolutions,
  obstacle,
  windows: {
    open: appointmentWindows,
    ended: { reminder: ended('appointmentReminded'), appointment: ended('appointmentMissed') },
  },
  afterward: withLapsedAppointments,
};
