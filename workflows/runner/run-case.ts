/**
 * The runner of every kind of case, and the only machinery of the product. Handlers are synchronous: they change the case
 * and return. Four loops act: one writes the projection, one holds the
 * one timer, one delivers notices, one does errands in other cases (design §2).
 */
import { allHandlersFinished, CancellationScope, condition, continueAsNew, workflowInfo } from '@temporalio/workflow';
import type { CaseState, Kind } from '../../domain/case/case.ts';
import type { CaseInput } from '../messages/case.ts';
import { performing } from './effects-loop.ts';
import { registerHandlers } from './handlers.ts';
import { noticing } from './notification-loop.ts';
import { projecting } from './projection-loop.ts';
import { type CaseRun, carriedFrom, mustContinue, startRun } from './run.ts';
import { watching } from './timer-loop.ts';

/** History events beyond `continueAfter` after which a run no longer waits for its activities: their work travels on. */
const extraEventsAllowed = 200;

/** Runs one case from its opening to its end, over as many workflow runs as its history needs. */
export async function runCase<State extends CaseState, Details>(
  kind: Kind<State, Details>,
  input: CaseInput<Details, State['policy']>,
): Promise<void> {
  const run = startRun(kind, input);
  registerHandlers(run);
  // A case ends by its own rules alone: a cancellation from outside does not reach its timers and activities.
  const finished = await CancellationScope.nonCancellable(() =>
    Promise.race([
      Promise.all([projecting(run), watching(run), noticing(run), performing(run)]).then(() => true),
      condition(() => readyToContinue(run)).then(() => false),
    ]),
  );
  if (finished) return CancellationScope.nonCancellable(() => condition(allHandlersFinished));
  return continueAsNew<(input: CaseInput<Details, State['policy']>) => Promise<void>>({
    ...input,
    calendar: run.calendar.snapshot,
    carried: carriedFrom(run),
  });
}

function readyToContinue(run: CaseRun): boolean {
  const idle = run.busy === 0 || workflowInfo().historyLength >= run.continueAfter + extraEventsAllowed;
  return mustContinue(run) && idle && allHandlersFinished();
}
