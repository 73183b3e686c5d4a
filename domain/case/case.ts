import type { Calendar } from '../deadline/calendar.ts';
import type { WorkingCalendar } from '../deadline/deadline.ts';
import type { Clock } from './clocks/clock.ts';
import type { Actor, Command, CommandSignature, No, VaultTextRef } from './command.ts';
import type { Errand } from './errand.ts';
import type { Fact, TimelineEvent } from './event.ts';
import type { NextActors } from './next-actors.ts';
import type { Channel, PolicySlice, Recipient } from './policy.ts';

export type Priority = 'urgent' | 'high' | 'normal';

/** Which published calendar a case counts by. */
export interface CalendarReference {
  name: string;
  version: number;
  /** SHA-256 of the calendar's content. */
  hash: string;
}

/** A published calendar with its content, as a workflow carries it. */
export interface CalendarSnapshot extends CalendarReference {
  calendar: Calendar;
}

/** What every kind of case has. A kind's State is a union of these fields and those of each of its statuses. */
export interface CaseFields {
  kind: string;
  organisation: string;
  number: string;
  category: string;
  priority: Priority;
  round: number;
  /** Staff ids of the people whom the case is about: they neither see it nor act on it. */
  about: string[];
  owner: string | null;
  openedAt: string;
  closedAt: string | null;
  clocks: Clock[];
  words: VaultTextRef[];
  policy: PolicySlice;
  calendar: CalendarReference;
  /** Who besides its own group works with the case: of a department's ticket, the side of the complaint. */
  follower?: Follower;
  /** The root key whose certificates prove commands. Absent if an earlier release opened the case. */
  rootKey?: string;
}

/** A group, and its department, that follows a case of another department. */
export interface Follower {
  group: string;
  department: string;
}

export interface CaseState extends CaseFields {
  status: string;
}

/** An instant at which the case itself decides something when nobody has acted: a window ends. */
export interface Window {
  id: string;
  until: string;
}

/** A rung of a clock, and the due instant that it is about in the organisation's local time. */
export interface Escalation {
  clock: string;
  rung: number;
  dueLocal: string | null;
}

/** What a notice tells besides its number and its own instant: codes and UTC instants by name, never a word. */
export interface Tells {
  codes?: Record<string, string>;
  instants?: Record<string, string>;
}

/** Somebody must be told. Made by `notices`, carried out by an activity with the key made in the workflow. */
export interface Notice {
  to: Exclude<Recipient, 'giver' | 'receiver'> | 'representative' | `staff:${string}`;
  channels: Channel[];
  template: string;
  /** Staff are not written to while their organisation is closed, unless the pack says urgent. */
  urgent: boolean;
  /** The rung of a ladder that this notice carries out. */
  escalation?: Escalation;
  /** The instant that it tells of, if that is not when the answer is due: an appointment, a promise. UTC. */
  instant?: string;
  /** The amount that it tells of, with its currency. */
  amount?: string;
  tells?: Tells;
  /** What staff recorded in the customer's name, and its place among such records of the case. */
  spoken?: { id: number; what: string };
  /** Vault id of the words with the contact that it goes to, if that is not the case's any more. */
  former?: string;
  /** The representative who gets it instead of, or beside, the customer, and the vault id of the words with the contact. */
  representative?: { id: string; words: string };
  /** When the answer was given that it tells, in a case that asks whether the customer has been told. UTC. */
  answer?: string;
}

/** What a notice told besides the number: the same notice by another channel tells the same. */
export interface ToldByNotice extends Pick<Notice, 'instant' | 'amount' | 'tells' | 'spoken' | 'answer'> {
  /** The instant in the organisation's local time, and those of `tells` by name. */
  dueLocal?: string;
  localInstants?: Record<string, string>;
}

