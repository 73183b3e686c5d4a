/** What of questionnaires and surveys a cycle knows: ids, versions, counts and digests. Questions and answers are elsewhere. */
import type { Amount } from '../deadline/calendar.ts';
import { digest } from '../digest.ts';

/** A version of a questionnaire, by the digest of what it asks. */
export interface QuestionnaireReference {
  id: string;
  version: number;
  /** SHA-256 of its content, hexadecimal. */
  digest: string;
}

/** The audiences of a survey. Beneficiaries come first, since donors are told what they said (3.1.18). */
export type Audience = 'beneficiaries' | 'donors';

/** The questionnaire for each audience, as they are put before the managers together. */
export type Questionnaires = Record<Audience, QuestionnaireReference>;

/** What an analysis was frozen as: how many answers count, how many came too late, and its digest. */
export interface FrozenReport {
  counted: number;
  late: number;
  digest: string;
}

/** One survey of a cycle, as it is opened for answers. */
export interface SurveyOpening {
  id: string;
  organisation: string;
  cycle: string;
  audience: Audience;
  programme: string;
  questionnaire: QuestionnaireReference;
  /** Asked later in the same cycle: it stands as it is from now on, too. */
  askedLater: QuestionnaireReference[];
  /** UTC. */
  opensAt: string;
  /** Set if it closes by itself: after how long, by which calendar. */
  closes?: { after: Amount; calendar: string };
}

/** The id of a cycle's survey of an audience. */
export function surveyId(cycle: string, audience: Audience): string {
  return `${cycle}:${audience}`;
}

/** SHA-256 of what the managers review: these questionnaires of this cycle, as they were prepared that time. */
export function questionnairesDigest(of: {
  organisation: string;
  number: string;
  version: number;
  questionnaires: Questionnaires;
}): string {
  const { organisation, number, version, questionnaires } = of;
  return digest({ organisation, number, version, questionnaires });
}
