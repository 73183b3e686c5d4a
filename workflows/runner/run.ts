/** One run of a case's workflow, as its handlers and loops share it. */
import { patched, upsertMemo, workflowInfo } from '@temporalio/workflow';
import {
  type CalendarSnapshot,
  type CaseState,
  type Kind,
  type Notice,
  openingCommand,
} from '../../domain/case/case.ts';
import { systemActor } from '../../domain/case/command.ts';
import type { PendingErrand } from '../../domain/case/errand.ts';
import { type Fact, signedBy, type TimelineEvent, toldBy } from '../../domain/case/event.ts';
import { happened, openCase } from '../../domain/case/machine.ts';
import type { CaseRecord, Step } from '../../domain/case/step.ts';
import { openCalendar, type WorkingCalendar } from '../../domain/deadline/deadline.ts';
import { digest } from '../../domain/digest.ts';
import type { CarriedCase, CaseInput } from '../messages/case.ts';
import type { PendingBatch } from '../messages/notices.ts';
import { batchesOf } from './notice-batches.ts';
import { mustProject } from './to-write.ts';

export interface CaseRun<State extends CaseState = CaseState>
  extends Omit<CarriedCase, 'record' | 'errands' | 'leftThrough'> {
  kind: Kind<State, unknown>;
  record: CaseRecord<State>;
  calendar: { snapshot: CalendarSnapshot; opened: WorkingCalendar };
  errands: PendingErrand[];
  /** Activities under way. */
  busy: number;
  /** A projection is among them. */
  projecting: boolean;
  /** Up to which event callers write in the place of the case. */
  leftThrough: number;
  /**
   * Callers write what they are answered, and notices that the case need not hear of go with the projection. False of a history
   * that began before (decision 29).
   */
  isLean: boolean;
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
    // Asked once, before anything else: a run keeps to the answer, also if a later worker goes on with it.
    isLean: patched('lean-histories'),
    continueAfter,
  };
  if (carried) {
    const record = carried.record as CaseRecord<State>;
    const filled = { ...record, state: kind.upgraded(record.state) };
    const { errands = [], leftThrough = 0 } = carried;
    return { ...common, ...carried, errands, leftThrough, record: filled };
  }
  // The engine's own random id of the first run: the same at every replay, and in nothing that a reader is shown.
  const secret = digest(`timeline\n${workflowInfo().firstExecutionRunId}`);
  const first = openCase(kind, input.open, opened, now(), secret);
  const run = { ...common, record: first.record, unwritten: [], pending: [], errands: [], applied: {}, leftThrough: 0 };
  const opening = openingCommand(input.open);
  const isMessage = run.record.state.rootKey !== undefined && opening.actor.id === systemActor.id;
  takeUpdate(run, { ...first, events: (isMessage ? toldBy : signedBy)(first.events, opening) });
  return run;
}

/**
 * Takes the step of a Signal, a timer or an activity. If no projection follows at once, its task would leave no command in
 * the history. A worker that replays it could see it together with the next task, in another order (decision 11).
 */
export function take<State extends CaseState>(run: CaseRun<State>, step: Step<State>): void {
  takeUpdate(run, step);
  if (step.events.length > 0 && patchedBesideProjection(run)) upsertMemo({ revision: step.record.revision });
}

/** Lets the notices that have waited for this instant go. Their release leaves a command for the same reason. */
export function releaseNotices<State extends CaseState>(run: CaseRun<State>, instant: string): void {
  const isDue = ({ notBefore }: PendingBatch) => notBefore !== null && Date.parse(notBefore) <= Date.parse(instant);
  if (!run.pending.some(isDue)) return;
  run.pending = run.pending.map((held) => (isDue(held) ? { ...held, notBefore: null } : held));
  if (run.isLean && patchedBesideProjection(run)) upsertMemo({ revision: run.record.revision });
}

function patchedBesideProjection(run: Pick<CaseRun, 'projecting' | 'continueAfter'>): boolean {
  return (run.projecting || mustContinue(run)) && patched('a-step-beside-a-projection-leaves-a-command');
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
  said = (events: TimelineEvent[]) => events,
): void {
  const facts = run.kind.customerTold?.(run.record.state, answer, isTold) ?? [];
  if (facts.length === 0) return;
  const step = happened(run.kind, run.record, facts, `${key}:told`, run.calendar.opened, now());
  take(run, { ...step, events: said(step.events) });
}

/** True once the history is long enough: loops start nothing new, and the next run goes on with what is left. */
export function mustContinue(run: Pick<CaseRun, 'continueAfter'>): boolean {
  const { historyLength, continueAsNewSuggested } = workflowInfo();
  return continueAsNewSuggested || historyLength >= run.continueAfter;
}

/** True once nothing is left to do, ever. */
export function isDone<State extends CaseState>(run: CaseRun<State>): boolean {
  const over = run.kind.isOver(run.record.state);
  const nothingWaits = run.errands.length === 0 && run.pending.every(({ leftAt }) => leftAt !== undefined);
  return over && nothingWaits && !mustProject(run) && run.busy === 0;
}

/** What the next run needs: everything that is not done yet, and every command that has been applied. */
export function carriedFrom(run: CaseRun): CarriedCase {
  const { record, unwritten, pending, errands, applied, leftThrough } = run;
  return { record, unwritten, pending, errands, applied, ...(leftThrough > 0 ? { leftThrough } : {}) };
}
