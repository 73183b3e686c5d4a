/** How a process other than the worker talks to a case: start it, command it, ask it. */
import {
  type Client,
  isGrpcServiceError,
  QueryNotRegisteredError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { CalendarSnapshot } from '../domain/case/case.ts';
import type { Command, Refusal } from '../domain/case/command.ts';
import type { CaseView } from '../domain/case/view.ts';
import type { CaseKind } from '../domain/kinds.ts';
import {
  type CaseInput,
  type CaseStep,
  calendarPublishedSignal,
  caseSearchAttributes,
  caseTaskQueue,
  leftStepQuery,
  noticesFailedSignal,
  noticeUndeliveredSignal,
  type Signed,
  viewQuery,
  workflowId,
  workflowTaskTimeout,
} from '../workflows/messages/case.ts';
import type { FailedNotices, UndeliveredNotice } from '../workflows/messages/notices.ts';
import { isRefusedForGood } from './engine-refusal.ts';

/** The engine did not answer, or nobody works: whether the request took effect is not known. */
export class OutcomeUnknown extends Error {
  override name = 'OutcomeUnknown';
}

/** The case has ended, or there is none under that id. */
export class CaseEnded extends Error {
  override name = 'CaseEnded';
}

/** The case said no. */
export class CaseRefused extends Error {
  override name = 'CaseRefused';
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.detail);
    this.refusal = refusal;
  }
}

export interface CaseAddress {
  kind: CaseKind;
  organisation: string;
  number: string;
}

/** What a start leaves beside the case, so that a repeated start can be told from another one with the same key. */
export interface StartMemo {
  bodyDigest: string;
  at: string;
}

/** How long the engine may take: the API answers within ten seconds whatever happens. */
const timeoutMs = 8000;

/**
 * Starts a case; needs no worker. Returns the memo of the start that counts: this one's, or that of an earlier start
 * under the same id.
 * @throws OutcomeUnknown if the engine is away; the engine's own error if repeating the call would change nothing.
 */
export async function startCase(client: Client, kind: CaseKind, input: CaseInput, memo: StartMemo): Promise<StartMemo> {
  const { organisation, number } = input.open;
  const id = workflowId(kind, organisation, number);
  return withEngine(client, async () => {
    try {
      await client.workflow.start(kind, {
        workflowId: id,
        taskQueue: caseTaskQueue,
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        workflowIdConflictPolicy: 'FAIL',
        // After a killed worker its task is given to another one within five seconds.
        workflowTaskTimeout,
        typedSearchAttributes: caseSearchAttributes({ organisation, kind, calendar: input.calendar.name }),
        memo: { ...memo },
        args: [input],
      });
      return memo;
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
      const { memo: earlier } = await client.workflow.getHandle(id).describe();
      return (earlier ?? {}) as unknown as StartMemo;
    }
  });
}

/**
 * Gives a command and waits for its outcome. Repeats it under the same update id while there is time, since only a
 * refusal is an answer. Every other error leaves open whether the command was carried out.
 * @throws CaseRefused, CaseEnded, OutcomeUnknown
 */
export async function commandCase(client: Client, address: CaseAddress, command: Command): Promise<CaseView> {
  const answer = await outcomeOf(client, address, command);
  return 'projection' in answer ? answer.projection.view : answer;
}

/**
 * Gives a command in whose place the caller writes what the case answers. A case that an earlier release opened writes for
 * itself, and answers with its view alone.
 * @throws CaseRefused, CaseEnded, OutcomeUnknown
 */
export function commandToWrite(
  client: Client,
  address: CaseAddress,
  command: Command & { writtenThrough: number },
): Promise<CaseView | CaseStep> {
  return outcomeOf(client, address, command);
}

async function outcomeOf(client: Client, address: CaseAddress, command: Command): Promise<CaseView | CaseStep> {
  const handle = handleOf(client, address);
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await answeredBefore(deadline, client, () =>
        handle.executeUpdate<CaseView | CaseStep, [Command]>(command.name, {
          updateId: command.commandId,
          args: [command],
        }),
      );
    } catch (error) {
      const refusal = refusalIn(error);
      if (refusal) throw new CaseRefused(refusal);
      if (error instanceof WorkflowNotFoundError) throw new CaseEnded(`case ${address.number} has ended`);
      if (isRefusedForGood(error)) throw error;
      if (Date.now() + 500 >= deadline) throw new OutcomeUnknown('the engine has not answered in time');
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}

