import { Context } from '@temporalio/activity';
import type { TimelineEvent } from '../../../domain/case/event.ts';
import type { CaseActivities, ProjectRequest } from '../../../workflows/messages/activities.ts';
import type { NoticeBatch, NoticeOutcome } from '../../../workflows/messages/notices.ts';
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
  /** The timeline of a case as it has been projected, each event once. */
  timeline(number: string): TimelineEvent[];
}

/** Activities in memory: they keep what a case asks for, write everything and tell everybody. */
export function recordingActivities(): Recording {
  const recording: Recording = {
    projections: [],
    deliveries: [],
    surveys: [],
    instead: {},
    activities: {
      async project(request) {
        recording.projections.push(request);
        return recording.instead.project?.(request) ?? { newer: null };
      },
      async chooseOwner(request) {
        return recording.instead.chooseOwner?.(request) ?? { staffId: null };
      },
      async enterRecord(request) {
        return recording.instead.enterRecord?.(request) ?? { outcome: 'entered', count: 0, customers: [] };
      },
      async rulesFor(request) {
        return recording.instead.rulesFor?.(request) ?? { policy: sampleTicketPolicy(), calendar: riyadh };
      },
      async appointContact(request) {
        const donors = request.donors.map(({ donor, base }) => ({ donor, person: request.person, version: base + 1 }));
        return recording.instead.appointContact?.(request) ?? { outcome: 'appointed', donors };
      },
      async matchFunding(request) {
        return recording.instead.matchFunding?.(request) ?? { received: request.upTo, contributions: 1 };
      },
      async releaseFunding(request) {
        return recording.instead.releaseFunding?.(request) ?? { contributions: 0, leads: [] };
      },
      async isAnybodyThere(request) {
        return recording.instead.isAnybodyThere?.(request) ?? true;
      },
      async openSurvey(survey) {
        recording.surveys.push({ did: 'open', survey: survey.id, at: survey.opensAt });
        return recording.instead.openSurvey?.(survey);
      },
      async closeSurvey(request) {
        recording.surveys.push({ did: 'close', ...request });
        return recording.instead.closeSurvey?.(request);
      },
      async frozenReport(request) {
        const report = { counted: 200, late: 3, digest: 'f'.repeat(64) };
        return recording.instead.frozenReport?.(request) ?? report;
      },
      async deliverNotices(batch) {
        const { scheduledTimestampMs } = Context.current().info;
        recording.deliveries.push({ batch, askedAt: new Date(scheduledTimestampMs).toISOString() });
        return recording.instead.deliverNotices?.(batch) ?? everybodyTold(batch);
      },
    },
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

function everybodyTold({ notices }: NoticeBatch): NoticeOutcome[] {
  return notices.flatMap(({ to, channels, escalation }) =>
    channels.map((channel) => ({ to, channel, sent: true, detail: '', escalation })),
  );
}
