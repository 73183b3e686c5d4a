import { ApplicationFailure } from '@temporalio/common';
import { type StepWriting, unprovenUpTo } from '../../db/cases/cases.ts';
import { pollUntil } from '../../db/poll-until.ts';

/** How long one attempt waits for what callers write, in milliseconds: as a rule they have written it before. */
const timeoutMs = 5000;

/**
 * Returns once every step of a case up to an event has been written, each proven by the signature of the command that made
 * it. So what somebody has told the engine in another person's name has no effect outside (S10).
 * @param sequence of the event; undefined if a worker of an earlier release has asked
 */
export async function untilProven(
  writing: StepWriting,
  organisation: string,
  number: string,
  sequence: number | undefined,
): Promise<void> {
  if (sequence === undefined) return;
  const unproven = await unprovenThrough(writing, { organisation, number, sequence });
  if (unproven.length === 0) return;
  const events = unproven.join(', ');
  throw ApplicationFailure.nonRetryable(`events ${events} of ${number} do not prove who did them`, 'Unproven');
}

/**
 * The events of a case up to one that do not prove who did them, once all of them have been written. The callers write
 * them, or the worker in their place: the activity is tried again until then.
 */
export async function unprovenThrough(
  writing: StepWriting,
  of: { organisation: string; number: string; sequence: number },
): Promise<number[]> {
  const look = () => unprovenUpTo(writing, of);
  const unproven = await pollUntil(await look(), (found) => found !== null, look, timeoutMs);
  if (unproven) return unproven;
  throw ApplicationFailure.create({ message: `${of.number} is still being written`, type: 'NotYetWritten' });
}
