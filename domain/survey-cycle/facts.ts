import type { WordsReference } from '../case/command.ts';
import type { DonorsStep } from './acting.ts';
import type { StoryGiven } from './commands.ts';
import type { FrozenReport, Questionnaires } from './questionnaire.ts';
import type { Recommendation, RecommendationDecision } from './recommendation.ts';
import type { SurveyCycleDetails } from './state.ts';

/** What can happen to a survey cycle, in the past tense. `…Given` is one manager's part, before the other's. */
export type SurveyCycleFact =
  | { type: 'started'; data: SurveyCycleDetails & { policyHash: string; calendarHash: string } }
  | {
      type: 'prepared';
      data: { questionnaires: Questionnaires; version: number; digest: string; words: WordsReference | null };
    }
  | { type: 'reviewGiven'; data: { digest: string; words: WordsReference | null } }
  | { type: 'reviewed'; data: { digest: string } }
  | { type: 'returned'; data: { digest: string; words: WordsReference } }
  | { type: 'collectionOpened'; data: { survey: string } }
  | { type: 'collectionNotOpened'; data: { detail: string } }
  | { type: 'collectionClosed'; data: { survey: string } }
  | { type: 'reportAsked'; data: { survey: string; words: WordsReference } }
  | { type: 'reported'; data: FrozenReport }
  | { type: 'reportFailed'; data: { detail: string } }
  | { type: 'discussionGiven'; data: { digest: string; words: WordsReference | null } }
  | { type: 'discussed'; data: { digest: string } }
  | {
      type: 'stepsProposed';
      data: { recommendations: Recommendation[]; version: number; digest: string; words: WordsReference };
    }
  | { type: 'agreementGiven'; data: { digest: string; words: WordsReference | null } }
  | { type: 'stepsAgreed'; data: { digest: string } }
  | { type: 'recommendationDecided'; data: RecommendationDecision }
  | { type: 'decided'; data: { accepted: number; rejected: number } }
  | { type: 'donorsSurveyOpened'; data: { survey: string } }
  | { type: 'donorsSurveyClosed'; data: { survey: string; words: WordsReference; given?: StoryGiven[] } }
  | { type: 'donorsReported'; data: FrozenReport }
  | { type: 'donorsActedOn'; data: { steps: DonorsStep[]; words: WordsReference } }
  | { type: 'finished'; data: FrozenReport }
  | { type: 'withdrawn'; data: { words: WordsReference } };
