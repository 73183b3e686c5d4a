/** Contact with the customer: logged, owed each day, and put right if it was written down wrongly, as fields are. */
import { unchanged } from '../../case/aspect.ts';
import type { Window } from '../../case/case.ts';
import { type Actor, effectiveUser, type No, namesOf, no, type VaultTextRef } from '../../case/command.ts';
import type { TimelineEvent } from '../../case/event.ts';
import { readsAs } from '../../case/policy.ts';
import { closingAfter, closingOfNextDay, type WorkingCalendar } from '../../deadline/deadline.ts';
import type { ComplaintAspect } from '../aspect.ts';
import type { ComplaintFact } from '../facts.ts';
import type { ComplaintState } from '../state.ts';
import { told } from './rounds/telling.ts';
import { standing } from './statements.ts';

export interface ContactCommands {
  /**
   * With a department: a telephone call or an e-mail to it, which is no contact with the customer. By the third reading an
   * e-mail that asks something is followed as the `ticket` of that number. `statusTold`: the customer was told where the
   * complaint stands.
   */
  'log-contact': {
    channel: string;
    reached: boolean;
    words: VaultTextRef | null;
    department?: string;
    ticket?: string;
    asksNothing?: true;
    statusTold?: true;
  };
}

/** When the customer last heard from us or we from them, and the working days that ended without. */
export interface ContactRecord {
  lastAt: string;
  /** When a contact that was logged reached the customer: the first since the answer, else the last. By the fourth reading. */
  reachedAt?: string | null;
  /** The end of the last working day that was missed. */
  missedAt: string | null;
  daysMissed: number;
}

type CustomerContact = Pick<ContactCommands['log-contact'], 'channel' | 'reached' | 'words' | 'statusTold'>;
/** What an e-mail is logged as: a case's own channels may be named otherwise, this one is the document's. */
const byEmail = 'email';

/** Only a customer who was reached has been contacted (B-06). */
type ContactFact =
  | { type: 'contactLogged' | 'contactAttempted'; data: CustomerContact }
  /** By the person whom the document names for it, or the delegate. */
  | { type: 'complainantContacted'; data: object }
  | { type: 'departmentContacted'; data: CustomerContact & { department: string; asksNothing?: true } }
  /** A working day has ended without contact: of an open complaint, or of one whose answer is to be phoned out (N-12). */
  | { type: 'contactMissed' | 'answerNotPhoned'; data: { dayEnded: string } };

/** Contact with the customer, owed on each working day if the policy says so, and with departments (B-06, C-01, C-06, N-12). */
export const contact: ComplaintAspect<ContactCommands, ContactFact> = {
  decisions: {
    'log-contact'(state, { body, actor }) {
      const { department, ticket, ...contact } = body;
      if (department !== undefined) return departmentContacted(state, { ...contact, department }, ticket);
      return body.reached ? reached(state, actor, contact) : [{ type: 'contactAttempted', data: contact }];
    },
  },

  evolutions: {
    contactLogged: unchanged,
    contactAttempted: unchanged,
    complainantContacted: (state, _, { at }) =>
      readsAs(state, 4) ? { ...state, complainantContactedAt: state.complainantContactedAt ?? at } : state,
    departmentContacted: unchanged,
    contactMissed: dayMissed,
    answerNotPhoned: dayMissed,
  },
  windows: { open: contactWindows, ended: { contact: contactDayEnded } },
  afterward: afterContact,
};

/** An e-mail that asks a department for something is followed to its end like a ticket: it is one (C-06). */
function departmentContacted(
  state: ComplaintState,
  data: CustomerContact & { department: string; asksNothing?: true },
  ticket: string | undefined,
): ComplaintFact[] | No {
  const { words, department } = data;
  if (!isFollowed(state, data)) return [{ type: 'departmentContacted', data }];
  if (state.status !== 'open') {
    return no('Incomplete', 'a department is asked while the complaint is worked on: accept it first');
  }
  if (ticket === undefined || words === null) {
    return no('Incomplete', 'an e-mail to a department is followed as a ticket: say what it asks');
  }
  return [
    { type: 'departmentContacted', data: { ...data, words: null } },
    { type: 'ticketOpened', data: { ticket, department, words } },
  ];
}