/** What opening a case of a kind takes: the pinned slice and calendar, and the kind's own details. */
export interface OpenCase<Details, Policy extends PolicySlice = PolicySlice> {
  organisation: string;
  number: string;
  commandId: string;
  at: string;
  actor: Actor;
  policy: Policy;
  calendar: CalendarReference;
  details: Details;
  /** The root key that the case pins; absent if an earlier release opened it. */
  rootKey?: string;
  /** Absent if an earlier release opened the case, or another case did. */
  signature?: CommandSignature;
}

/** An opening as the command that is signed. The policy stands in it by its version, and the calendar by its digest. */
export function openingCommand<Details, Policy extends PolicySlice>(
  open: OpenCase<Details, Policy>,
): Pick<Command, 'name' | 'commandId' | 'at' | 'actor' | 'body' | 'signature'> {
  const { commandId, at, actor, details, policy, calendar, rootKey, signature } = open;
  const body = { details, policyVersion: policy.version, calendar, ...(rootKey === undefined ? {} : { rootKey }) };
  return { name: 'open', commandId, at, actor, body, ...(signature ? { signature } : {}) };
}

/** What a decision may look at besides the state: the effective instant and the opened calendar. */
export interface DecisionContext {
  at: string;
  calendar: WorkingCalendar;
}

/** The five parts of a kind of case, and the names it needs. Pure: no clock, no I/O, no engine. */
export interface Kind<State extends CaseState, Details> {
  name: string;
  /** What may be done next: status → commands, before the pack's switches and the actor's rights. */
  commands: Record<string, readonly string[]>;
  /** Every command that the kind decides on, and every event of its own. */
  commandNames: readonly string[];
  eventNames: readonly string[];
  /** Commands that other cases give to this one, in whatever status it is; nobody else may. */
  innerCommands: readonly string[];
  /** What stands in the way of a command besides the table, or null: also says more of a status without it. */
  blocked(state: State, command: string): string | null;
  /** Digest of what a command decides on, as it stands. A user who names another one has not seen it. */
  decidedOn?(state: State, command: string): string | undefined;
  /** Facts that end the work on the case: whatever clock still runs is cancelled. */
  endings: readonly string[];
  /** Facts that end a step: messages tell when the step under way is due. */
  stepEnds?: readonly string[];
  /** The clock whose due instant messages tell, if it is not that of a step. */
  clockTold?(state: State): Clock | null;
  open(input: OpenCase<Details, State['policy']>): { state: State; facts: Fact[] };
  /** A state that an earlier release handed on, with what has been added since. */
  upgraded(state: State): State;
  /** Takes only commands that the table and the rights allow. */
  decide(state: State, command: Command, around: DecisionContext): Fact[] | No;
  evolve(state: State, event: TimelineEvent): State;
  /** Instants that the state holds, or that follow from it by the calendar: those move with a newer one. */
  windows(state: State, calendar: WorkingCalendar): Window[];
  /** What the case does when a window ends. */
  windowEnded(state: State, window: Window, around: DecisionContext): Fact[];
  /** Who must be told of an event. */
  notices(event: TimelineEvent, state: State): Notice[];
  /** What follows if no message of a record in the customer's name reached the customer. */
  customerNotTold?(state: State, statement: number, around: DecisionContext): Fact[];
  /** What follows if a message with the answer of that instant reached the customer, or none did. */
  customerTold?(state: State, answer: string, isTold: boolean): Fact[];
  /** What must be done in other cases because of an event. */
  errands(event: TimelineEvent, state: State): Errand[];
  /** For whom a case of this kind waits, and why. */
  nextActors: NextActors;
  /** True once nothing can happen to the case any more. */
  isOver(state: State): boolean;
  /** If going over to a newer policy asks for more than of every kind. */
  newerPolicy?: NewerPolicy<State>;
}

/** What a kind has to say if one of its cases goes over to a newer policy. */
export interface NewerPolicy<State extends CaseState> {
  /** The newer rules as they are for this case; or why they do not fit it. */
  fitted(state: State, policy: State['policy']): State['policy'] | No;
  /** The case under those rules, which it has already. */
  moved(state: State): State;
  /** What follows at once. */
  follows(state: State): Fact[];
}
