import type { Actor } from './command.ts';
import { digestOf, eventNonce } from './event-digest.ts';

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
  previous: string;
  digest: string;
  /** From version 2 on: what the nonces of the fields are made from. */
  nonce?: string;
  /** Stands instead of it if a field is kept from the reader: nonces of the fields shown, digests of the others. */
  nonces?: Record<string, string>;
  withheld?: Record<string, string>;
}

export interface Circumstances {
  at: string;
  recordedAt: string;
  actor: Actor;
  commandId: string;
  policyVersion: number;
  calendarVersion: number;
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

/** True if every event's digest is its own and carries its predecessor's. */
export function chainHolds(events: TimelineEvent[]): boolean {
  return events.every((event, index) => {
    const { digest: stated, ...content } = event;
    return stated === digestOf(content) && event.previous === (events[index - 1]?.digest ?? '');
  });
}
