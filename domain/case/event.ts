/**
 * What has happened to a case: a fact, the event that it becomes in the timeline, and what the digest of an event covers. From
 * version 2 on the fields that a reader may be kept from stand in it as digests of their own, each with a nonce. A reader
 * without a field gets its digest instead, cannot guess it, and checks the chain.
 */
import { canonicalJson, digest } from '../digest.ts';
import { type Actor, type Command, type CommandSignature, signedContent, systemActor } from './command.ts';

/** A fact that a kind's `decide` states: a type in the past tense and its data. */
export interface Fact {
  type: string;
  data: object;
}

/** A fact as it stands in the timeline: numbered, dated, attributed, and chained to the one before it. */
export interface TimelineEvent extends Fact {
  /** Version of the event's schema. In 2 each field that a reader may be kept from has a digest of its own. */
  v: 1 | 2;
  sequence: number;
  /** The instant that the fact counts from; never before that of the event ahead of it. */
  at: string;
  /** When the workflow wrote it down, for information. Later than `at` if the system was away. */
  recordedAt: string;
  by: string;
  roles: string[];
  onBehalfOf?: 'customer';
  /** Staff id of the absent person in whose right it was done; left out if `by` acted in a right of their own. */
  standingInFor?: string;
  commandId: string;
  policyVersion: number;
  calendarVersion: number;
  /** Of the first event: the root key that the case has pinned. */
  rootKey?: string;
  previous: string;
  digest: string;
  /** From version 2 on: what the nonces of the fields are made from. */
  nonce?: string;
  /** Stands instead of it if a field is kept from the reader: nonces of the fields shown, digests of the others. */
  nonces?: Record<string, string>;
  withheld?: Record<string, string>;
  /**
   * Of the command by which a person made it, or of the message in the system's name. It stands beside what the digest covers,
   * and proves itself. Null if such a message had none.
   */
  signature?: CommandSignature | null;
}

interface Circumstances {
  at: string;
  recordedAt: string;
  actor: Actor;
  commandId: string;
  policyVersion: number;
  calendarVersion: number;
  rootKey?: string;
}

/** Numbers, dates and chains a fact; with the secret of a case as version 2, without one as version 1. */
export function toTimelineEvent(
  fact: Fact,
  place: { sequence: number; previous: string; secret: string | undefined },
  around: Circumstances,
): TimelineEvent {
  const { actor, ...rest } = around;
  const { secret, ...where } = place;
  const version =
    secret === undefined ? { v: 1 as const } : { v: 2 as const, nonce: eventNonce(secret, where.sequence) };
  const event = {
    ...rest,
    ...where,
    ...version,
    type: fact.type,
    data: fact.data,
    by: actor.id,
    roles: actor.roles,
    ...(actor.onBehalfOf ? { onBehalfOf: actor.onBehalfOf } : {}),
    ...(actor.standingInFor ? { standingInFor: actor.standingInFor } : {}),
  };
  return { ...event, digest: digestOf(event) };
}

/**
 * The events with the signature of the command that made them, beside each that a person made by it. A signature that was
 * given for other content is none.
 */
export function signedBy(
  events: TimelineEvent[],
  command: Pick<Command, 'name' | 'commandId' | 'actor' | 'body' | 'signature'>,
): TimelineEvent[] {
  const { commandId, signature } = command;
  if (!signature || signature.content !== signedContent(command)) return events;
  return events.map((event) => (event.commandId === commandId && isByPerson(event) ? { ...event, signature } : event));
}

/**
 * The events with the signature of the message that made them, which came in the system's name: from another case, a calendar,
 * a gateway. Null stands in its place if it has none, or one for other content. So it is told from what the case did by itself.
 */
export function toldBy(events: TimelineEvent[], message: MessageOfSystem): TimelineEvent[] {
  const { commandId, signature } = message;
  const content = signedContent({ ...message, actor: systemActor });
  const beside = signature?.content === content ? signature : null;
  const isOf = (event: TimelineEvent) => event.commandId === commandId || event.commandId === `${commandId}:told`;
  return events.map((event) => (isOf(event) ? { ...event, signature: beside } : event));
}

/** A message in the system's name: what it is called, under which id its events stand, and what it says. */
export type MessageOfSystem = Pick<Command, 'name' | 'commandId' | 'body' | 'signature'>;

