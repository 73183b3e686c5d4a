/** The collections around leads: programmes and their funding, points of contact of donors, and rounds on record. */
import type { Connection, Model } from 'mongoose';
import { collection } from '../collection.ts';
import type { DonorContactDocument } from './donor-contacts.ts';
import type { InterestDiscussionDocument } from './interest-discussions.ts';
import type { LeadRoundDocument } from './lead-rounds.ts';
import type { ContributionDocument, ProgrammeDocument } from './programmes.ts';

export interface LeadModels {
  programmes: Model<ProgrammeDocument>;
  contributions: Model<ContributionDocument>;
  donorContacts: Model<DonorContactDocument>;
  leadRounds: Model<LeadRoundDocument>;
  interestDiscussions: Model<InterestDiscussionDocument>;
}

export function leadModels(connection: Connection): LeadModels {
  const ofOrganisation = { organisation: 1 } as const;
  return {
    programmes: collection<ProgrammeDocument>(connection, 'programmes', [ofOrganisation]),
    contributions: collection<ContributionDocument>(connection, 'contributions', [
      { organisation: 1, programme: 1 },
      { organisation: 1, customer: 1 },
    ]),
    donorContacts: collection<DonorContactDocument>(connection, 'donorContacts', [ofOrganisation]),
    leadRounds: collection<LeadRoundDocument>(connection, 'leadRounds', [ofOrganisation]),
    interestDiscussions: collection<InterestDiscussionDocument>(connection, 'interestDiscussions', [ofOrganisation]),
  };
}
