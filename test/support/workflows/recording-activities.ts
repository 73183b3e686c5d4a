import { Context } from '@temporalio/activity';
import type { CaseActivities, ProjectRequest } from '../../../activities/case-activities.ts';
import type { TimelineEvent } from '../../../domain/case/event.ts';
import type { CaseKind } from '../../../domain/kinds.ts';
import { uneventful } from '../../../scripts/histories/uneventful.ts';
import { tellFailed } from '../../../temporal/cases.ts';
import type { NoticeBatch, NoticeOutcome } from '../../../workflows/messages/notices.ts';
import type { LookedFor, ProcedureLook } from '../../../workflows/messages/upkeep.ts';
import { riyadh } from '../samples/sample-calendar.ts';
import { sampleTicketPolicy } from '../samples/sample-policy.ts';

/** A batch of notices that a case has asked for, and when: in the server's own time. */
export interface Delivery {
  batch: NoticeBatch;
  askedAt: string;
}

export interface Recording {
  activities: CaseActivities;
  /** What happens in place of success, until a test takes it away again. */
  instead: Partial<CaseActivities>;
  projections: ProjectRequest[];
  deliveries: Delivery[];
  /** What was opened and closed, in order. */
  surveys: { did: 'open' | 'close'; survey: string; at: string }[];
  /** What starts procedures; a test puts its own here. */
  startProcedures(look: ProcedureLook): Promise<LookedFor>;
  /** The timeline of a case as it has been projected, each event once. */
  timeline(number: string): TimelineEvent[];
}

const world: CaseActivities = {
  ...uneventful,
  rulesFor: async () => ({ policy: sampleTicketPolicy(), calendar: riyadh }),
  deliverNotices: async (batch) => everybodyTold(batch),
};

/** Activities in memory: they keep what a case asks for, write everything and tell everybody. */
export function recordingActivities(): Recording {
  const recording: Recording = {
    projections: [],
    deliveries: [],
    surveys: [],
    instead: {},
    startProcedures: async ({ after }) => ({ upTo: after, waitMs: 3_600_000 }),
    activities: answering(
      {
        async project(request) {
          recording.projections.push(request);
          for (const batch of request.notices ?? []) await sendFromOutbox(batch, recording.activities.deliverNotices);
        },
        openSurvey: ({ id, opensAt }) => recording.surveys.push({ did: 'open', survey: id, at: opensAt }),
        closeSurvey: (request) => recording.surveys.push({ did: 'close', ...request }),
        deliverNotices(batch) {
          const { scheduledTimestampMs } = Context.current().info;
          recording.deliveries.push({ batch, askedAt: new Date(scheduledTimestampMs).toISOString() });
        },
      },
      () => recording.instead,
    ),
    timeline(number) {
      const events = recording.projections
        .filter(({ projection }) => projection.view.number === number)
        .flatMap((request) => request.events);
      return [...new Map(events.map((event) => [event.sequence, event])).values()].sort(
        (a, b) => a.sequence - b.sequence,
      );
    },
  };
  return recording;
}

type Noted = {
  [Name in keyof CaseActivities]?: (request: Parameters<CaseActivities[Name]>[0]) => unknown;
};

/** As the sender does with what a projection puts into the outbox: the case hears of what failed alone. */
async function sendFromOutbox(batch: NoticeBatch, deliver: CaseActivities['deliverNotices']): Promise<void> {
  const { key, kind, organisation, number } = batch;
  const failed = await deliver(batch).then(
    (outcomes) => ({ key, outcomes: outcomes.filter(({ sent }) => !sent), gaveUp: null }),
    (error: Error) => ({ key, outcomes: [], gaveUp: error.message }),
  );
  if (failed.outcomes.length === 0 && failed.gaveUp === null) return;
  await tellFailed(Context.current().client, { kind: kind as CaseKind, organisation, number }, failed);
}

/** Each activity notes what is asked, then does what the test wants instead, or what the uneventful world does. */
function answering(noted: Noted, instead: () => Partial<CaseActivities>): CaseActivities {
  const names = Object.keys(world) as (keyof CaseActivities)[];
  const activities = names.map((name) => [
    name,
    async (request: never) => {
      await noted[name]?.(request);
      return (instead()[name] ?? world[name])(request);
    },
  ]);
  return Object.fromEntries(activities);
}

function everybodyTold({ notices }: NoticeBatch): NoticeOutcome[] {
  return notices.flatMap(({ to, channels, escalation }) =>
    channels.map((channel) => ({ to, channel, sent: true, detail: '', escalation })),
  );
}
