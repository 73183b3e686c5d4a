import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { getExternalWorkflowHandle, proxyActivities, startChild } from '@temporalio/workflow';
import type { CaseState, OpenCase } from '../../domain/case/case.ts';
import { type Command, systemActor } from '../../domain/case/command.ts';
import { goesTo, isOfSurvey, type OpenErrand, type PendingErrand, type TellErrand } from '../../domain/case/errand.ts';
import type { Fact } from '../../domain/case/event.ts';
import { report } from '../../domain/case/machine.ts';
import type { CaseKind } from '../../domain/kinds.ts';
import type { CaseActivities } from '../messages/activities.ts';
import { type CaseInput, workflowId } from '../messages/case.ts';
import { ask, entryFailed } from './effect-handlers.ts';
import { applyWithoutReply } from './handlers.ts';
import { inBackground, messageOf } from './in-background.ts';
import { type CaseRun, now, take } from './run.ts';
import { caseSearchAttributes } from './search-attributes.ts';
import { survey, surveyFailed } from './surveying.ts';

// A database that is away is waited for: a case that was promised will be opened.
const { rulesFor } = proxyActivities<CaseActivities>({
  startToCloseTimeout: '10s',
  retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '10s' },
});

/** Does what a case asks for elsewhere: opens cases that belong to it, tells those that must know, asks the directory. */
export async function performing<State extends CaseState>(run: CaseRun<State>): Promise<void> {
  await inBackground(
    run,
    () => run.errands.filter(isNext),
    async (pending) => settle(run, pending, await performed(run, pending)),
  );
}

/** Errands to one case go in their order: it is not told of an end before it has been opened, nor of steps out of turn. */
function isNext({ errand }: PendingErrand, place: number, all: PendingErrand[]): boolean {
  return !all.slice(0, place).some((earlier) => goesTo(earlier.errand) === goesTo(errand));
}

/** What could not be done, as a fact; nothing if all went well. */
async function performed<State extends CaseState>(run: CaseRun<State>, pending: PendingErrand): Promise<Fact[]> {
  const { errand, key } = pending;
  try {
    if (errand.do === 'open') await open(run, errand, pending);
    else if (errand.do === 'tell') await tell(run, errand, pending);
    else if (isOfSurvey(errand)) await survey(run, errand, pending);
    else await ask(run, errand, pending);
    return [];
  } catch (error) {
    if (errand.do === 'tell' || errand.do === 'open') unheard(run, errand, pending);
    if (errand.do === 'enter') entryFailed(run, errand, pending, messageOf(error));
    if (isOfSurvey(errand)) surveyFailed(run, errand, pending, messageOf(error));
    return [{ type: 'effectFailed', data: { key, detail: messageOf(error) } }];
  }
}

function settle<State extends CaseState>(run: CaseRun<State>, { key }: PendingErrand, facts: Fact[]): void {
  run.errands = run.errands.filter((held) => held.key !== key);
  if (facts.length > 0) take(run, report(run.kind, run.record, facts, key, run.calendar.opened, now()));
}

async function open<State extends CaseState>(
  run: CaseRun<State>,
  errand: OpenErrand,
  { key, at }: PendingErrand,
): Promise<void> {
  const { organisation, policy, category } = run.record.state;
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
  };
  const input: CaseInput = { open: opening, calendar: rules.calendar, continueAfter: run.continueAfter };
  try {
    await startChild(kind, {
      workflowId: workflowId(kind as CaseKind, organisation, number),
      args: [input],
      // A child outlives its parent, and the runs of its parent.
      parentClosePolicy: 'ABANDON',
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      workflowTaskTimeout: '5s',
      typedSearchAttributes: caseSearchAttributes({ organisation, kind, calendar: name }),
    });
  } catch (error) {
    // It was opened before this run went on with the errand.
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}

async function tell<State extends CaseState>(
  run: CaseRun<State>,
  errand: TellErrand,
  { key, at }: PendingErrand,
): Promise<void> {
  const { organisation } = run.record.state;
  const command: Command = { name: errand.command, commandId: key, at, actor: systemActor, body: errand.body };
  const other = getExternalWorkflowHandle(workflowId(errand.kind as CaseKind, organisation, errand.number));
  try {
    await other.signal<[Command]>(errand.command, command);
  } catch (error) {
    // A case that has ended needs no telling.
    if (!/not found/i.test(messageOf(error))) throw error;
    unheard(run, errand, { key, at, errand });
  }
}

/** A case that waits for an answer says to itself that none will come. */
function unheard<State extends CaseState>(
  run: CaseRun<State>,
  errand: TellErrand | OpenErrand,
  { key, at }: PendingErrand,
): void {
  if (!errand.unheard) return;
  const { command: name, body } = errand.unheard;
  applyWithoutReply(run, { name, commandId: `${key}:unheard`, at, actor: systemActor, body });
}
