/** What the report of a closed survey says (N-09, N-10, B-02). Pure. */
import type { ListedFields } from '../../domain/personal-class.ts';
import type { Analysis } from '../../domain/survey/analysis.ts';
import type { Compared } from '../../domain/survey/comparison.ts';
import type { SatisfactionLevel } from '../../domain/survey/level.ts';
import type { Questionnaire, Wording } from '../../domain/survey/questionnaire.ts';

/** What the answers that count say. */
export interface SurveyFigures {
  counted: number;
  /** Of those that count, how many are marked as made up. */
  madeUp: number;
  /** SHA-256 of the analysis' canonical JSON. */
  digest: string;
  analysis: Analysis;
}

/** The survey, as far as its report names it. */
interface ReportedSurvey {
  _id: string;
  /** Code of the programme that it is about. */
  programme: string;
  questionnaire: { id: string; version: number; digest: string };
  closesAt: string | null;
}

export interface SurveyReport extends SurveyFigures {
  survey: ReportedSurvey;
  organisationName: Wording;
  programmeName: Wording | null;
  questionnaire: Questionnaire;
  /** Answers that came after it was closed: they are in no number. */
  late: number;
  /** Paper forms that were typed, and whose typists have not agreed: they are in no number. */
  unsettled: number;
  /** Paper forms that one person has typed if the policy wants two: they are in no number either. */
  awaitingSecond: number;
  /** Null if no survey before had that questionnaire; questions that were worded otherwise are left out. */
  against: { survey: string; programme: string; items: Compared[] } | null;
  /** Of everybody; null if nothing may be shown (N-09). */
  level: SatisfactionLevel | null;
  /** What people wrote, in no order that says who; null if fewer than five wrote. */
  texts: Record<string, string[] | null>;
}

/** What of a report says something about a person. */
export const surveyReportFields: ListedFields<SurveyReport> = {
  ...{ survey: 'open', organisationName: 'open', programmeName: 'open', questionnaire: 'open', unsettled: 'open' },
  ...{ awaitingSecond: 'open', against: 'open', level: 'open', counted: 'open', late: 'open', madeUp: 'open' },
  ...{ digest: 'open', analysis: 'open', texts: 'says' },
};
