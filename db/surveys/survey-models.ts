/** The collections of surveys: questionnaires, surveys, and answers apart from those who gave them. */
import type { Connection, Model } from 'mongoose';
import { collection } from '../collection.ts';
import type { InvitationDocument } from './invitations.ts';
import type { SealedPaperForm } from './paper-forms.ts';
import type { QuestionnaireDocument } from './questionnaires.ts';
import type { DeviceSlotDocument, SealedAnswerDocument, SealedPersonDocument } from './survey-answers.ts';
import type { InviteeDocument } from './survey-invitees.ts';
import type { SurveyReportDocument } from './survey-reports.ts';
import type { Survey } from './surveys.ts';

export interface SurveyModels {
  questionnaires: Model<QuestionnaireDocument>;
  surveys: Model<Survey>;
  surveyAnswers: Model<SealedAnswerDocument>;
  surveyPersons: Model<SealedPersonDocument>;
  invitations: Model<InvitationDocument>;
  surveyInvitees: Model<InviteeDocument>;
  deviceSlots: Model<DeviceSlotDocument>;
  paperForms: Model<SealedPaperForm>;
  surveyReports: Model<SurveyReportDocument>;
}

export function surveyModels(connection: Connection): SurveyModels {
  return {
    questionnaires: collection<QuestionnaireDocument>(connection, 'questionnaires', [{ organisation: 1, id: 1 }]),
    surveys: collection<Survey>(connection, 'surveys', [{ organisation: 1 }]),
    surveyAnswers: collection<SealedAnswerDocument>(connection, 'surveyAnswers', [{ survey: 1 }]),
    surveyPersons: collection<SealedPersonDocument>(connection, 'surveyPersons', [{ survey: 1 }]),
    invitations: collection<InvitationDocument>(connection, 'invitations'),
    surveyInvitees: collection<InviteeDocument>(connection, 'surveyInvitees', [{ survey: 1 }]),
    deviceSlots: collection<DeviceSlotDocument>(connection, 'deviceSlots'),
    paperForms: collection<SealedPaperForm>(connection, 'paperForms', [{ survey: 1 }]),
    surveyReports: collection<SurveyReportDocument>(connection, 'surveyReports'),
  };
}
