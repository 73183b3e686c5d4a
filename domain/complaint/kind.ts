import type { Notice, OpenCase, Tells } from '../case/case.ts';
import { type ClockFact, waitingClock } from '../case/clocks/clock.ts';
import type { TimelineEvent } from '../case/event.ts';
import { kindOf, noticesOf } from '../case/kind-of.ts';
import { readsAs } from '../case/policy.ts';
import type { DetailOf } from '../case/view.ts';
import { answerClock } from './answer-clock.ts';
import type { Appointment } from './aspects/appointments.ts';
import { factsOfMovingIn, isToldBySummary } from './aspects/moving-in.ts';
import { toldWith } from './aspects/representing.ts';
import { awaitsTelling, messageCameOf } from './aspects/rounds/telling.ts';
import { voidIfNotTold } from './aspects/speaking.ts';
import { complaintAspects } from './aspects.ts';
import { complaintCommands, innerComplaintCommands } from './commands.ts';
import type { ComplaintFact } from './facts.ts';
import { hasNobody } from './has-nobody.ts';
import { complaintNextActors } from './next-actors.ts';
import type { ComplaintPolicy } from './policy.ts';
import type { ComplaintDetails, ComplaintState } from './state.ts';

/** Fields that came after the first release: empty in every new complaint, and in one that an earlier release opened. */
const laterFields = {
  trackingNumber: null,
  tickets: [],
  decidedBy: [],
  barred: [],
  follows: null,
  attachments: [],
  links: [],
  merging: null,
  notTaken: null,
  merged: [],
  verdicts: [],
  stepsDone: [],
  promise: null,
  contact: null,
  appointments: [],
  claims: [],
  apologisedAt: null,
};

/** What only a complaint has in its view. */
export type ComplaintDetail = DetailOf<ComplaintState, keyof typeof laterFields>;

function openComplaint(input: OpenCase<ComplaintDetails, ComplaintPolicy>): {
  state: ComplaintState;
  facts: (ComplaintFact | ClockFact)[];
} {
  const { organisation, number, at, policy, calendar, details } = input;
  const { hash: policyHash } = policy;
  const state: ComplaintState = {
    kind: 'complaint',
    status: 'received',
    organisation,
    number,
    category: details.category,
    priority: details.priority,
    round: 1,
    about: details.about,
    owner: null,
    openedAt: at,
    closedAt: null,
    clocks: policy.clocks.map((rule) => waitingClock(rule, rule.id, 1)),
    words: details.customerWords ? [details.customerWords, details.words] : [details.words],
    policy,
    calendar,
    channel: details.channel,
    customerClass: details.customerClass,
    language: details.language,
    completeAt: details.receivedAt ?? at,
    returns: 0,
    answeredAt: null,
    answer: null,
    solved: false,
    ...laterFields,
    trackingNumber: details.trackingNumber ?? null,
    ...(details.trackingToken ? { trackingToken: details.trackingToken } : {}),
    follows: details.follows ?? null,
    links: details.linkedTo ? [{ ...details.linkedTo, linkedAt: at }] : [],
    contact: { lastAt: at, missedAt: null, daysMissed: 0, ...(readsAs({ policy }, 4) ? { reachedAt: null } : {}) },
    ...(details.internal || policy.internalTo ? { internal: true } : {}),
    ...(policy.internalTo ? { circle: policy.internalTo } : {}),
    ...(details.anonymous ? { anonymous: true, ...(policy.anonymousTo ? { circle: policy.anonymousTo } : {}) } : {}),
    ...(details.concerns ? { concerns: details.concerns } : {}),
    ...(details.receivedAt ? { receivedAt: details.receivedAt } : {}),
    ...(details.callAgreedFor ? { callAgreedFor: details.callAgreedFor } : {}),
    ...(details.movedIn ? { movedIn: details.movedIn } : {}),
  };
  const received: ComplaintFact = {
    type: 'received',
    data: { ...details, policyHash, calendarHash: calendar.hash },
  };
  return { state, facts: [received, ...factsOfMovingIn(state)] };
}

function isOver(state: ComplaintState): boolean {
  if (state.status === 'merged') return state.undo === undefined;
  return state.status === 'withdrawn' || ('over' in state && state.over);
}

/** A complaint, enquiry, remark, suggestion or ticket: everything that a customer brings to a care team. */
export const complaint = kindOf({
  name: 'complaint',
  commands: complaintCommands,
  innerCommands: innerComplaintCommands,
  aspects: complaintAspects,
  opening: 'received',
  clockTold: (state) => answerClock(state),
  endings: ['closed', 'declined', 'withdrawn', 'merged'],
  open: openComplaint,
  upgraded: (state) => ({ ...laterFields, ...state }),
  notices: complaintNotices,
  customerNotTold: voidIfNotTold,
  customerTold: messageCameOf,
  nextActors: complaintNextActors,
  isOver,
});

/**
 * The notices that an event asks for: who is told, of which instant (an appointment's, or the time that was promised) and of
 * which amount. A person of an appointment is told in person; of what is internal no customer is told.
 */
