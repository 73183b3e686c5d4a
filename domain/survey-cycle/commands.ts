import type { WordsReference } from '../case/command.ts';
import type { ActedOn } from './acting.ts';
import type { FrozenReport, Questionnaires } from './questionnaire.ts';
import type { GivenDecision, Recommendation } from './recommendation.ts';
import type { SurveyCycleStatus } from './state.ts';

/** What came of freezing a report. */
export type ReportOutcome = ({ outcome: 'frozen' } & FrozenReport) | { outcome: 'failed'; detail: string };

export type AgreedSteps =
  | { recommendations: Recommendation[]; words: WordsReference }
  | { recommendations: null; digest: string | null; words: WordsReference | null };

/** A donor who was given the success stories: the customer's number, and how. */
export interface StoryGiven {
  donor: string;
  channel: string;
}

/** The body of each command, as it reaches the cycle. */
export interface SurveyCycleCommands {
  /** `words`: what the reviewers should know. */
  prepare: { questionnaires: Questionnaires; words: WordsReference | null };
  review: { digest: string; words: WordsReference | null };
  /** `words`: the changes that are asked for. */
  return: { digest: string | null; words: WordsReference };
  'close-collection': object;
  /** `words`: what the officer makes of the results. */
  report: { words: WordsReference };
  discuss: { digest: string; words: WordsReference | null };
  /** A list of one's own, or none: then the digest of the list on the table, to which the other manager agrees. */
  'agree-steps': AgreedSteps;
  decide: { decisions: GivenDecision[]; words: WordsReference };
  /** `words`: the success stories that the donors were given; `given`: to whom, absent where an earlier release took it. */
  finish: {
    words: WordsReference;
    given?: StoryGiven[];
    /** How many donors were invited, and how many answers came. Absent where an earlier release took it. */
    asked?: number;
    answered?: number;
    /** Why nobody could be asked stands in the words; this is who agreed. */
    unasked?: { agreedBy: string };
  };
  /** The steps that follow from what donors said; none says in the words why there are none. */
  act: ActedOn;
  withdraw: { words: WordsReference };
  /** A questionnaire has been changed since it was prepared, so that nothing was opened; said by the case to itself. */
  'settle-opening': { detail: string };
  /** What came of freezing a report, said by the case to itself. */
  'settle-report': ReportOutcome;
}

export const innerSurveyCycleCommands = [
  'settle-opening',
  'settle-report',
] as const satisfies readonly (keyof SurveyCycleCommands)[];

/** Commands that people give. */
export type SurveyCycleCommandName = Exclude<keyof SurveyCycleCommands, (typeof innerSurveyCycleCommands)[number]>;

/** What may be done next with a survey cycle (N-09). Once management has decided there is nothing to withdraw any more. */
export const surveyCycleCommands: Record<SurveyCycleStatus, readonly SurveyCycleCommandName[]> = {
  preparing: ['prepare', 'withdraw'],
  reviewing: ['review', 'return', 'withdraw'],
  collecting: ['close-collection', 'withdraw'],
  analysing: ['report', 'withdraw'],
  reporting: [],
  discussing: ['discuss', 'withdraw'],
  agreeing: ['agree-steps', 'withdraw'],
  deciding: ['decide', 'withdraw'],
  'asking-donors': ['finish'],
  finishing: [],
  acting: ['act'],
  finished: [],
  withdrawn: [],
};
