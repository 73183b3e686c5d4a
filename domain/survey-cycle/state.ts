import type { Approval } from '../case/approval.ts';
import type { CaseFields } from '../case/case.ts';
import type { VaultTextRef } from '../case/command.ts';
import type { DonorsStep } from './aspects/donors.ts';
import type { SurveyCyclePolicy } from './policy.ts';
import type { FrozenReport, Questionnaires } from './questionnaire.ts';
import type { DecidedRecommendation, Recommendation } from './recommendation.ts';

/** What starting a cycle takes. */
export interface SurveyCycleDetails {
  /** Code of the programme that has ended. */
  programme: string;
  /** Its last local day, and the end of that day, UTC. */
  endedOn: string;
  endedAt: string;
}

/** What every survey cycle has, whatever its status. */
export interface SurveyCycleFields extends CaseFields, SurveyCycleDetails {
  kind: 'surveyCycle';
  policy: SurveyCyclePolicy;
  /** How often questionnaires have been put before the managers. */
  version: number;
  /** Staff ids of all who prepared one of them, under both names: they never review it. */
  makers: string[];
}

interface Prepared {
  questionnaires: Questionnaires;
  review: Approval;
}
interface Opened extends Prepared {
  /** Of the beneficiaries' answers; UTC. */
  collection: { survey: string; openedAt: string; closedAt: string | null };
}
interface Reported extends Opened {
  report: FrozenReport & { at: string; by: string };
  discussion: Approval;
}
/** A list on the table, with who has agreed to it; null before the first. */
export interface Proposal {
  version: number;
  recommendations: Recommendation[];
  words: VaultTextRef;
  agreement: Approval;
}
interface Agreed extends Reported {
  proposal: Proposal;
  recommendations: DecidedRecommendation[];
}
interface AskingDonors extends Agreed {
  donors: { survey: string; openedAt: string; closedAt: string | null };
}

/** Each step has what the steps before it have made. */
export type SurveyCycleState = SurveyCycleFields &
  (
    | { status: 'preparing' }
    | ({ status: 'reviewing' } & Prepared)
    | ({ status: 'collecting' } & Opened)
    | ({ status: 'analysing' } & Opened)
    | ({ status: 'reporting'; asked: { by: string; at: string } } & Opened)
    | ({ status: 'discussing' } & Reported)
    | ({ status: 'agreeing'; proposal: Proposal | null } & Reported)
    | ({ status: 'deciding' } & Agreed)
    | ({ status: 'asking-donors' } & AskingDonors)
    | ({ status: 'finishing' } & AskingDonors)
    | ({ status: 'acting'; donorsReport: FrozenReport; donorsSteps?: DonorsStep[] } & AskingDonors)
    | ({ status: 'finished'; donorsReport: FrozenReport; donorsSteps?: DonorsStep[] } & AskingDonors)
    | { status: 'withdrawn' }
  );

export type SurveyCycleStatus = SurveyCycleState['status'];
