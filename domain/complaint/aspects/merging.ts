/**
 * Merging: a complaint goes into another open one of the same customer and ends. The two are separate workflows, so the
 * other one must take it first. While a complaint waits for that it takes nothing itself. So no two ever end in each other.
 */
import { unchanged } from '../../case/aspect.ts';
import type { Priority } from '../../case/case.ts';
import type { ClockFact } from '../../case/clocks/clock.ts';
import { type BroughtClock, takenOver } from '../../case/clocks/clock-schedule.ts';
import { no, type VaultTextRef } from '../../case/command.ts';
import type { Errand } from '../../case/errand.ts';
import type { TimelineEvent } from '../../case/event.ts';
import { readsAs } from '../../case/policy.ts';
import { earlier } from '../../deadline/instants-and-dates.ts';
import { answerClock, isOfAnswer, promisesOf } from '../answer-clock.ts';
import { type ComplaintAspect, type Decisions, type Evolutions, fieldsOf } from '../aspect.ts';
import type { ComplaintFact } from '../facts.ts';
import type { ComplaintState, ComplaintStatus, UndoOfMerge } from '../state.ts';
import { windowEnd } from '../window-end.ts';
import { openTickets } from './other-cases.ts';
import { aboutMore, ownerLostTo, tellTickets } from './people/named-staff.ts';
import { type BroughtRepresentative, representativesBrought, takenRepresentatives } from './representing.ts';
import { type PromisedTime, promiseWindows } from './rounds/promise.ts';
import { standingOf } from './statements.ts';

/** Why the other complaint did not take this one: its own merging was under way, it was no longer open, it had ended. */
export type WhyNotTaken = 'being-merged' | 'not-open' | 'ended';

/** What a complaint brings into another one: what the other must know to go on for both. */
interface Brought {
  from: string;
  about: string[];
  priority: Priority;
  theirWords: VaultTextRef[];
  /** The news that was promised there. Absent if none is, and in what an earlier release told. */
  news?: PromisedTime;
}

export interface MergeCommands {
  /** `sameCustomer`: the user who merges has made sure of it, if the contact details do not say so. */
  merge: { into: string; sameCustomer: boolean; words: VaultTextRef | null };
  /** Given by the complaint that would go into this one. */
  /** `representatives`: those of the customer there, if the contacts say that both are the same customer's. */
  'merge-offered': Brought & {
    promises?: BroughtClock[];
    representatives?: BroughtRepresentative[];
  };
  /** Given by the complaint that this one goes into; `about` are the staff whom that one concerns. */
  /** `answerBy`: when the answer to both is due there, by the earliest promise of either. UTC. */
  'merge-taken': { into: string; about: string[]; answerBy?: string };
  'merge-not-taken': { into: string; why: WhyNotTaken };
}

export type MergeFact =
  | { type: 'mergeAsked'; data: MergeCommands['merge'] }
  /** `undoUntil`: until when it can be undone, UTC. Absent if the policy gives no time for that. */
  | { type: 'merged'; data: MergeCommands['merge-taken'] & { undoUntil?: string } }
  | { type: 'mergeRefused'; data: MergeCommands['merge-not-taken'] }
  | { type: 'mergeTaken'; data: Brought & { answerBy?: string } }
  | { type: 'mergeNotTaken'; data: { from: string; why: WhyNotTaken } };

/** Statuses in which the work has not been done yet: what is merged, and what it is merged into. */
const unanswered: readonly ComplaintStatus[] = ['received', 'returned', 'open'];

const decisions: Decisions<MergeCommands> = {
  merge(state, { body }) {
    if (body.into === state.number) return no('Incomplete', 'a complaint is not merged into itself');
    return [{ type: 'mergeAsked', data: body }];
  },

  'merge-offered'(state, { body }, { at, calendar }): (ComplaintFact | ClockFact)[] {
    const { promises = [], news, representatives, ...brought } = body;
    const why = whyNotTaken(state);
    if (why) return [{ type: 'mergeNotTaken', data: { from: body.from, why } }];
    const isPromised = readsAs(state, 3);
    const taken = isPromised ? takenOver(state, promises, at, calendar) : [];
    const answerBy = isPromised ? firstPromised(state, promises, taken, at) : null;
    const promised = { ...(isPromised && news ? { news } : {}), ...(answerBy ? { answerBy } : {}) };
    return [
      { type: 'mergeTaken', data: { ...brought, ...promised } },
      ...taken,
      ...takenRepresentatives(state, representatives),
      ...ownerLostTo(state, body.about),
    ];
  },

  'merge-taken'(state, { body }, around) {
    if (!isAsked(state, body.into)) return [];
    const { mergeUndoneWithin } = state.policy;
    const undo = mergeUndoneWithin ? { undoUntil: windowEnd(mergeUndoneWithin, around) } : {};
    return [{ type: 'merged', data: { ...body, ...undo } }];
  },

  'merge-not-taken': (state, { body }) => (isAsked(state, body.into) ? [{ type: 'mergeRefused', data: body }] : []),
};

