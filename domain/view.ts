/** What people see of a case: one shape for every kind, without words, worked out from the state alone. */
import type { CalendarReference, CaseState, Kind, Priority } from './case.ts';
import { type Clock, isLive } from './clock.ts';
import type { Pause, Rung } from './deadline/calendar.ts';
import { allowedNow, type CaseRecord } from './machine.ts';

export interface ClockView {
  id: string;
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
}

export interface CaseView {
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
  detail: Record<string, unknown>;
}

/** What the projection writes: the view, and what lists, rights and search need besides it. */
export interface CaseProjection {
  view: CaseView;
  about: string[];
  group: string;
  department: string;
  /** Ids of the vault's entries, oldest first. */
  words: string[];
  /** 0 before 1 before 2: urgent, high, normal (G-01). */
  priorityRank: number;
  /** The nearest due instant that still runs. */
  nextDueAt: string | null;
  breached: boolean;
  over: boolean;
}

const priorityRanks: Record<Priority, number> = { urgent: 0, high: 1, normal: 2 };

const commonFields = new Set([
  'kind',
  'organisation',
  'number',
  'category',
  'priority',
  'round',
  'about',
  'owner',
  'openedAt',
  'closedAt',
  'clocks',
  'words',
  'policy',
  'calendar',
  'status',
]);

function clockView(clock: Clock): ClockView {
  const { id, startedAt, dueAt, dueLocal, state, metAt, breachedAt, stoppedAt, pauses, rungs, moves, unarmed } = clock;
  return { id, startedAt, dueAt, dueLocal, state, metAt, breachedAt, stoppedAt, pauses, rungs, moves, unarmed };
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
    clocks: state.clocks.map(clockView),
    allowed: allowedNow(kind, state),
    policyVersion: state.policy.version,
    calendar: { name: calendar.name, version: calendar.version },
    detail: Object.fromEntries(Object.entries(state).filter(([field]) => !commonFields.has(field))),
  };
}

/** What MongoDB keeps of a case. */
export function projectionOf<State extends CaseState, Details>(
  kind: Kind<State, Details>,
  record: Pick<CaseRecord<State>, 'state' | 'revision'>,
): CaseProjection {
  const { state } = record;
  const due = state.clocks.filter(isLive).flatMap((clock) => (clock.dueAt && !clock.breachedAt ? [clock.dueAt] : []));
  return {
    view: caseView(kind, record),
    about: state.about,
    group: state.policy.group,
    department: state.policy.department,
    words: state.words.map((reference) => reference.id),
    priorityRank: priorityRanks[state.priority],
    nextDueAt: due.length === 0 ? null : due.reduce((a, b) => (Date.parse(a) <= Date.parse(b) ? a : b)),
    breached: state.clocks.some((clock) => clock.breachedAt !== null),
    over: kind.isOver(state),
  };
}
