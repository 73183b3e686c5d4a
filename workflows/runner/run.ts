/** One run of a case's workflow, as its handlers and loops share it. */
import { patched, upsertMemo, workflowInfo } from '@temporalio/workflow';
import type { CalendarSnapshot, CaseState, Kind, Notice } from '../../domain/case/case.ts';
import type { PendingErrand } from '../../domain/case/errand.ts';
import type { Fact } from '../../domain/case/event.ts';
import { happened, openCase } from '../../domain/case/machine.ts';
import type { CaseRecord, Step } from '../../domain/case/step.ts';
import { openCalendar, type WorkingCalendar } from '../../domain/deadline/deadline.ts';
import { digest } from '../../domain/digest.ts';
import type { CarriedCase, CaseInput } from '../messages/case.ts';
import { batchesOf } from './notice-batches.ts';

export interface CaseRun<State extends CaseState = CaseState> extends Omit<CarriedCase, 'record' | 'errands'> {
  kind: Kind<State, unknown>;
  record: CaseRecord<State>;
  calendar: { snapshot: CalendarSnapshot; opened: WorkingCalendar };
  errands: PendingErrand[];
  /** Activities under way. */
  busy: number;
  /** A projection is among them. */
  projecting: boolean;
  /** History events after which the run continues as new. */
  continueAfter: number;
}

/** The present instant in the workflow's own time, UTC. */
export function now(): string {
  return new Date(Date.now()).toISOString().replace('.000Z', 'Z');
}

/** A run from its input: a case that is opened now, or one that an earlier run handed on. */
export function startRun<State extends CaseState, Details>(
  kind: Kind<State, Details>,
  input: CaseInput<Details, State['policy']>,
): CaseRun<State> {
  const opened = openCalendar(input.calendar.calendar);
  const { carried, continueAfter } = input;
  const common = {
    kind: kind as Kind<State, unknown>,
    calendar: { snapshot: input.calendar, opened },
    busy: 0,
    projecting: false,
    continueAfter,
  };
  if (carried) {
    const record = carried.record as CaseRecord<State>;
    const filled = { ...record, state: kind.upgraded(record.state) };
    return { ...common, ...carried, errands: carried.errands ?? [], record: filled };
  }
  // The engine's own random id of the first run: the same at every replay, and in nothing that a reader is shown.
  const secret = digest(`timeline\n${workflowInfo().firstExecutionRunId}`);
  const first = openCase(kind, input.open, opened, now(), secret);
  const run = { ...common, record: first.record, unwritten: [], pending: [], errands: [], applied: {} };
  takeUpdate(run, first);
  return run;
}

/**
 * Takes the step of a Signal, a timer or an activity. If no projection follows at once, its task would leave no command in
 * the history. A worker that replays it could see it together with the next task, in another order (decision 11).
 */
export function take<State extends CaseState>(run: CaseRun<State>, step: Step<State>): void {
  takeUpdate(run, step);
  if (step.events.length === 0 || !(run.projecting || mustContinue(run))) return;
  if (patched('a-step-beside-a-projection-leaves-a-command')) upsertMemo({ revision: step.record.revision });
}

/**
 * Takes a step into the run: its state, its events to be written, its notices and errands to be carried out. For an Update
 * and the opening, which stand in the history by themselves.
 */
export function takeUpdate<State extends CaseState>(run: CaseRun<State>, step: Step<State>): void {
  if (step.events.length === 0) return;
  run.record = step.record;
  run.unwritten = [...run.unwritten, ...step.events];
  run.pending = [...run.pending, ...batchesOf(run.kind, step, run.calendar.opened)];
  run.errands = [...run.errands, ...step.errands];
}

/** What follows if a record in the customer's name reached the customer by no channel. */
export function notTold<State extends CaseState>(
  { kind, record, calendar }: CaseRun<State>,
  { id }: NonNullable<Notice['spoken']>,
): Fact[] {
  return kind.customerNotTold?.(record.state, id, { at: record.lastAt, calendar: calendar.opened }) ?? [];
}

/** Takes what follows from whether a message with the answer reached the customer: at this instant, not at the answer's. */
export function answerTold<State extends CaseState>(
  run: CaseRun<State>,
  answer: string,
  isTold: boolean,
  key: string,
): void {
  const facts = run.kind.customerTold?.(run.record.state, answer, isTold) ?? [];
  if (facts.length > 0) take(run, happened(run.kind, run.record, facts, `${key}:told`, run.calendar.opened, now()));
}

/** True once the history is long enough: loops start nothing new, and the next run goes on with what is left. */
export function mustContinue(run: CaseRun): boolean {
  const { historyLength, continueAsNewSuggested } = workflowInfo();
  return continueAsNewSuggested || historyLength >= run.continueAfter;
}

/** True once nothing is left to do, ever. */
export function isDone<State extends CaseState>(run: CaseRun<State>): boolean {
  const over = run.kind.isOver(run.record.state);
  const nothingWaits = [run.unwritten, run.pending, run.errands].every(({ length }) => length === 0);
  return over && nothingWaits && run.busy === 0;
}

/** What the next run needs: everything that is not done yet, and every command that has been applied. */
export function carriedFrom(run: CaseRun): CarriedCase {
  const { record, unwritten, pending, errands, applied } = run;
  return { record, unwritten, pending, errands, applied };
}