/** The first instant at which the answer to any of them is due, once their promises have been taken over. */
function firstPromised(
  state: ComplaintState,
  promises: readonly BroughtClock[],
  taken: readonly ClockFact[],
  at: string,
): string | null {
  const rules = new Map(
    promises.filter(({ from }) => isOfAnswer(from.rule)).map(({ clock, from }) => [clock.rule, from]),
  );
  const running = promises.filter(({ clock, from }) => clock.state === 'running' && isOfAnswer(from.rule));
  const begun = taken.flatMap(({ data }) => {
    const own = 'rule' in data ? data.rule : data.clock.replace(/-\d+$/, '');
    return 'dueAt' in data && rules.has(own) ? [data.dueAt] : [];
  });
  const dues = [answerClock(state)?.dueAt ?? null, ...running.map(({ clock }) => clock.dueAt), ...begun];
  // What has passed is a failure, and no promise any more.
  const known = dues.filter((due) => due !== null && Date.parse(due) > Date.parse(at)) as string[];
  return known.length === 0 ? null : known.reduce(earlier);
}

function whyNotTaken(state: ComplaintState): WhyNotTaken | null {
  if (state.merging !== null) return 'being-merged';
  return unanswered.includes(state.status) ? null : 'not-open';
}

const isAsked = (state: ComplaintState, into: string): boolean => state.merging === into;

const higher = (one: Priority, other: Priority): Priority =>
  (['urgent', 'high', 'normal'] as const).find((priority) => priority === one || priority === other) ?? one;

/** Of two times for which news was promised the earlier one is kept. */
function earlierNews({ promise, round }: ComplaintState, news: PromisedTime): PromisedTime {
  const isKept = promise !== null && promise.round === round && promise.missedAt === null;
  if (isKept && Date.parse(promise.expectedBy) <= Date.parse(news.expectedBy)) return promise;
  return { ...news, round };
}

/** By what the merging of a complaint, as it stands, is undone. */
function undoOf(state: ComplaintState, until: string): UndoOfMerge {
  const clocks = state.clocks.filter(({ stoppedAt }) => stoppedAt === null).map(({ id }) => id);
  return { until, standing: standingOf(state), clocks, calendarVersion: state.calendar.version };
}

const evolutions: Evolutions<MergeFact> = {
  mergeAsked: (state, { into }) => ({ ...state, merging: into, notTaken: null }),
  mergeRefused: (state, { why }) => ({ ...state, merging: null, notTaken: why }),
  merged: (state, { into, about, undoUntil }, { at }) => ({
    ...fieldsOf(aboutMore(state, about)),
    status: 'merged',
    merging: null,
    mergedInto: into,
    closedAt: at,
    ...(undoUntil ? { undo: undoOf(state, undoUntil) } : {}),
  }),
  mergeTaken: (state, { from, about, priority, theirWords, news }) => ({
    ...aboutMore(state, about),
    ...(news ? { promise: earlierNews(state, news) } : {}),
    merged: [...state.merged, from],
    priority: higher(state.priority, priority),
    words: [...state.words, ...theirWords],
  }),
  mergeNotTaken: unchanged,
};

/** What stands in the way of a command because of merging, or null. */
function obstacle(state: ComplaintState, command: string): string | null {
  if (state.status === 'merged') {
    return command === 'undo-merge' && state.undo ? null : `it has been merged into ${state.mergedInto}`;
  }
  // The user who asks may not know of the other one (F-10).
  if (state.merging !== null && command !== 'repin') return 'it is being merged into another complaint';
  const open = command === 'merge' ? openTickets(state) : [];
  if (open.length === 0) return null;
  return `a department's work is not done yet: ${open.map(({ number, department }) => `${number} (${department})`).join(', ')}`;
}

/** Asks the other complaint to take this one, and answers one that asked. */
function errands(event: TimelineEvent, state: ComplaintState): Errand[] {
  const fact = { type: event.type, data: event.data } as ComplaintFact;
  const { number, about, priority, words } = state;
  switch (fact.type) {
    case 'mergeAsked': {
      const { into, sameCustomer } = fact.data;
      const unheard = { command: 'merge-not-taken', body: { into, why: 'ended' } };
      const promised = promiseWindows(state).length > 0 ? state.promise : null;
      const brought = { from: number, about, priority, theirWords: words, promises: promisesOf(state) };
      // That it is the same customer's must not hang on a person's word: a representative would read what another one is told.
      const representatives = sameCustomer ? [] : representativesBrought(state, event.at);
      const more = {
        ...(promised ? { news: promised } : {}),
        ...(representatives.length > 0 ? { representatives } : {}),
      };
      return [{ ...tell(into, 'merge-offered', { ...brought, ...more }), unheard }];
    }
    case 'mergeTaken':
      return [
        tell(fact.data.from, 'merge-taken', {
          ...{ into: number, about },
          ...(fact.data.answerBy ? { answerBy: fact.data.answerBy } : {}),
        }),
        ...tellTickets(state, fact.data.about),
      ];
    case 'mergeNotTaken':
      return [tell(fact.data.from, 'merge-not-taken', { into: number, why: fact.data.why })];
    default:
      return [];
  }
}

function tell<Name extends 'merge-offered' | 'merge-taken' | 'merge-not-taken'>(
  number: string,
  command: Name,
  body: MergeCommands[Name],
) {
  return { do: 'tell', kind: 'complaint', number, command, body } as const;
}

export const merging: ComplaintAspect<MergeCommands, MergeFact> = { decisions, evolutions, obstacle, errands };
