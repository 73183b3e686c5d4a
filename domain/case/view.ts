/** What people see of a case: one shape for every kind, without words, worked out from the state alone. */

import type { Amount, Pause, Rung } from '../deadline/calendar.ts';
import { earlier } from '../deadline/instants-and-dates.ts';
import type { AnyDetail } from '../details.ts';
import type { CalendarReference, CaseState, Follower, Kind, Priority } from './case.ts';
import { type Clock, isLive } from './clocks/clock.ts';
import { ruleOf } from './clocks/clock-schedule.ts';
import { allowedNow } from './machine.ts';
import type { NextActor } from './next-actors.ts';
import { type ClockRule, readsAs } from './policy.ts';
import type { CaseRecord } from './step.ts';

export interface ClockView {
  id: string;
  /** The clause that the clock comes from, or `ours`; and what it allows. */
  source: string;
  due: Amount;
  /** By how much that was extended. */
  extension: Amount | null;
  startedAt: string | null;
  dueAt: string | null;
  dueLocal: string | null;
  state: Clock['state'];
  metAt: string | null;
  breachedAt: string | null;
  stoppedAt: string | null;
  pauses: Pause[];
  rungs: { rung: Rung; dueAt: string | null; firedAt: string | null; told: string[] }[];
  moves: Clock['moves'];
  unarmed: string | null;
  /** Which events end it; absent in a case of an earlier reading. */
  stop?: ClockRule['stop'];
  /** The merged case that made the promise; absent of the case's own. */
  from?: string;
}

/** `Detail`: of a case whose kind is not known, whatever any kind may have. */
export interface CaseView<Detail extends object = AnyDetail> {
  number: string;
  organisation: string;
  kind: string;
  category: string;
  priority: Priority;
  status: string;
  round: number;
  revision: number;
  projected: boolean;
  openedAt: string;
  closedAt: string | null;
  owner: string | null;
  clocks: ClockView[];
  allowed: string[];
  policyVersion: number;
  calendar: Pick<CalendarReference, 'name' | 'version'>;
  /** What only this kind has: instants and codes. */
  detail: Detail;
}

type KeyOfEach<Union> = Union extends unknown ? keyof Union : never;
type ValueIn<Union, Key> = Union extends unknown ? (Key extends keyof Union ? Union[Key] : never) : never;

/** Every field that one of several has, with whatever it may be in them. */
export type AnyOf<Union> = { [Field in KeyOfEach<Union>]?: ValueIn<Union, Field> };

/**
 * The detail of a kind: what all its cases have besides the common fields, and what some status adds. `Later` are fields that
 * a view lacks if an earlier release stored it.
 */
export type DetailOf<State extends CaseState, Later extends keyof State = never> = Pick<
  State,
  Exclude<keyof State, keyof CaseState | Later>
> &
  Partial<Pick<State, Later>> &
  Omit<AnyOf<State>, keyof State>;

/** What the projection writes: the view, and what lists, rights and search need besides it. */
export interface CaseProjection {
  view: CaseView;
  about: string[];
  group: string;
  department: string;
  follower?: Follower;
  /** Ids of the vault's entries, oldest first. */
  words: string[];
  /** Who may take the next step, and why it waits for them: every list of work is a filter on it. */
  waitsFor: NextActor[];
  /** The nearest due instant that still runs. */
  nextDueAt: string | null;
  /** Orders every queue: priority, then the earliest due instant that waits, missed ones first, then age, then number. */
  sortKey: string;
  breached: boolean;
  over: boolean;
  /** The root key that the case has pinned. */
  rootKey?: string;
}

/** Urgent before high before normal, in every queue (G-01). */
const priorityRanks: Record<Priority, number> = { urgent: 0, high: 1, normal: 2 };

const commonFields: Record<keyof CaseState, true> = {
  kind: true,
  organisation: true,
  number: true,
  category: true,
  priority: true,
  round: true,
  about: true,
  owner: true,
  openedAt: true,
  closedAt: true,
  clocks: true,
  words: true,
  policy: true,
  calendar: true,
  status: true,
  follower: true,
  rootKey: true,
};

function clockView(state: CaseState, clock: Clock): ClockView {
  const rule = ruleOf(state, clock);
  const source = 'rule' in rule ? rule.rule : rule.source;
  const { id, startedAt, dueAt, dueLocal, metAt, breachedAt, stoppedAt, pauses, rungs, moves, unarmed } = clock;
  const instants = { startedAt, dueAt, dueLocal, state: clock.state, metAt, breachedAt, stoppedAt };
  const extension = clock.extension ?? null;
  const from = clock.from ? { from: clock.from.number } : {};
  const stop = readsAs(state, 3) ? { stop: rule.stop } : {};
  return { id, source, due: rule.due, extension, ...instants, pauses, rungs, moves, unarmed, ...stop, ...from };
}

/** The view of a case as its own workflow knows it. */
export function caseView<State extends CaseState, Details>(
  kind: Kind<State, Details>,
  record: Pick<CaseRecord<State>, 'state' | 'revision'>,
): CaseView {
  const { state, revision } = record;
  const { number, organisation, category, priority, status, round, openedAt, closedAt, owner, calendar } = state;
  return {
    number,
    organisation,
    kind: kind.name,
    category,
    priority,
    status,
    round,
    revision,
    projected: true,
    openedAt,
    closedAt,
    owner,
    clocks: state.clocks.map((clock) => clockView(state, clock)),
    allowed: allowedNow(kind, state),
    policyVersion: state.policy.version,
    calendar: { name: calendar.name, version: calendar.version },
    detail: Object.fromEntries(Object.entries(state).filter(([field]) => !(field in commonFields))),
  };
}

/** What MongoDB keeps of a case. */
export function projectionOf<State extends CaseState, Details>(
  kind: Kind<State, Details>,
  record: Pick<CaseRecord<State>, 'state' | 'revision'>,
): CaseProjection {
  const { state } = record;
  const live = state.clocks.filter(isLive);
  const nextDueAt = earliestDue(live.filter(({ breachedAt }) => breachedAt === null));
  const rank = priorityRanks[state.priority];
  const view = caseView(kind, record);
  return {
    view,
    about: state.about,
    group: state.policy.group,
    department: state.policy.department,
    ...(state.follower ? { follower: state.follower } : {}),
    words: state.words.map((reference) => reference.id),
    waitsFor: kind.nextActors(view, state),
    nextDueAt,
    sortKey: [rank, sortable(earliestDue(live)), sortable(state.openedAt), state.number].join('|'),
    breached: state.clocks.some((clock) => clock.breachedAt !== null),
    over: kind.isOver(state),
    ...(state.rootKey === undefined ? {} : { rootKey: state.rootKey }),
  };
}

function earliestDue(clocks: readonly Clock[]): string | null {
  const due = clocks.flatMap(({ dueAt }) => dueAt ?? []);
  return due.length === 0 ? null : due.reduce(earlier);
}

/** Instants as text that sorts as they do, those that are not set last. */
function sortable(instant: string | null): string {
  return instant === null ? '9999' : new Date(instant).toISOString();
}