function isFollowed(
  state: ComplaintState,
  { channel, department, asksNothing }: Pick<ContactCommands['log-contact'], 'channel' | 'department' | 'asksNothing'>,
): boolean {
  const isOther = department !== state.policy.department;
  const hasTickets = !state.policy.switchedOff.includes('open-department-ticket');
  return readsAs(state, 3) && channel === byEmail && isOther && hasTickets && !asksNothing;
}

/** A customer who was reached. If the policy says who has to contact them, also whether it was one of those (B-06). */
export function reached(state: ComplaintState, actor: Actor, contact: CustomerContact): ComplaintFact[] {
  const logged: ComplaintFact = { type: 'contactLogged', data: contact };
  const asked: ComplaintFact[] = isToContact(state, actor) ? [{ type: 'complainantContacted', data: {} }] : [];
  return [logged, ...asked, ...told(state, 'contact')];
}

/** True of a person with the role that the document names, and of an owner who was assigned it by somebody else. */
function isToContact({ policy, owner, delegate }: ComplaintState, actor: Actor): boolean {
  const { contactBy } = policy;
  if (!contactBy) return false;
  const person = effectiveUser(actor);
  return actor.roles.some((role) => contactBy.includes(role)) || (owner === person && delegate === person);
}

function dayMissed(state: ComplaintState, { dayEnded }: { dayEnded: string }): ComplaintState {
  const contact = state.contact && { ...state.contact, missedAt: dayEnded, daysMissed: state.contact.daysMissed + 1 };
  return { ...state, contact };
}

/** Facts by which the customer and we have heard of each other: the day on which one happens is not missed. */
const contacts: readonly ComplaintFact['type'][] = [
  'contactLogged',
  'completed',
  'interimAnswered',
  'answered',
  'roundOpened',
  'statementDisowned',
];

/** The complaint after an event that may have been a contact. */
function afterContact(state: ComplaintState, event: Pick<TimelineEvent, 'type' | 'at' | 'data'>): ComplaintState {
  const { at } = event;
  const isContact = state.contact !== null && countsAsContact(state, event);
  if (!isContact) return state;
  const contact = { ...state.contact, lastAt: at } as ContactRecord;
  const hasReached = event.type === 'contactLogged' && readsAs(state, 4);
  return { ...state, contact: hasReached ? { ...contact, reachedAt: reachedSinceAnswer(state, at) } : contact };
}

function reachedSinceAnswer({ answeredAt, contact }: ComplaintState, at: string): string {
  const before = contact?.reachedAt ?? null;
  const isSince = answeredAt !== null && before !== null && Date.parse(before) > Date.parse(answeredAt);
  return isSince ? before : at;
}

/** What begins the duty anew: the customer has spoken to us. */
const fromCustomer: readonly string[] = ['completed', 'roundOpened'];

/** If the policy names the channels of the daily contact, only a call or its attempt by one of them is one (N-12). */
function countsAsContact({ policy }: ComplaintState, { type, data }: Pick<TimelineEvent, 'type' | 'data'>): boolean {
  const channels = policy.dailyContact?.channels;
  if (!channels) return contacts.some((name) => name === type);
  if (type !== 'contactLogged' && type !== 'contactAttempted') return fromCustomer.includes(type);
  const { channel } = data as CustomerContact;
  // A call-back that was kept is a telephone call.
  return channels.includes(channel === 'call-back' ? 'phone' : channel);
}

/**
 * The end of the next working day by which the customer must have been contacted. It follows from the calendar each time it
 * is asked for. So a holiday that is announced late is nobody's fault, and a case that is open for months stores nothing.
 */
function contactWindows(given: ComplaintState, calendar: WorkingCalendar): Window[] {
  const state = standing(given);
  if (!state.contact || !isOwed(state)) return [];
  const { lastAt, missedAt } = state.contact;
  const missedLast = missedAt !== null && Date.parse(missedAt) > Date.parse(lastAt);
  const until = missedLast ? closingAfter(calendar, missedAt) : closingOfNextDay(calendar, lastAt);
  return until === null ? [] : [{ id: 'contact', until }];
}

