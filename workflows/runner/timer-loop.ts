import { CancellationScope, condition, sleep } from '@temporalio/workflow';
import type { CaseState } from '../../domain/case/case.ts';
import { timeReached } from '../../domain/case/machine.ts';
import { nextInstant } from '../../domain/case/step.ts';
import { earlier } from '../../domain/deadline/instants-and-dates.ts';
import { type CaseRun, isDone, now, releaseNotices, take } from './run.ts';

/**
 * Holds the one timer of the case. It is for the nearest instant at which a deadline, a rung, the end of a window or a held
 * notice falls due. The timer is armed anew only when that instant changes, so waiting costs no history.
 */
export async function watching<State extends CaseState>(run: CaseRun<State>): Promise<void> {
  while (!isDone(run)) {
    const armed = nearest(run);
    if (armed === null) await condition(() => nearest(run) !== null || isDone(run));
    else if (await timerBeatsChange(run, armed)) reached(run, armed);
  }
}

function nearest<State extends CaseState>(run: CaseRun<State>): string | null {
  const held = run.pending.flatMap(({ notBefore }) => notBefore ?? []);
  const own = nextInstant(run.kind, run.record.state, run.calendar.opened);
  const instants = own === null ? held : [own, ...held];
  return instants.length === 0 ? null : instants.reduce(earlier);
}

/** True when the armed instant came, false when another one took its place first. */
async function timerBeatsChange<State extends CaseState>(run: CaseRun<State>, armed: string): Promise<boolean> {
  const race = new CancellationScope();
  try {
    return await race.run(() =>
      Promise.race([
        // An instant that has passed while nobody worked still needs a timer: of one millisecond, never less.
        sleep(Math.max(1, Date.parse(armed) - Date.now())).then(() => true),
        condition(() => nearest(run) !== armed || isDone(run)).then(() => false),
      ]),
    );
  } finally {
    race.cancel();
  }
}

/** The fired timer *is* its armed instant: nothing is compared with the present to decide whether it is time. */
function reached<State extends CaseState>(run: CaseRun<State>, instant: string): void {
  releaseNotices(run, instant);
  take(run, timeReached(run.kind, run.record, instant, run.calendar.opened, now()));
}
