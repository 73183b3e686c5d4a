import { Context } from '@temporalio/activity';
import { closeSurvey } from '../db/surveys/surveys.ts';
import type { CaseActivities } from '../workflows/messages/activities.ts';
import type {
  AbsenceActivities,
  ContactActivities,
  InvitationActivities,
  RegistrationActivities,
  StaffActivities,
} from '../workflows/messages/upkeep.ts';
import { appointContact } from './cases/appoint-contact.ts';
import { chooseOwner } from './cases/choose-owner.ts';
import { enterRecord } from './cases/enter-record.ts';
import { isAnybodyThere } from './cases/is-anybody-there.ts';
import { matchFunding, releaseFunding, untilProjected } from './cases/match-funding.ts';
import { project } from './cases/project.ts';
import { rulesFor } from './cases/rules-for.ts';
import { frozenReport, openForAnswers } from './cases/surveys.ts';
import { formsLeftAlone } from './cases/unattended-forms.ts';
import { type Delivery, deliverNotices } from './notices/deliver-notices.ts';
import { sendContactCode } from './notices/send-contact-code.ts';
import { sendInvitations } from './notices/send-invitations.ts';
import { sendRegistrationCode } from './notices/send-registration-code.ts';
import { tellStaff } from './notices/tell-staff.ts';

/** The activities of every kind of case, of registering and of the staff, over one database and its ways out. */
export function caseActivities(
  delivery: Delivery,
): CaseActivities &
  RegistrationActivities &
  ContactActivities &
  AbsenceActivities &
  StaffActivities &
  InvitationActivities {
  return {
    tellStaff: (fact) => tellStaff(delivery, fact),
    formsLeftAlone: (absence) => formsLeftAlone(delivery.database, delivery.packOf, absence),
    project: (request) => project(delivery.database, delivery.links.secret, request),
    rulesFor: async (request) => {
      const pack = await delivery.packOf(request.organisation, request.policyVersion);
      return rulesFor(delivery.database, pack, request);
    },
    chooseOwner: (request) => chooseOwner(delivery.database, request),
    enterRecord: (request) => enterRecord(delivery.database, request),
    openSurvey: (opening) => openForAnswers(delivery.database, opening),
    closeSurvey: ({ survey, at }) => closeSurvey(delivery.database, survey, at),
    frozenReport: (request) => frozenReport(delivery.database, request),
    appointContact: (request) => appointContact(delivery.database, request),
    matchFunding: async (request) => {
      await untilProjected(delivery.database, request);
      const pack = await delivery.packOf(request.organisation, request.policyVersion);
      return matchFunding(delivery.database, pack, request);
    },
    releaseFunding: (request) => releaseFunding(delivery.database, request),
    sendInvitations: (request) => sendInvitations(delivery, request),
    isAnybodyThere: (request) => isAnybodyThere(delivery.database, request),
    sendContactCode: (request) => sendContactCode(delivery, request),
    sendRegistrationCode: (request) => sendRegistrationCode(delivery, request),
    deliverNotices: (batch) => {
      const { attempt, retryPolicy } = Context.current().info;
      return deliverNotices(delivery, batch, attempt >= (retryPolicy?.maximumAttempts ?? 1));
    },
  };
}
