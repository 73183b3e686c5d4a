/** What of a case is to be written, and by whom: the case itself projects it, or leaves it to the caller of a command. */
import type { CaseState } from '../../domain/case/case.ts';
import { projectionOf } from '../../domain/case/view.ts';
import type { CaseStep } from '../messages/case.ts';
import type { NoticeBatch, PendingBatch } from '../messages/notices.ts';
import type { CaseRun } from './run.ts';

/**
 * The batches that go with a projection: those of which the case need not hear what came of them. What was left to a caller
 * goes too: a projection says that everything before it is written.
 */
export function batchesToProject({ pending, isLean }: Pick<CaseRun, 'pending' | 'isLean'>): PendingBatch[] {
  return isLean ? pending.filter(({ notBefore, batch }) => notBefore === null && !mustHearOf(batch)) : [];
}

/** True if something is to be written that no caller writes. */
export function mustProject(run: CaseRun): boolean {
  const isOwn = ({ leftAt }: PendingBatch) => leftAt === undefined;
  return run.unwritten.some(({ sequence }) => sequence > run.leftThrough) || batchesToProject(run).some(isOwn);
}

/**
 * Leaves what is unwritten to the caller of a command, who has found all events through `writtenThrough` written. The case
 * keeps it until a later caller has found it written: a caller that dies leaves it to the next who asks (`leftStep`).
 */
export function leaveToCaller<State extends CaseState>(run: CaseRun<State>, writtenThrough: number): CaseStep {
  run.unwritten = run.unwritten.filter(({ sequence }) => sequence > writtenThrough);
  run.pending = run.pending.filter(({ leftAt }) => leftAt === undefined || leftAt > writtenThrough);
  const last = run.unwritten.at(-1)?.sequence;
  // Notices without an event after which they could be found written are the case's own.
  if (last !== undefined) {
    const goes = batchesToProject(run);
    run.pending = run.pending.map((held) => (goes.includes(held) ? { ...held, leftAt: last } : held));
    run.leftThrough = last;
  }
  return leftStep(run);
}

/** What callers were to write and are not known to have written. */
export function leftStep<State extends CaseState>(run: CaseRun<State>): CaseStep {
  const notices = run.pending.filter(({ leftAt }) => leftAt !== undefined).map(({ batch }) => toAll(run, batch));
  return { projection: projectionOf(run.kind, run.record), events: run.unwritten, notices };
}

/** A message that has waited goes to nobody whom the case has come to name meanwhile (F-10). */
export function toAll({ record }: Pick<CaseRun, 'record'>, batch: NoticeBatch): NoticeBatch {
  return { ...batch, about: record.state.about };
}

/**
 * True if the case decides something by what comes of a batch. It hears who was told of a deadline and whether the customer was
 * told the answer (N-13). It hears whether the customer could be told what staff recorded in their name (F-10). Of every
 * other batch only a failure comes back, as a message.
 */
export function mustHearOf({ notices }: NoticeBatch): boolean {
  return notices.some(({ escalation, answer, spoken }) => escalation || answer !== undefined || spoken);
}
