/** Steps 4 and 5: what was answered is analysed and reported on, and both managers discuss the report. */
import { decisionIn, openApproval, withDecision } from '../../case/approval.ts';
import { type Command, isNo, type No, type VaultTextRef } from '../../case/command.ts';
import { digest } from '../../digest.ts';
import { during, notThere, type SurveyCycleAspect, signature } from '../aspect.ts';
import type { SurveyCycleFact } from '../facts.ts';
import { type FrozenReport, surveyId } from '../questionnaire.ts';
import type { SurveyCycleState } from '../state.ts';

/** What came of freezing a report. */
export type ReportOutcome = ({ outcome: 'frozen' } & FrozenReport) | { outcome: 'failed'; detail: string };

interface ReportingCommands {
  /** `words`: what the officer makes of the results. */
  report: { words: VaultTextRef };
  discuss: { digest: string; words: VaultTextRef | null };
  /** What came of freezing a report, said by the case to itself. */
  'settle-report': ReportOutcome;
}

type ReportingFact =
  | { type: 'reportAsked'; data: { survey: string; words: VaultTextRef } }
  | { type: 'reported'; data: FrozenReport }
  | { type: 'reportFailed'; data: { detail: string } }
  | { type: 'discussionGiven'; data: ReportingCommands['discuss'] }
  | { type: 'discussed'; data: { digest: string } };

function discussed(
  state: SurveyCycleState,
  { actor, body }: Command<'discuss', ReportingCommands['discuss']>,
): ReportingFact[] | No {
  if (state.status !== 'discussing') return notThere;
  const signed = signature(state.discussion, body.digest, actor);
  if (isNo(signed)) return signed;
  const given: ReportingFact = { type: 'discussionGiven', data: body };
  return signed.isLast ? [given, { type: 'discussed', data: { digest: body.digest } }] : [given];
}

/** The analysis is there: of the beneficiaries to be discussed, of the donors to be acted on, or to end with. */
function settled({ status, policy }: SurveyCycleState, { body }: { body: ReportOutcome }): SurveyCycleFact[] {
  if (status !== 'reporting' && status !== 'finishing') return [];
  if (body.outcome === 'failed') return [{ type: 'reportFailed', data: { detail: body.detail } }];
  const { counted, late, digest: frozen } = body;
  const ofDonors = policy.actsOnDonors ? 'donorsReported' : 'finished';
  return [{ type: status === 'reporting' ? 'reported' : ofDonors, data: { counted, late, digest: frozen } }];
}

export const reporting: SurveyCycleAspect<ReportingCommands, ReportingFact> = {
  decisions: {
    report: ({ number }, { body }) => [
      { type: 'reportAsked', data: { survey: surveyId(number, 'beneficiaries'), ...body } },
    ],
    discuss: discussed,
    'settle-report': settled,
  },
  evolutions: {
    reportAsked: during('analysing', (state, _data, { by, at }) => ({
      ...state,
      status: 'reporting',
      asked: { by, at },
    })),
    reported: during('reporting', ({ asked, ...state }, report) => {
      const { organisation, number, policy, words } = state;
      // What is discussed is the analysis and what the officer makes of it: the words that came with `report`.
      const frozen = digest({ organisation, number, report, words: words.at(-1)?.digest ?? null });
      const discussion = openApproval(frozen, policy.approvals.discuss, []);
      return { ...state, status: 'discussing', report: { ...report, ...asked }, discussion };
    }),
    reportFailed(state) {
      if (state.status === 'finishing') return { ...state, status: 'asking-donors' };
      if (state.status !== 'reporting') return state;
      const { asked: _, ...rest } = state;
      return { ...rest, status: 'analysing' };
    },
    discussionGiven: during('discussing', (state, { digest: of, words }, event) => {
      const decision = decisionIn(event, 'approved', of, words);
      return { ...state, discussion: withDecision(state.discussion, decision) };
    }),
    discussed: during('discussing', (state) => ({ ...state, status: 'agreeing', proposal: null })),
  },
  errands({ type }, { number }) {
    const survey = surveyId(number, 'beneficiaries');
    return type === 'reportAsked' ? [{ do: 'freeze-report', survey, command: 'settle-report' }] : [];
  },
};
