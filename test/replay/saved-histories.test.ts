import { beforeAll, expect, test } from '@jest/globals';
import type { Duration } from '@temporalio/common';
import { msToNumber } from '@temporalio/common/lib/time.js';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { savedHistory, savedNames, savedTimeline, timelineText } from '../../scripts/histories/timelines.ts';
import { replayedTimeline } from '../../worker/replayed-timeline.ts';
import { type ReplayedRun, replayedRuns } from '../../worker/replaying.ts';
import { workflowCode } from '../support/workflows/workflow-code.ts';

const names = savedNames();

interface SavedHistory {
  events: (Record<string, { activityType?: { name: string } }> & {
    activityTaskScheduledEventAttributes?: Scheduled;
  })[];
}

/** An activity as a history has it: every duration is text such as `0.200s`. */
interface Scheduled {
  activityType: { name: string };
  startToCloseTimeout: Duration;
  scheduleToCloseTimeout: Duration;
  heartbeatTimeout: Duration;
  retryPolicy?: {
    initialInterval?: Duration;
    maximumInterval?: Duration;
    backoffCoefficient?: number;
    maximumAttempts?: number;
  };
}

const saved = (name: string) => savedHistory<SavedHistory>(name);

/** What came of replaying each saved history, by its name: one worker replays them all. */
const replayed = new Map<string, ReplayedRun>();
beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const histories = names.map((workflowId) => ({ workflowId, history: saved(workflowId) }));
  const runs = replayedRuns(await workflowCode('replay'), histories);
  for await (const run of runs) replayed.set(run.workflowId, run);
});

test('there is a saved history for every outcome of a complaint, of its tickets, of a record change, a survey cycle and a lead', () => {
  expect(names).toEqual(
    expect.arrayContaining([
      'complaint-standard',
      'complaint-helped',
      'complaint-silence',
      'complaint-second-round',
      'complaint-not-completed',
      'complaint-withdrawn',
      'complaint-breached',
      'complaint-continued',
      'complaint-continued.1',
      'complaint-limit-after-objection',
      'complaint-limits-go-on',
      'complaint-with-tickets',
      'complaint-withdrawn-with-ticket',
      'department-ticket-accepted',
      'department-ticket-sent-back',
      'department-ticket-withdrawn',
      'complaint-hand-over-returned',
      'complaint-reopened',
      'complaint-objected',
      'complaint-claim-approved',
      'complaint-merged',
      'complaint-merge-survivor',
      'complaint-merge-unheard',
      'complaint-scored',
      'complaint-rated-after-silence',
      'complaint-appointments',
      'complaint-day-and-promise-missed',
      'complaint-full-day',
      'complaint-withdrawn-with-claim',
      'complaint-answer-not-phoned',
      'department-ticket-breached',
      'record-change-archived',
      'record-change-rejected-then-withdrawn',
      'record-change-stale',
      'record-change-late',
      'lead-successful',
      'lead-weeks-missed-then-cancelled',
      'lead-contact-asked',
      'lead-pledge-missed',
      'lead-continued',
      'lead-continued.1',
      'survey-cycle-finished',
      'survey-cycle-followed',
      'followed-item-accepted',
      'survey-cycle-returned-then-withdrawn',
      'survey-cycle-late',
      'survey-cycle-continued',
      'survey-cycle-continued.1',
    ]),
  );
});

test.each(names)('the saved history %s is what today’s code would do (X-03, X-04)', (name) => {
  expect([name, replayed.has(name), replayed.get(name)?.error]).toEqual([name, true, undefined]);
});

// Never mended by recording anew: what a case that runs has been told stands. A rule that reads otherwise asks for the
// reading of the pinned policy.
test.each(names)(
  'the rules of today make of the history %s the timeline, clocks and digests recorded beside it (X-03)',
  (name) => {
    expect(timelineText(replayedTimeline(replayed.get(name)?.steps ?? []))).toBe(savedTimeline(name));
  },
);

// The engine compares names and order alone, so that other time-outs would replay without a word.
test.each(names)(
  'the case of the history %s asks for the same activities with the same time-outs and retries',
  (name) => {
    const scheduled = saved(name).events.flatMap((event) => event.activityTaskScheduledEventAttributes ?? []);
    const asked = (replayed.get(name)?.asked ?? []).map(({ activity, options }) => ({
      ...{
        activity,
        once: milliseconds(options.startToCloseTimeout),
        inAll: milliseconds(options.scheduleToCloseTimeout),
      },
      heartbeat: milliseconds(options.heartbeatTimeout),
      first: milliseconds(options.retry?.initialInterval),
      longest: milliseconds(options.retry?.maximumInterval),
      factor: options.retry?.backoffCoefficient,
      attempts: options.retry?.maximumAttempts,
    }));
    expect(asked).toEqual(
      scheduled.map(({ activityType, startToCloseTimeout, scheduleToCloseTimeout, heartbeatTimeout, retryPolicy }) => ({
        ...{
          activity: activityType.name,
          once: milliseconds(startToCloseTimeout),
          inAll: milliseconds(scheduleToCloseTimeout),
        },
        heartbeat: milliseconds(heartbeatTimeout),
        first: milliseconds(retryPolicy?.initialInterval),
        longest: milliseconds(retryPolicy?.maximumInterval),
        factor: retryPolicy?.backoffCoefficient,
        attempts: retryPolicy?.maximumAttempts,
      })),
    );
  },
);

function milliseconds(duration: Duration | undefined): number {
  return duration === undefined ? 0 : msToNumber(duration);
}

test('a standard complaint costs the engine exactly so many events and tasks (design §2, rule 15)', () => {
  const { events } = saved('complaint-standard');
  const of = (type: string) => events.filter(({ eventType }) => String(eventType) === `EVENT_TYPE_${type}`).length;
  // A history does not tell its state transitions: there were 36 when it was recorded, and the live test bounds them.
  expect({ events: events.length, tasks: of('WORKFLOW_TASK_COMPLETED') }).toEqual({ events: 83, tasks: 14 });
  // All of it is there: six commands, a projection for each revision, nothing left undone, no deadline that fired.
  expect(of('WORKFLOW_EXECUTION_UPDATE_COMPLETED')).toBe(6);
  expect([of('ACTIVITY_TASK_SCHEDULED'), of('ACTIVITY_TASK_COMPLETED'), of('TIMER_FIRED')]).toEqual([7, 7, 0]);
});

test.each(['survey-cycle-finished', 'survey-cycle-followed', 'survey-cycle-late'])(
  'a whole cycle costs the engine at most 250 events, however many answers its surveys get: %s (N-09)',
  (name) => {
    const { events } = saved(name);
    expect(events.length).toBeGreaterThan(100);
    expect(events.length).toBeLessThanOrEqual(250);
  },
);

test('a history of other code does not replay: another activity at the same place', async () => {
  const history = saved('complaint-helped');
  for (const event of history.events) {
    const scheduled = event.activityTaskScheduledEventAttributes;
    if (scheduled?.activityType) scheduled.activityType.name = 'writeSomethingElse';
  }
  await expect(
    Worker.runReplayHistory({ workflowBundle: await workflowCode() }, history, 'other-code'),
  ).rejects.toThrow(DeterminismViolationError);
});