function complaintNotices(event: TimelineEvent, state: ComplaintState): Notice[] {
  const fact = { type: event.type, data: event.data } as ComplaintFact;
  const atOnce = noticesOf(event, state).filter(({ to }) => !isToldBySummary(event, to, state));
  const appointment = appointmentOf(fact, state);
  const instant = appointment?.at ?? promisedBy(fact);
  const amount = amountIn(fact, state);
  const tells = appointment
    ? { codes: { appointment: appointment.kind, person: appointment.with, ...whereOf(appointment) } }
    : complaintTells(fact, event, state);
  return atOnce.flatMap((notice): Notice[] => {
    if (hasNobody(state) && (notice.to === 'customer' || notice.to === 'former-contact')) return [];
    if (fact.type === 'contactCorrected' && !isElsewhere(fact.data.changed)) return [];
    if (notice.to === 'former-contact') {
      return state.formerContact ? [{ ...notice, former: state.formerContact.id }] : [];
    }
    const told = {
      ...notice,
      to: withinCircle(notice, state),
      ...(instant ? { instant } : {}),
      ...(amount ? { amount } : {}),
      ...(tells && !notice.escalation ? { tells } : {}),
      ...spokenIn(fact),
      ...answerIn(fact, notice, state),
    };
    if (notice.to === 'customer') return toCustomer(told, event, state);
    if (notice.to !== 'appointee') return [told];
    return appointment ? [{ ...told, to: `staff:${appointment.with}` }] : [];
  });
}

/** A message to the customer, and the same to those who represent the customer: without what only the customer can disown. */
function toCustomer(told: Notice, event: TimelineEvent, state: ComplaintState): Notice[] {
  const { customer, representatives } = toldWith(state, event);
  const { spoken: _, answer: __, ...same } = told;
  return [
    ...(customer ? [told] : []),
    ...representatives.map(({ id, words }): Notice => {
      return { ...same, to: 'representative', representative: { id, words: words.id } };
    }),
  ];
}

/** Of an internal problem only the roles that it is open to are written to (N-25). A ladder goes where it leads. */
function withinCircle({ to, escalation }: Notice, { circle, owner }: ComplaintState): Notice['to'] {
  const [first] = circle ?? [];
  if (first === undefined) return to;
  const isOutside = to.startsWith('role:') && !circle?.includes(to.slice('role:'.length));
  return (isOutside && !escalation) || (to === 'owner' && owner === null) ? `role:${first}` : to;
}

function appointmentOf(fact: ComplaintFact, { appointments }: ComplaintState): Appointment | undefined {
  if (fact.type === 'appointmentBooked') return appointments.at(-1);
  const id = 'appointment' in fact.data ? fact.data.appointment : null;
  return appointments.find((one) => one.id === id);
}

/** Which words say where: they are read when the letter is written. */
function whereOf({ where }: Appointment): { where?: string } {
  return where ? { where: where.id } : {};
}

/** The amount of the claim or benefit that an event is about, which need not be the latest. */
function amountIn({ data }: ComplaintFact, { claims }: ComplaintState): string | null {
  const about = 'claim' in data ? claims.find(({ claim }) => claim === data.claim) : undefined;
  return about ? `${about.amount} ${about.currency}` : null;
}

/** What staff recorded in the customer's name, of which the customer is told with a link to disown it. */
function spokenIn(fact: ComplaintFact): Pick<Notice, 'spoken'> {
  if (fact.type !== 'spokenFor' && fact.type !== 'withdrawalClaimed') return {};
  const { id, what } = fact.data;
  return { spoken: { id, what } };
}

/** True if messages go elsewhere from now on: a name or a language that is corrected is told to nobody. */
function isElsewhere(changed: readonly string[]): boolean {
  return changed.includes('phone') || changed.includes('email');
}

/** Of a message with the answer: which one, if the case asks whether the customer has been told. */
function answerIn({ type }: ComplaintFact, { to }: Notice, state: ComplaintState): Pick<Notice, 'answer'> {
  const isAnswer = type === 'answered' && to === 'customer' && state.answeredAt !== null && awaitsTelling(state);
  return isAnswer ? { answer: state.answeredAt as string } : {};
}

function promisedBy(fact: ComplaintFact): string | null {
  if (fact.type === 'spokenFor' || fact.type === 'withdrawalClaimed') return fact.data.until;
  // What was merged is answered where it goes on, by the earliest promise of both.
  if (fact.type === 'merged') return fact.data.answerBy ?? null;
  return 'expectedBy' in fact.data ? fact.data.expectedBy : null;
}

/**
 * What a message about a complaint says besides its number: why, what is missing, and until when the customer may act. Codes
 * and instants only: the message shows their titles and local dates. Nothing for an event that says no more.
 */
function complaintTells(fact: ComplaintFact, event: TimelineEvent, state: ComplaintState): Tells | undefined {
  switch (fact.type) {
    case 'returnedForCompletion': {
      const { missing, completeUntil } = fact.data;
      return { codes: { missing: missing.join(',') }, instants: { completeUntil } };
    }
    case 'declined':
      return { instants: { reopenUntil: fact.data.reopenUntil } };
    case 'answered':
      return {
        codes: { solved: fact.data.solved ? 'yes' : 'no' },
        instants: { followUpUntil: fact.data.followUpUntil },
      };
    case 'closed':
      return { codes: { closedBy: fact.data.outcome }, instants: { reopenUntil: fact.data.reopenUntil } };
    case 'roundOpened':
      // What was declined goes back to triage; what was answered is worked on.
      return { codes: { reopened: state.status === 'received' ? 'declined' : 'answered' } };
    case 'withdrawn':
      return { codes: { saidBy: event.by === 'customer' ? 'customer' : 'staff' } };
    case 'spokenFor':
    case 'withdrawalClaimed':
      return { codes: { spoken: fact.data.what } };
    case 'goodwillGranted':
      return benefitOf(fact.data.claim, state);
    default:
      return undefined;
  }
}

function benefitOf(claim: number, { claims }: ComplaintState): Tells | undefined {
  const benefit = claims.find((one) => one.claim === claim)?.benefit;
  return benefit ? { codes: { benefit } } : undefined;
}