/** No daily call goes to a customer who has been asked to complete their complaint, or whose case is closed. */
function isOwed({ status, policy }: ComplaintState): boolean {
  if (status === 'answered') return policy.dailyContact?.untilClosed ?? false;
  return (status === 'received' || status === 'open') && (policy.dailyContact?.whileOpen ?? false);
}

/** A working day has ended without contact. */
function contactDayEnded({ status }: ComplaintState, { until }: Window): ComplaintFact[] {
  return [{ type: status === 'answered' ? 'answerNotPhoned' : 'contactMissed', data: { dayEnded: until } }];
}

export interface CorrectingCommands {
  /** `words`: who the customer is from now on. `language`: null if it stays. */
  'correct-contact': { words: VaultTextRef; changed: string[]; language: 'ar' | 'en' | null };
  /** `trackingNumber`: null if it stays, or if its token is there. */
  'correct-fields': {
    words: VaultTextRef;
    changed: string[];
    trackingNumber: string | null;
    trackingToken?: string;
  };
}

type CorrectingFact =
  | { type: 'contactCorrected'; data: CorrectingCommands['correct-contact'] }
  | { type: 'fieldsCorrected'; data: CorrectingCommands['correct-fields'] };

/** What was written down wrongly is corrected on record (C-05, C-06): whom messages reach, and what the complaint says. */
export const correcting: ComplaintAspect<CorrectingCommands, CorrectingFact> = {
  decisions: {
    'correct-contact'(state, { body, actor }) {
      const own = (state.statements ?? []).find((one) => one.status === 'open' && namesOf(actor).includes(one.by));
      if (own) {
        return no(
          'SamePerson',
          'you recorded what the customer said: somebody else corrects where the customer is told',
        );
      }
      return [{ type: 'contactCorrected', data: body }];
    },
    'correct-fields': (_state, { body }) => [{ type: 'fieldsCorrected', data: body }],
  },
  evolutions: {
    contactCorrected: (state, { words, changed, language }, { by }) => ({
      ...state,
      ...formerContact(state),
      customerWords: words,
      language: language ?? state.language,
      // A correction by the page takes nothing away from one that staff have made: a customer may be said to have made it.
      ...(by === 'customer' ? {} : correctors(state, changed, by)),
    }),
    fieldsCorrected: (state, { trackingNumber, trackingToken }) => ({
      ...state,
      trackingNumber: trackingNumber ?? state.trackingNumber,
      ...(trackingToken ? { trackingToken } : {}),
    }),
  },
  /** Cases of earlier readings are corrected by no command. What was brought without a name is given none afterwards (F-10). */
  obstacle(state, command) {
    if (command === 'correct-contact' && state.anonymous) return 'it has no customer';
    const isCorrection = command === 'correct-contact' || command === 'correct-fields';
    return isCorrection && !readsAs(state, 3) ? 'its version of the policy knows no corrections' : null;
  },
};

function formerContact({ customerWords, words: [opening] }: ComplaintState): Pick<ComplaintState, 'formerContact'> {
  const known = customerWords ?? opening;
  return known ? { formerContact: known } : {};
}

function correctors(
  state: ComplaintState,
  changed: readonly string[],
  by: string,
): Pick<ComplaintState, 'contactCorrectedBy'> {
  if (!readsAs(state, 4)) return { contactCorrectedBy: by };
  // A name that is spelt right sends no message elsewhere.
  if (!changed.includes('phone') && !changed.includes('email')) return {};
  return { contactCorrectedBy: [...new Set([state.contactCorrectedBy ?? [], by].flat())] };
}

type CorrectedBy = { contactCorrectedBy?: ComplaintState['contactCorrectedBy'] };

/** A person who changed where the customer is told does not speak for the customer: nobody else would hear of it. */
export function correctedContact({ contactCorrectedBy = [] }: CorrectedBy, actor: Actor): No | null {
  const correctedBy = [contactCorrectedBy].flat();
  if (!namesOf(actor).some((name) => correctedBy.includes(name))) return null;
  return no('SamePerson', 'you corrected where the customer is told: somebody else records what the customer said');
}
