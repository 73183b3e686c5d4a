import type { Actor } from './command.ts';
import { digest } from './digest.ts';

/** A fact that a kind's `decide` states: a type in the past tense and its data. */
export interface Fact {
  type: string;
  data: object;
}

/** A fact as it stands in the timeline: numbered, dated, attributed, and chained to the one before it. */
export interface TimelineEvent extends Fact {
  /** Version of the event's schema. */
  v: 1;
  sequence: number;
  /** The instant that the fact counts from; never before that of the event ahead of it. */
  at: string;
  /** When the workflow wrote it down, for information: later than `at` where the system was away. */
  recordedAt: string;
  by: string;
  roles: string[];
  onBehalfOf?: 'customer';
  /** Staff id of the absent person in whose right it was done; left out where `by` acted in his own. */
  standingInFor?: string;
  commandId: string;
  policyVersion: number;
  calendarVersion: number;
  previous: string;
  digest: string;
}

export interface Circumstances {
  at: string;
  recordedAt: string;
  actor: Actor;
  commandId: string;
  policyVersion: number;
  calendarVersion: number;
}

/** Numbers, dates and chains a fact. */
export function toTimelineEvent(
  fact: Fact,
  place: { sequence: number; previous: string },
  around: Circumstances,
): TimelineEvent {
  const { actor, ...rest } = around;
  const event = {
    ...rest,
    ...place,
    v: 1 as const,
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
 * The digest of an event covers everything but `recordedAt`. The engine's clock is not the same at a replay: a task that
 * left no command is taken together with the one after it, whose Update then sees the earlier time (decision 6).
 */
export function digestOf({ recordedAt: _, ...content }: Omit<TimelineEvent, 'digest'>): string {
  return digest(content);
}

/** True where every event's digest is its own and carries its predecessor's. */
export function chainHolds(events: TimelineEvent[]): boolean {
  return events.every((event, index) => {
    const { digest: stated, ...content } = event;
    return stated === digestOf(content) && event.previous === (events[index - 1]?.digest ?? '');
  });
}
