/** The bare engine's case: six Updates and one deadline, and nothing of ours. What the product costs is measured against it. */
import {
  ApplicationFailure,
  allHandlersFinished,
  condition,
  defineUpdate,
  setHandler,
  sleep,
} from '@temporalio/workflow';

export interface BareCase {
  deadlineMs: number;
  /** How many Updates it takes before it ends. */
  commands: number;
}

export const act = defineUpdate<number, [{ by: string; text: string }]>('act');

/** Ends once it has taken its Updates and its deadline has passed; returns how many it took. */
export async function bareCase({ deadlineMs, commands }: BareCase): Promise<number> {
  let taken = 0;
  let isDue = false;
  setHandler(
    act,
    () => {
      taken += 1;
      return taken;
    },
    {
      validator({ by }) {
        if (by === '') throw ApplicationFailure.nonRetryable('nobody said so', 'Forbidden');
      },
    },
  );
  void sleep(deadlineMs).then(() => {
    isDue = true;
  });
  await condition(() => isDue && taken >= commands);
  await condition(allHandlersFinished);
  return taken;
}
