import { condition } from '@temporalio/workflow';
import type { CaseState } from '../../domain/case/case.ts';
import { type CaseRun, isDone, mustContinue } from './run.ts';

/**
 * Does each thing once that has become ready, beside everything else and until the case is done. What could not be finished
 * before the case continues as new is ready again in the next run, under the same key.
 */
export async function inBackground<State extends CaseState, Task extends { key: string }>(
  run: CaseRun<State>,
  tasks: () => Task[],
  perform: (task: Task) => Promise<void>,
): Promise<void> {
  const started = new Set<string>();
  const ready = () => (mustContinue(run) ? [] : tasks().filter(({ key }) => !started.has(key)));
  while (!isDone(run)) {
    await condition(() => ready().length > 0 || isDone(run));
    for (const task of ready()) {
      started.add(task.key);
      run.busy += 1;
      perform(task)
        // One unhandled rejection would block the case for ever; what can fail has become a fact within `perform`.
        .catch(() => undefined)
        .finally(() => {
          run.busy -= 1;
        });
    }
  }
}

/** What a failure says, without the wrapping of activities and signals. */
export function messageOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return cause instanceof Error ? cause.message : String(cause);
}