/** Gives a command without waiting for its outcome. @throws CaseEnded, OutcomeUnknown */
export function signalCase(client: Client, address: CaseAddress, command: Command): Promise<void> {
  return signal(client, address, command.name, command);
}

/** Tells a case that a notice of it has not arrived. @throws CaseEnded, OutcomeUnknown */
export function tellUndelivered(
  client: Client,
  address: CaseAddress,
  receipt: Signed<UndeliveredNotice>,
): Promise<void> {
  return signal(client, address, noticeUndeliveredSignal, receipt);
}

/** Tells a case which of the notices that went with its projection have failed. @throws CaseEnded, OutcomeUnknown */
export function tellFailed(client: Client, address: CaseAddress, failed: Signed<FailedNotices>): Promise<void> {
  return signal(client, address, noticesFailedSignal, failed);
}

/** Tells a case of a newer version of the calendar that it counts by. @throws CaseEnded, OutcomeUnknown */
export function tellNewerCalendar(
  client: Client,
  address: CaseAddress,
  newer: Signed<CalendarSnapshot>,
): Promise<void> {
  return signal(client, address, calendarPublishedSignal, newer);
}

function signal<Message>(client: Client, address: CaseAddress, name: string, message: Message): Promise<void> {
  return withEngine(client, () => handleOf(client, address).signal<[Message]>(name, message));
}

/** Asks the case itself for its view: later than the projection, never earlier. @throws CaseEnded, OutcomeUnknown */
export function askCase(client: Client, address: CaseAddress): Promise<CaseView> {
  return ask(client, address, viewQuery);
}

/** Asks a case, also one that has ended, for what callers were to write. @throws CaseEnded if there is none, OutcomeUnknown */
export function askLeftStep(client: Client, address: CaseAddress): Promise<CaseStep> {
  return ask(client, address, leftStepQuery);
}

async function ask<Answer>(client: Client, address: CaseAddress, query: string): Promise<Answer> {
  try {
    return await withEngine(client, () => handleOf(client, address).query<Answer>(query));
  } catch (error) {
    // Every case answers this question. The client takes any failure of a worker to bring the case back to life for a
    // question that nobody knows. Another worker, or a later try, may still get the answer.
    if (!(error instanceof QueryNotRegisteredError)) throw error;
    throw new OutcomeUnknown('the case could not be asked', { cause: error });
  }
}

/** True if the engine knows a workflow of that case, running or ended. */
export async function isStarted(client: Client, address: CaseAddress): Promise<boolean> {
  try {
    await handleOf(client, address).describe();
    return true;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}

function handleOf(client: Client, { kind, organisation, number }: CaseAddress) {
  return client.workflow.getHandle(workflowId(kind, organisation, number));
}

/** Calls the engine within the time that the API has. @throws CaseEnded, OutcomeUnknown */
export async function withEngine<T>(client: Client, call: () => Promise<T>): Promise<T> {
  try {
    return await answeredBefore(Date.now() + timeoutMs, client, call);
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) throw new CaseEnded('the case has ended');
    if (isRefusedForGood(error)) throw error;
    if (isGrpcServiceError(error) || (error instanceof Error && isGrpcServiceError(error.cause))) {
      throw new OutcomeUnknown('the engine has not answered in time', { cause: error });
    }
    throw error;
  }
}

/** The client looks at its deadline between its own repetitions only, which grow to seconds: so it is watched here. */
async function answeredBefore<T>(deadline: number, client: Client, call: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const tooLate = () => reject(new OutcomeUnknown('the engine has not answered in time'));
    timer = setTimeout(tooLate, deadline - Date.now());
  });
  try {
    return await Promise.race([client.withDeadline(deadline, call), late]);
  } finally {
    clearTimeout(timer);
  }
}

function refusalIn(error: unknown): Refusal | null {
  if (!(error instanceof WorkflowUpdateFailedError)) return null;
  const { cause } = error;
  if (!(cause instanceof ApplicationFailure)) return null;
  const [details] = cause.details ?? [];
  return typeof details === 'object' && details !== null && 'refusal' in details ? (details as Refusal) : null;
}