/** True unless the system or another case did it, in no other right than its own: then nobody has to have signed it. */
export function isByPerson({ by, roles }: Pick<TimelineEvent, 'by' | 'roles'>): boolean {
  return by !== systemActor.id || roles.some((role) => !systemActor.roles.includes(role));
}

/** True if every event's digest is its own and carries its predecessor's. */
export function chainHolds(events: TimelineEvent[]): boolean {
  return brokenAt(events) === null;
}

/** The sequence of the first event whose digest is not its own, or that does not carry its predecessor's; null if all do. */
export function brokenAt(events: TimelineEvent[]): number | null {
  const broken = events.find((event, index) => {
    const { digest: stated, ...content } = event;
    return stated !== digestOf(content) || event.previous !== (events[index - 1]?.digest ?? '');
  });
  return broken?.sequence ?? null;
}

/** An event before it has a digest, or the rest of one. */
type Undigested = Omit<TimelineEvent, 'digest'>;

/** The nonce of one event, from the secret of its case. */
function eventNonce(secret: string, sequence: number): string {
  return digest(`${secret}\n${sequence}`).slice(0, 32);
}

/**
 * The digest of an event covers everything but `recordedAt` and the signature beside it. The engine's clock is not the same at a replay. A task that
 * left no command is taken together with the one after it, whose Update then sees the earlier time (decision 6).
 */
export function digestOf({ recordedAt: _, signature: __, ...content }: Undigested): string {
  if (content.v === 1) return digest(content);
  const { commandId, data, nonce, nonces, withheld, ...open } = content;
  const fields: Record<string, string> = { ...withheld };
  for (const [field, value] of coveredFields(content)) {
    // What is shown must be what was digested, whatever is said to be withheld.
    fields[field] = fieldDigest(nonces?.[field] ?? fieldNonce(nonce ?? '', field), value);
  }
  return digest({ ...open, fields });
}

/** An event as it is shown to somebody who may not see some fields of its data, or which other case made it. */
export function withoutFields(event: TimelineEvent, fields: string[], alsoCommandId = false): TimelineEvent {
  const kept = Object.entries(event.data).filter(([field]) => !fields.includes(field));
  const isWhole = kept.length === Object.keys(event.data).length;
  if (isWhole && !alsoCommandId) return event;
  // What is signed could be guessed by a reader who knows all of it but what is kept from them.
  const { signature: _, ...unsigned } = event;
  const shown = {
    ...unsigned,
    ...(alsoCommandId ? { commandId: 'hidden' } : {}),
    ...(isWhole ? {} : { data: { ...Object.fromEntries(kept), hidden: true } }),
  };
  const { nonce, ...rest } = shown;
  if (nonce === undefined) return shown;
  const [nonces, withheld]: [Record<string, string>, Record<string, string>] = [{}, {}];
  for (const [field, value] of coveredFields(event)) {
    const isShown = field === 'commandId' ? !alsoCommandId : !fields.includes(field.slice('data.'.length));
    if (isShown) nonces[field] = fieldNonce(nonce, field);
    else withheld[field] = fieldDigest(fieldNonce(nonce, field), value);
  }
  return { ...rest, nonces, withheld };
}

/** What may be kept from a reader: the command that made the event, which may be another case's, and each field of its data. */
function coveredFields({ commandId, data, withheld }: Pick<Undigested, 'commandId' | 'data' | 'withheld'>) {
  const ofData = Object.entries(data).filter(([, value]) => value !== undefined);
  const fields = ofData.map(([field, value]): [string, unknown] => [`data.${field}`, value]);
  const all: [string, unknown][] = [['commandId', commandId], ...fields];
  // What only says that something is left out is no part of the event.
  const isSaying = ([field, value]: [string, unknown]) =>
    (field === 'data.hidden' && value === true) ||
    (field === 'commandId' && value === 'hidden' && field in (withheld ?? {}));
  return withheld ? all.filter((one) => !isSaying(one)) : all;
}

function fieldNonce(ofEvent: string, field: string): string {
  return digest(`${ofEvent}\n${field}`).slice(0, 32);
}

function fieldDigest(nonce: string, value: unknown): string {
  return digest(`${nonce}\n${canonicalJson(value)}`);
}
