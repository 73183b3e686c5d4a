import { Context } from '@temporalio/activity';
import { closeSurvey } from '../db/surveys/surveys.ts';
import type { SurveyOpening } from '../domain/survey-cycle/questionnaire.ts';
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
import {
  type FundingRequest,
  matchFunding,
  type ReleaseRequest,
  releaseFunding,
  untilProjected,
} from './cases/match-funding.ts';
import { type ProjectRequest, project } from './cases/project.ts';
import { type RulesRequest, rulesFor } from './cases/rules-for.ts';
import { frozenReport, openForAnswers, type ReportRequest } from './cases/surveys.ts';
import { formsLeftAlone } from './cases/unattended-forms.ts';
import { type Delivery, deliverNotices } from './notices/deliver-notices.ts';
import { sendContactCode } from './notices/send-contact-code.ts';
import { sendInvitations } from './notices/send-invitations.ts';
import { sendRegistrationCode } from './notices/send-registration-code.ts';
import { tellStaff } from './notices/tell-staff.ts';

/** What a case may ask for, by the name that stands in histories. Each is safe to repeat. */
export type CaseActivities = ReturnType<typeof askedByCases>;

/** The activities of every kind of case, of registering and of the staff, over one database and its ways out. */
export function caseActivities(delivery: Delivery) {
  return { ...askedByCases(delivery), ...askedBesideCases(delivery) };
}

function askedByCases(delivery: Delivery) {
  const { database, packOf, links } = delivery;
  return {
    project: (request: ProjectRequest) => project(database, links.secret, request),
    deliverNotices(batch: NoticeBatch) {
      const { attempt, retryPolicy } = Context.current().info;
      return deliverNotices(delivery, batch, attempt >= (retryPolicy?.maximumAttempts ?? 1));
    },
    async rulesFor(request: RulesRequest) {
      const pack = await packOf(request.organisation, request.policyVersion);
      return rulesFor(database, pack, request);
    },
    chooseOwner: (request: OwnerRequest) => chooseOwner(database, request),
    isAnybodyThere: (request: PresenceRequest) => isAnybodyThere(database, request),
    enterRecord: (request: EnterRequest) => enterRecord(database, request),
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
    formsLeftAlone: (absence) => formsLeftAlone(delivery.database, delivery.packOf, absence),
    sendInvitations: (request) => sendInvitations(delivery, request),
    sendContactCode: (request) => sendContactCode(delivery, request),
    sendRegistrationCode: (request) => sendRegistrationCode(delivery, request),
  };
}
