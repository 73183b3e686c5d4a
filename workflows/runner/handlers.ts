/** Each command of a kind as an Update and as a Signal of the same name; one path through the case for both. */
import { ApplicationFailure, defineQuery, defineSignal, defineUpdate, patched, setHandler } from '@temporalio/workflow';
import type { CalendarSnapshot, CaseState } from '../../domain/case/case.ts';
import type { Command, Refusal } from '../../domain/case/command.ts';
import { signedBy, type TimelineEvent } from '../../domain/case/event.ts';
import { calendarPublished, handle, report } from '../../domain/case/machine.ts';
import { objectionToMessage } from '../../domain/case/rights.ts';
import type { Step } from '../../domain/case/step.ts';
import { type CaseView, caseView } from '../../domain/case/view.ts';
import { nextOpening, openCalendar, type WorkingCalendar } from '../../domain/deadline/deadline.ts';
import {
  type CaseStep,
  calendarPublishedSignal,
  idOfCalendar,
  leftStepQuery,
  noticesFailedSignal,
  noticeUndeliveredSignal,
  type Signed,
  viewQuery,
} from '../messages/case.ts';
import type { FailedNotices, PendingBatch, UndeliveredNotice } from '../messages/notices.ts';
import { isOfSystem, toldTo, unsignedBody } from './messages-of-system.ts';
import { noticesFailed, noticeUndelivered } from './receipts.ts';
import { type CaseRun, now, take, takeUpdate } from './run.ts';
import { leaveToCaller, leftStep } from './to-write.ts';

/** Registers every handler of the case. To be called before the first await, so that no message finds none. */
export function registerHandlers<State extends CaseState>(run: CaseRun<State>): void {
  for (const name of run.kind.innerCommands) {
    setHandler(defineSignal<[Command]>(name), (command) =>
      applyWithoutReply(run, command, attempt(run, command, true)),
    );
  }
  // What a validator has worked out its handler takes, which follows at once. A replay has no validators, and works it out.
  let validated: { commandId: string; record: unknown; answer: Step<State> | null } | undefined;
  const answerTo = (command: Command) => {
    const known = validated;
    validated = undefined;
    const isKnown = known?.commandId === command.commandId && known.record === run.record;
    return isKnown ? known.answer : attemptMessage(run, command, true);
  };
  // Every kind takes `repin`, in whatever status it is.
  for (const name of new Set([...Object.values(run.kind.commands).flat(), 'repin'])) {
    setHandler(
      defineUpdate<CaseView | CaseStep, [Command]>(name),
      (command) => update(run, command, answerTo(command)),
      {
        validator: (command) => {
          const answer = attemptMessage(run, command, true);
          if (answer && 'refusal' in answer) throw asFailure(answer);
          validated = { commandId: command.commandId, record: run.record, answer };
        },
      },
    );
    setHandler(defineSignal<[Command]>(name), (command) =>
      applyWithoutReply(run, command, attemptMessage(run, command, false)),
    );
  }
  setHandler(defineQuery<CaseView>(viewQuery), () => caseView(run.kind, run.record));
  setHandler(defineQuery<CaseStep>(leftStepQuery), () => leftStep(run));
  setHandler(defineSignal<[Signed<CalendarSnapshot>]>(calendarPublishedSignal), (message) => {
    const { body, ...signed } = unsignedBody<CalendarSnapshot>(message);
    const said = { name: calendarPublishedSignal, commandId: idOfCalendar(body), body, ...signed };
    adoptCalendar(run, body, (events) => toldTo(run, events, said));
  });
  setHandler(defineSignal<[Signed<UndeliveredNotice>]>(noticeUndeliveredSignal), (receipt) =>
    noticeUndelivered(run, receipt),
  );
  setHandler(defineSignal<[Signed<FailedNotices>]>(noticesFailedSignal), (failed) => noticesFailed(run, failed));
}

