import { condition, proxyActivities } from '@temporalio/workflow';
import type { CaseActivities } from '../../activities/case-activities.ts';
import type { CaseState } from '../../domain/case/case.ts';
import { projectionOf } from '../../domain/case/view.ts';
import { soon } from '../retries.ts';
import { adoptCalendar } from './handlers.ts';
import { type CaseRun, isDone, mustContinue } from './run.ts';

// Never given up: what the case has accepted will be readable, however long MongoDB is away.
const { project } = proxyActivities<CaseActivities>({
  startToCloseTimeout: '10s',
  retry: soon,
});

/** Writes the state and the new events to MongoDB, one write at a time; what piles up meanwhile goes in one. */
export async function projecting<State extends CaseState>(run: CaseRun<State>): Promise<void> {
  for (;;) {
    await condition(() => (run.unwritten.length > 0 && !mustContinue(run)) || isDone(run));
    if (run.unwritten.length === 0) return;
    const events = run.unwritten;
    const { organisation, calendar } = run.record.state;
    run.busy += 1;
    run.projecting = true;
    const { newer } = await project({
      projection: projectionOf(run.kind, run.record),
      events,
      calendar: { organisation, name: calendar.name, version: calendar.version },
    });
    run.busy -= 1;
    run.projecting = false;
    run.unwritten = run.unwritten.slice(events.length);
    if (newer) adoptCalendar(run, newer);
  }
}
