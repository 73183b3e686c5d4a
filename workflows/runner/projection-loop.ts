import { condition, proxyActivities } from '@temporalio/workflow';
import type { CaseActivities } from '../../activities/case-activities.ts';
import type { CaseState } from '../../domain/case/case.ts';
import { projectionOf } from '../../domain/case/view.ts';
import { soon } from '../retries.ts';
import { adoptCalendar } from './handlers.ts';
import { type CaseRun, isDone, mustContinue } from './run.ts';
import { batchesToProject, mustProject, toAll } from './to-write.ts';

// Never given up: what the case has accepted will be readable, however long MongoDB is away.
const { project } = proxyActivities<CaseActivities>({
  startToCloseTimeout: '10s',
  retry: soon,
});

/**
 * Writes the state, the new events and the notices that are to be sent to MongoDB, one write at a time. What piles up
 * meanwhile goes in one.
 */
export async function projecting<State extends CaseState>(run: CaseRun<State>): Promise<void> {
  for (;;) {
    await condition(() => (mustProject(run) && !mustContinue(run)) || isDone(run));
    if (isDone(run)) return;
    // What a Signal left to be written, an Update of the same task has left to its caller.
    if (!mustProject(run)) continue;
    const events = run.unwritten;
    const held = batchesToProject(run);
    const { organisation, calendar } = run.record.state;
    run.busy += 1;
    run.projecting = true;
    const { newer } = await project({
      projection: projectionOf(run.kind, run.record),
      events,
      calendar: { organisation, name: calendar.name, version: calendar.version },
      ...(held.length > 0 ? { notices: held.map(({ batch }) => toAll(run, batch)) } : {}),
    });
    run.busy -= 1;
    run.projecting = false;
    const through = events.at(-1)?.sequence ?? 0;
    run.unwritten = run.unwritten.filter(({ sequence }) => sequence > through);
    run.pending = run.pending.filter(({ batch }) => !held.some((gone) => gone.batch.key === batch.key));
    if (newer) adoptCalendar(run, newer);
  }
}
