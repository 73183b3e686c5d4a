import { Context } from '@temporalio/activity';
import { waitsForOf } from '../application/cases/waits-for.ts';
import { type StepWriting, writeStep } from '../db/cases/cases.ts';
import type { Database } from '../db/database.ts';
import { calendarAfter } from '../db/organisation/calendars.ts';
import { findPolicy } from '../db/organisation/policies.ts';
import { closeSurvey } from '../db/surveys/surveys.ts';
import type { CalendarSnapshot } from '../domain/case/case.ts';
import type { TimelineEvent } from '../domain/case/event.ts';
import type { NextActor } from '../domain/case/next-actors.ts';
import type { CaseProjection } from '../domain/case/view.ts';
import type { SurveyOpening } from '../domain/survey-cycle/questionnaire.ts';
import type { Pack } from '../packs/schema.ts';
import type { NoticeBatch } from '../workflows/messages/notices.ts';
import type {
  AbsenceActivities,
  ContactActivities,
  InvitationActivities,
  RegistrationActivities,
  StaffActivities,
} from '../workflows/messages/upkeep.ts';
import { type AppointRequest, appointContact } from './cases/appoint-contact.ts';
import { chooseOwner, type OwnerRequest } from './cases/choose-owner.ts';
import { type EnterRequest, enterRecord } from './cases/enter-record.ts';
import { isAnybodyThere, type PresenceRequest } from './cases/is-anybody-there.ts';
import { listStaff, type StaffRequest } from './cases/list-staff.ts';
import { makeReport, type ReportToMake } from './cases/make-report.ts';
import {
  type FundingRequest,
  matchFunding,
  type ReleaseRequest,
  releaseFunding,
  untilProjected,
} from './cases/match-funding.ts';
import type { PublishingActivities } from './cases/publish-version.ts';
import { type RulesRequest, rulesFor } from './cases/rules-for.ts';
import { type SigningRequest, signMessage } from './cases/sign-message.ts';
import { frozenReport, openForAnswers, type ReportRequest } from './cases/surveys.ts';
import { formsLeftAlone } from './cases/unattended-forms.ts';
import { untilProven } from './cases/until-proven.ts';
import { type Delivery, deliverNotices } from './notices/deliver-notices.ts';
import { leasedUntil } from './notices/notice-sender.ts';
import { sendContactCode } from './notices/send-contact-code.ts';
import { sendInvitations } from './notices/send-invitations.ts';
import { sendRegistrationCode } from './notices/send-registration-code.ts';
import { tellStaff } from './notices/tell-staff.ts';

/** What a case may ask for, by the name that stands in histories. Each is safe to repeat. */
export type CaseActivities = ReturnType<typeof askedByCases> & PublishingActivities;

/** The activities of every kind of case, of registering and of the staff, over one database and its ways out. */
export function caseActivities(delivery: Delivery) {
  return { ...askedByCases(delivery), ...askedBesideCases(delivery) };
}

function askedByCases(delivery: Delivery) {
  const { database, packOf, logger } = delivery;
  const { publicUrl: _, ...keys } = delivery.links;
  const writing = { database, ...keys, purpose: 'worker' as const, ...(logger ? { logger } : {}) };
  return {
    project: (request: ProjectRequest) => project({ ...delivery, ...writing }, request),
    async deliverNotices(batch: NoticeBatch) {
      const { organisation, number, sequence, notices } = batch;
      // Staff are told of a deadline whatever somebody has slipped into the case.
      if (notices.some(({ to }) => to === 'customer')) await untilProven(writing, organisation, number, sequence);
      const { attempt, retryPolicy } = Context.current().info;
      return deliverNotices(delivery, batch, attempt >= (retryPolicy?.maximumAttempts ?? 1));
    },
    async rulesFor(request: RulesRequest) {
      const pack = await packOf(request.organisation, request.policyVersion);
      return rulesFor(database, pack, request);
    },
    signMessage: (request: SigningRequest) => signMessage(writing, request),
    chooseOwner: (request: OwnerRequest) => chooseOwner(database, request),
    makeReport: (request: ReportToMake) => makeReport(database, request),
    listStaff: (request: StaffRequest) => listStaff(database, request),
    isAnybodyThere: (request: PresenceRequest) => isAnybodyThere(database, request),
    async enterRecord(request: EnterRequest) {
      const { organisation, change, sequence } = request;
      await untilProven(writing, organisation, change, sequence);
      return enterRecord(database, request);
    },
    appointContact: (request: AppointRequest) => appointContact(database, request),
    async matchFunding(request: FundingRequest) {
      await untilProjected(database, request);
      const pack = await packOf(request.organisation, request.policyVersion);
      return matchFunding(database, pack, request);
    },
    releaseFunding: (request: ReleaseRequest) => releaseFunding(database, request),
    openSurvey: (opening: SurveyOpening) => openForAnswers(database, opening),
    /** Answers that come at this instant or later are kept and not counted. Closes nothing that is closed or was never open. */
    closeSurvey: ({ survey, at }: { organisation: string; survey: string; at: string }) =>
      closeSurvey(database, survey, at),
    frozenReport: (request: ReportRequest) => frozenReport(database, request),
  };
}

function askedBesideCases(
  delivery: Delivery,
): RegistrationActivities & ContactActivities & AbsenceActivities & StaffActivities & InvitationActivities {
  return {
    tellStaff: (fact) => tellStaff(delivery, fact),
    formsLeftAlone: (absence) =>
      formsLeftAlone({ database: delivery.database, ...delivery.links, purpose: 'worker' }, delivery.packOf, absence),
    sendInvitations: (request) => sendInvitations(delivery, request),
    sendContactCode: (request) => sendContactCode(delivery, request),
    sendRegistrationCode: (request) => sendRegistrationCode(delivery, request),
  };
}

export interface ProjectRequest {
  /** `waitsFor`: absent if an earlier release asks. */
  projection: Omit<CaseProjection, 'waitsFor'> & Partial<Pick<CaseProjection, 'waitsFor'>>;
  events: TimelineEvent[];
  calendar: { organisation: string; name: string; version: number };
  /** What is to be sent. Absent if there is nothing, and in a history that began before notices went with the projection. */
  notices?: NoticeBatch[];
}

/** Where a projection is written, and who sends what is put into the outbox. */
type Projecting = StepWriting & Pick<Delivery, 'sender'>;

/** A newer calendar if there is one, so that a case started during a publication catches up. */
interface ProjectReply {
  newer: CalendarSnapshot | null;
}

/**
 * Writes a case's projection, its new events and the notices that are to be sent. Returns a newer calendar if one has
 * been published meanwhile. Notices are sent once all of it is written: who is told finds what they are told of.
 */
export async function project({ sender, ...writing }: Projecting, request: ProjectRequest): Promise<ProjectReply> {
  const { projection, events } = request;
  const { database } = writing;
  const waitsFor = projection.waitsFor ?? (await derived(database, projection));
  const step = { projection: { ...projection, waitsFor }, events, notices: request.notices ?? [] };
  // Taken already by the process that writes them, which sends them next.
  const notices = await writeStep(writing, step, leasedUntil());
  sender?.hand(notices);
  const { organisation, name, version } = request.calendar;
  return { newer: await calendarAfter(database, organisation, name, version) };
}

/** For whom a case waits that an earlier release asked to project, by the pack that it is pinned to. */
async function derived(database: Database, projection: ProjectRequest['projection']): Promise<NextActor[]> {
  const { organisation, policyVersion } = projection.view;
  const pinned = await findPolicy(database, organisation, policyVersion);
  return waitsForOf(projection, pinned ? [pinned.pack as Pack] : []);
}
