/** Errands that go to another case: it is opened, or told something. */
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { getExternalWorkflowHandle, patched, startChild } from '@temporalio/workflow';
import { type OpenCase, openingCommand } from '../../domain/case/case.ts';
import { type Command, type CommandSignature, systemActor } from '../../domain/case/command.ts';
import type { OpenErrand, PendingErrand, TellErrand } from '../../domain/case/errand.ts';
import { askedBy } from '../../domain/case/step.ts';
import type { CaseKind } from '../../domain/kinds.ts';
import { type CaseInput, caseSearchAttributes, workflowId, workflowTaskTimeout } from '../messages/case.ts';
import { untilDone } from './asking.ts';
import { applyWithoutReply } from './handlers.ts';
import { messageOf } from './in-background.ts';
import type { CaseRun } from './run.ts';

const { rulesFor, signMessage } = untilDone('10s');

/** Opens a case that belongs to this one. It is opened once, however often it is tried. */
export async function openOther(run: CaseRun, errand: OpenErrand, pending: PendingErrand): Promise<void> {
  const { key, at } = pending;
  const { organisation, policy, category, rootKey } = run.record.state;
  const { kind, number, department, details, traits } = errand;
  const asked = { organisation, policyVersion: policy.version, kind, department, category };
  const rules = errand.rules
    ? { policy: errand.rules, calendar: run.calendar.snapshot }
    : await rulesFor(traits ? { ...asked, ...traits, traits } : asked);
  const { name, version, hash } = rules.calendar;
  const calendar = { name, version, hash };
  const opening: OpenCase<object> = {
    ...{ organisation, number, commandId: key, at, actor: systemActor },
    ...{ policy: rules.policy, calendar, details },
    ...(rootKey === undefined ? {} : { rootKey }),
  };
  const signed = mustSign(run) ? await signedFor(run, number, pending, openingCommand(opening)) : {};
  const input: CaseInput = {
    open: { ...opening, ...signed },
    calendar: rules.calendar,
    continueAfter: run.continueAfter,
  };
  try {
    await startChild(kind, {
      workflowId: workflowId(kind as CaseKind, organisation, number),
      args: [input],
      // A child outlives its parent, and the runs of its parent.
      parentClosePolicy: 'ABANDON',
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      workflowTaskTimeout,
      typedSearchAttributes: caseSearchAttributes({ organisation, kind, calendar: name }),
    });
  } catch (error) {
    // It was opened before this run went on with the errand.
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}

/** Gives another case an inner command. One that has ended needs no telling, and is not heard of any more. */
export async function tellOther(run: CaseRun, errand: TellErrand, pending: PendingErrand): Promise<void> {
  const { organisation } = run.record.state;
  const { key, at } = pending;
  const command: Command = { name: errand.command, commandId: key, at, actor: systemActor, body: errand.body };
  const { signature } = mustSign(run) ? await signedFor(run, errand.number, pending, command) : {};
  const other = getExternalWorkflowHandle(workflowId(errand.kind as CaseKind, organisation, errand.number));
  try {
    await other.signal<[Command]>(errand.command, { ...command, ...(signature ? { signature } : {}) });
  } catch (error) {
    if (!/not found/i.test(messageOf(error))) throw error;
    unheard(run, errand, pending);
  }
}

/** A case that waits for an answer says to itself that none will come. */
export function unheard(run: CaseRun, errand: TellErrand | OpenErrand, { key, at }: PendingErrand): void {
  if (!errand.unheard) return;
  const { command: name, body } = errand.unheard;
  applyWithoutReply(run, { name, commandId: `${key}:unheard`, at, actor: systemActor, body });
}

/** True of a case whose history has a step that signs. Asked before anything is awaited: not even an empty step was there. */
function mustSign({ record }: CaseRun): boolean {
  return record.state.rootKey !== undefined || patched('cases-sign-what-they-tell');
}

/**
 * The signature of what this case says to another one, which a worker makes outside the sandbox. With it comes the root key
 * that is pinned by a case that is opened so.
 */
async function signedFor(
  run: CaseRun,
  to: string,
  { key }: PendingErrand,
  command: Pick<Command, 'name' | 'commandId' | 'at' | 'actor' | 'body'>,
): Promise<{ signature?: CommandSignature; rootKey?: string }> {
  const { organisation, number } = run.record.state;
  const { signature, ...pinned } = await signMessage({ organisation, number, sequence: askedBy(key), to, command });
  return { ...(signature ? { signature } : {}), ...pinned };
}
