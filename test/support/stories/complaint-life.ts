import type { CalendarSnapshot } from '../../../domain/case/case.ts';
import type { TimelineEvent } from '../../../domain/case/event.ts';
import { allowedNow } from '../../../domain/case/machine.ts';
import type { NoticeRule } from '../../../domain/case/policy.ts';
import { evolve } from '../../../domain/case/step.ts';
import { type ComplaintCommands, complaintCommands } from '../../../domain/complaint/commands.ts';
import { complaint } from '../../../domain/complaint/kind.ts';
import type { ComplaintState } from '../../../domain/complaint/state.ts';
import { instantText } from '../../../domain/deadline/instants-and-dates.ts';
import { digest } from '../../../domain/digest.ts';
import type { Happening, Life, Moment, OtherComplaint } from './complaint-model.ts';
import { Story } from './complaint-story.ts';

/** One change of a complaint: what happened, and the case around it. */
export interface Change {
  before: ComplaintState;
  after: ComplaintState;
  /** Events written: none if a command was refused or nothing fell due. */
  written: number;
  revisions: number;
  lastAt: string;
  nextInstant: string | null;
}

/** A life as it was lived. */
export interface LivedLife {
  story: Story;
  changes: Change[];
  mergers: Merger[];
}

/** Another complaint that went into it: both before it did, this one after it, and what its customer was told. */
export interface Merger {
  other: ComplaintState;
  before: ComplaintState;
  after: ComplaintState;
  told: string | undefined;
}

/** Lives a random life. Every record is frozen, so that a decision that changed one in place would throw. */
export function live({ policy, calendar, about, openedAt, happenings }: Life): LivedLife {
  const story = new Story({ policy, calendar, at: openedAt, details: { about } });
  const changes: Change[] = [];
  const mergers: Merger[] = [];
  let now = Date.parse(openedAt);
  for (const happening of happenings) {
    const { record } = story;
    const sequence = record.sequence;
    deepFreeze(record);
    now = happening.what === 'merge' ? now : happen(story, happening, now);
    if (happening.what === 'merge') mergers.push(...mergeInto(story, happening.other, now));
    changes.push({
      before: record.state,
      after: story.state,
      written: story.record.sequence - sequence,
      revisions: story.record.revision - record.revision,
      lastAt: story.record.lastAt,
      nextInstant: story.nextInstant,
    });
  }
  return { story, changes, mergers };
}

/** Makes one thing happen at `now`, and returns the present instant after it. */
function happen(story: Story, happening: Exclude<Happening, { what: 'merge' }>, now: number): number {
  switch (happening.what) {
    case 'time': {
      const until = Math.max(now, momentOf(story, happening.until, now));
      story.reach(instantText(until), happening.down ? instantText(until) : undefined);
      return until;
    }
    case 'command': {
      const { any, pick, by, body, stamp } = happening;
      const allowed = allowedNow(complaint, story.state);
      const possible = complaintCommands[story.state.status].filter((name) => allowed.includes(name));
      const name = any ?? possible[pick % Math.max(1, possible.length)];
      if (!name) return now;
      // The API stamps what it has received: never later than it is handled.
      const at = instantText(Math.min(now, momentOf(story, stamp, now)));
      const answer = story.attempt(name, at, { by, body, now: instantText(now) });
      if (!('refusal' in answer)) story.take(answer);
      return now;
    }
    case 'message':
      story.messageCame(happening.isTold, instantText(now));
      return now;
    case 'calendar':
      story.publish(publishedFor(story, happening), instantText(now));
      return now;
  }
}

export const undoneWithinADay = { mergeUndoneWithin: { elapsed: 'PT24H' } };

const tellsOfMerge: NoticeRule[] = [
  { source: 'ours', on: 'merged', to: 'customer', channels: ['sms'], template: 'merged', urgent: false },
];

/** Merges another complaint of the same customer into it; nothing if one of the two does not take it. */
function mergeInto(story: Story, merging: OtherComplaint, now: number): Merger[] {
  const { clocks, about, msAgo, isAccepted, isUndone } = merging;
  const at = instantText(now);
  const number = `SA-C-99999-${String(story.ofType('mergeTaken').length + 1).padStart(5, '0')}`;
  const policy = { clocks, reading: 4 as const, notices: tellsOfMerge, ...undoneWithinADay };
  const other = new Story({ number, policy, at: instantText(now - msAgo), details: { about } });
  if (isAccepted) other.act('accept', instantText(now - msAgo));
  other.reach(at);
  // The survivor's own instants that have come are past as well.
  story.reach(at);
  if (complaint.isOver(story.state) || complaint.isOver(other.state)) return [];
  other.act('merge', at, { body: { into: story.state.number } });
  const { state: before } = story;
  const { state: asOffered } = other;
  carryOut(other, story, at);
  carryOut(story, other, at);
  if (other.state.status !== 'merged') return [];
  const merger = { other: asOffered, before, after: story.state, told: other.notices.at(-1)?.instant };
  if (isUndone && !('refusal' in undo(other, at))) carryOut(other, story, at);
  return [merger];
}

/** Undoes a merging, unless nobody may who is there: the other complaint may name them. */
function undo(story: Story, at: string) {
  const step = story.attempt('undo-merge', at, {});
  if (!('refusal' in step)) story.take(step);
  return step;
}

/** Carries out what one complaint has asked to be told to the other one. */
function carryOut(from: Story, to: Story, at: string): void {
  for (const { errand } of from.errands) {
    if (errand.do !== 'tell' || errand.number !== to.state.number) continue;
    to.hear(errand.command as keyof ComplaintCommands, at, errand.body);
  }
}

function publishedFor(story: Story, { calendar, isNewer }: Extract<Happening, { what: 'calendar' }>): CalendarSnapshot {
  const { name, version } = story.state.calendar;
  return { name, version: isNewer ? version + 1 : version, hash: digest(calendar), calendar };
}

function momentOf({ nextInstant }: Story, { near, offset }: Moment, now: number): number {
  return (near === 'next' && nextInstant !== null ? Date.parse(nextInstant) : now) + offset;
}

function deepFreeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const member of Object.values(value)) deepFreeze(member);
}

/** The events of a life, each with the state just before it, worked out from its events alone. */
export function retold(story: Story): Retold[] {
  const known = toldAlready.get(story);
  if (known?.length === story.events.length) return known;
  let state = story.firstState;
  const told = (JSON.parse(JSON.stringify(story.events)) as TimelineEvent[]).map((event) => {
    const before = state;
    state = evolve(complaint, state, event);
    return { event, before, after: state };
  });
  toldAlready.set(story, told);
  return told;
}

interface Retold {
  event: TimelineEvent;
  before: ComplaintState;
  after: ComplaintState;
}

/** Each promise looks at the same telling. */
const toldAlready = new WeakMap<Story, Retold[]>();