/** What the command would do, or null if it has been applied already. The server forgets update ids when a run ends. */
function attempt<State extends CaseState>(
  run: CaseRun<State>,
  command: Command,
  isMessage = false,
): Step<State> | Refusal | null {
  if (command.commandId in run.applied) return null;
  const answer = handle(run.kind, run.record, command, run.calendar.opened, now());
  if ('refusal' in answer) return answer;
  const { events } = answer;
  return {
    ...answer,
    events: isMessage && isOfSystem(command) ? toldTo(run, events, command) : signedBy(events, command),
  };
}

/** The same of a command of people, which has come from outside. */
function attemptMessage<State extends CaseState>(
  run: CaseRun<State>,
  command: Command,
  isUpdate: boolean,
): Step<State> | Refusal | null {
  const objection = objectionToMessage(command, isUpdate);
  if (!objection) return attempt(run, command, true);
  const { no: refusal, detail } = objection;
  return { refusal, detail, status: run.record.state.status, allowed: [] };
}

function remember<State extends CaseState>(run: CaseRun<State>, command: Command, step: Step<State>): void {
  run.applied = { ...run.applied, [command.commandId]: step.record.revision };
}

/** The view after the command, or what the caller is to write. A command that comes again gets what is still left. */
function update<State extends CaseState>(
  run: CaseRun<State>,
  command: Command,
  answer: Step<State> | Refusal | null,
): CaseView | CaseStep {
  if (answer && 'refusal' in answer) throw asFailure(answer);
  if (answer) {
    takeUpdate(run, answer);
    remember(run, command, answer);
  }
  const { writtenThrough } = command;
  return run.isLean && writtenThrough !== undefined
    ? leaveToCaller(run, writtenThrough)
    : caseView(run.kind, run.record);
}

/** Gives a command for whose outcome nobody waits. */
export function applyWithoutReply<State extends CaseState>(
  run: CaseRun<State>,
  command: Command,
  answer = attempt(run, command),
): void {
  if (!answer) return;
  const step = 'refusal' in answer ? refusalNoted(run, command, answer) : answer;
  take(run, step);
  remember(run, command, step);
}

/** Nobody waits for a Signal's outcome, so its refusal becomes a fact of the timeline. */
function refusalNoted<State extends CaseState>(run: CaseRun<State>, command: Command, answer: Refusal): Step<State> {
  const { refusal, status } = answer;
  const fact = { type: 'commandRefused', data: { command: command.name, by: command.actor.id, refusal, status } };
  return report(run.kind, run.record, [fact], command.commandId, run.calendar.opened, now());
}

/** A refusal as the failure of an Update: its name is the failure's type, the whole of it its details. */
function asFailure(refusal: Refusal): ApplicationFailure {
  return ApplicationFailure.nonRetryable(refusal.detail, refusal.refusal, refusal);
}

/** Recomputes every clock by a newer calendar of the same name; an older or other one changes nothing. */
export function adoptCalendar<State extends CaseState>(
  run: CaseRun<State>,
  snapshot: CalendarSnapshot,
  said = (events: TimelineEvent[]) => events,
): void {
  const opened = openCalendar(snapshot.calendar);
  const step = calendarPublished(run.kind, run.record, snapshot, opened, now());
  if (step.events.length === 0) return;
  run.calendar = { snapshot, opened };
  const held = run.pending.map((batch) => heldUntilOpen(batch, opened));
  const isMoved = held.some(({ notBefore }, place) => notBefore !== run.pending[place]?.notBefore);
  // Asked only if something moves, so that no other history has a marker of it.
  if (isMoved && patched('held-notices-follow-the-calendar')) run.pending = held;
  take(run, { ...step, events: said(step.events) });
}

/** What waits for the organisation to open goes on waiting if it turns out to be closed then. */
function heldUntilOpen(batch: PendingBatch, calendar: WorkingCalendar): PendingBatch {
  return batch.notBefore === null ? batch : { ...batch, notBefore: nextOpening(calendar, batch.notBefore) };
}
