/**
 * Undoing a merging, for as long as the policy says. The complaint goes on as if it had never been merged. Its clocks count from
 * where they began: the time in between is no pause. What it brought into the other one stays there, but for its promises and
 * its representatives.
 */
import { type Clock, type ClockFact, restored } from '../../case/clocks/clock.ts';
import { clockFactsOfCalendar } from '../../case/clocks/clock-facts.ts';
import { no, type VaultTextRef } from '../../case/command.ts';
import type { WorkingCalendar } from '../../deadline/deadline.ts';
import { type ComplaintAspect, type Decisions, type Evolutions, fieldsOf } from '../aspect.ts';
import type { ComplaintFact } from '../facts.ts';
import type { ComplaintState, UndoOfMerge } from '../state.ts';
import { representativesFrom, withRepresentativesEnded } from './representing.ts';

interface GivenBack {
  /** The complaint that goes on by itself again. */
  from: string;
  /** It, and the complaints that had been merged into it: the other one gives back the promises of all of them. */
  of: string[];
}

export interface UnmergeCommands {
  'undo-merge': { words: VaultTextRef };
  /** Given by the complaint that goes on by itself again. */
  'merge-undone': GivenBack;
}

export type UnmergeFact =
  | { type: 'mergeUndone'; data: { into: string; words: VaultTextRef } }
  /** Its time is over: the merging stands. */
  | { type: 'mergeStood'; data: object }
  | { type: 'mergeGivenBack'; data: GivenBack };

const decisions: Decisions<UnmergeCommands> = {
  'undo-merge'(state, { body: { words } }, { calendar }) {
    if (state.status !== 'merged' || !state.undo) return no('NotAllowedNow', 'it is not merged');
    const { mergedInto: into, undo } = state;
    return [{ type: 'mergeUndone', data: { into, words } }, ...restoring(state, undo, calendar)];
  },

  'merge-undone'(state, { body }) {
    const theirs = state.clocks.filter((clock) => clock.stoppedAt === null && isOf(body, clock));
    const isNothing = theirs.length === 0 && representativesFrom(state, body.of).length === 0;
    if (!state.merged.includes(body.from) && isNothing) return [];
    return [
      { type: 'mergeGivenBack', data: body },
      ...theirs.map(({ id }) => ({ type: 'clockCancelled', data: { clock: id } }) as const),
    ];
  },
};

/** The clocks that the merging has stopped go on, by the calendar that has been published meanwhile. */
function restoring(state: ComplaintState, undo: UndoOfMerge, calendar: WorkingCalendar): ClockFact[] {
  const stopped = state.clocks.filter(({ id }) => undo.clocks.includes(id));
  const going = stopped.map(({ id }): ClockFact => ({ type: 'clockRestored', data: { clock: id } }));
  if (state.calendar.version === undo.calendarVersion) return going;
  return [...going, ...clockFactsOfCalendar({ ...state, clocks: stopped.map(restored) }, calendar)];
}

const isOf = ({ of }: Pick<GivenBack, 'of'>, { from }: Clock): boolean =>
  from !== undefined && of.includes(from.number);

const evolutions: Evolutions<UnmergeFact> = {
  mergeUndone: (state) =>
    state.status === 'merged' && state.undo ? { ...fieldsOf(state), ...state.undo.standing, closedAt: null } : state,
  mergeStood: (state) => {
    if (state.status !== 'merged') return state;
    const { undo: _, ...rest } = state;
    return rest;
  },
  mergeGivenBack: (state, given, { at }) => {
    const theirs = representativesFrom(state, given.of).map(({ id }) => id);
    const alone = withRepresentativesEnded(state, theirs, at);
    const rest = { ...alone, merged: state.merged.filter((number) => number !== given.from) };
    return rest.status === 'merged' && rest.undo ? { ...rest, undo: withoutClocksOf(given, rest, rest.undo) } : rest;
  },
};

/** What is undone in a complaint that has itself been merged meanwhile: the promises of the other one are not its own any more. */
function withoutClocksOf(given: GivenBack, { clocks }: ComplaintState, undo: UndoOfMerge): UndoOfMerge {
  const theirs = clocks.filter((clock) => isOf(given, clock)).map(({ id }) => id);
  return { ...undo, clocks: undo.clocks.filter((id) => !theirs.includes(id)) };
}

export const unmerging: ComplaintAspect<UnmergeCommands, UnmergeFact> = {
  decisions,
  evolutions,
  windows: {
    open: (state) => (state.status === 'merged' && state.undo ? [{ id: 'undo-merge', until: state.undo.until }] : []),
    ended: { 'undo-merge': () => [{ type: 'mergeStood', data: {} }] },
  },
  /** The other complaint gives back what it has taken over, and so does the one that it has gone into itself. */
  errands(event, state) {
    const fact = { type: event.type, data: event.data } as ComplaintFact;
    const { number, merged } = state;
    const tell = (into: string, body: GivenBack) =>
      ({ do: 'tell', kind: 'complaint', number: into, command: 'merge-undone', body }) as const;
    if (fact.type === 'mergeUndone') return [tell(fact.data.into, { from: number, of: [number, ...merged] })];
    return fact.type === 'mergeGivenBack' && state.status === 'merged' ? [tell(state.mergedInto, fact.data)] : [];
  },
};
