/** Steps 1 and 2: the questionnaires prepared by one, and reviewed by others. */
import { decisionIn, objectionTo, openApproval, withDecision } from '../../case/approval.ts';
import { unchanged } from '../../case/aspect.ts';
import { bothNames, type Command, isNo, type No, type VaultTextRef } from '../../case/command.ts';
import { during, notThere, preparedAnew, type SurveyCycleAspect, signature } from '../aspect.ts';
import type { SurveyCycleFact } from '../facts.ts';
import { type Questionnaires, questionnairesDigest, surveyId } from '../questionnaire.ts';
import type { SurveyCycleDetails, SurveyCycleState } from '../state.ts';

interface PreparingCommands {
  /** `words`: what the reviewers should know. */
  prepare: { questionnaires: Questionnaires; words: VaultTextRef | null };
  review: { digest: string; words: VaultTextRef | null };
  /** `words`: the changes that are asked for. */
  return: { digest: string | null; words: VaultTextRef };
}

type PreparingFact =
  | { type: 'started'; data: SurveyCycleDetails & { policyHash: string; calendarHash: string } }
  | { type: 'prepared'; data: PreparingCommands['prepare'] & { version: number; digest: string } }
  | { type: 'reviewGiven'; data: PreparingCommands['review'] }
  | { type: 'reviewed'; data: { digest: string } }
  | { type: 'returned'; data: { digest: string; words: VaultTextRef } };

type Given<Name extends keyof PreparingCommands> = Command<Name, PreparingCommands[Name]>;

function prepared(state: SurveyCycleState, { body }: Given<'prepare'>): PreparingFact[] {
  const { questionnaires, words } = body;
  const { organisation, number } = state;
  const version = state.version + 1;
  const digest = questionnairesDigest({ organisation, number, version, questionnaires });
  return [{ type: 'prepared', data: { questionnaires, version, digest, words } }];
}

function reviewed(state: SurveyCycleState, { actor, body }: Given<'review'>): SurveyCycleFact[] | No {
  if (state.status !== 'reviewing') return notThere;
  const signed = signature(state.review, body.digest, actor);
  if (isNo(signed)) return signed;
  const given: SurveyCycleFact = { type: 'reviewGiven', data: body };
  if (!signed.isLast) return [given];
  const { digest } = body;
  const survey = surveyId(state.number, 'beneficiaries');
  return [given, { type: 'reviewed', data: { digest } }, { type: 'collectionOpened', data: { survey } }];
}

function returned(state: SurveyCycleState, { actor, body }: Given<'return'>): PreparingFact[] | No {
  if (state.status !== 'reviewing') return notThere;
  const objection = objectionTo(state.review, { verdict: 'rejected', digest: body.digest }, actor);
  return objection ?? [{ type: 'returned', data: { digest: state.review.digest, words: body.words } }];
}

export const preparing: SurveyCycleAspect<PreparingCommands, PreparingFact> = {
  decisions: { prepare: prepared, review: reviewed, return: returned },
  evolutions: {
    started: unchanged,
    prepared: during('preparing', (state, { questionnaires, version, digest: frozen }, event) => {
      const makers = [...new Set([...state.makers, ...bothNames(event)])];
      const review = openApproval(frozen, state.policy.approvals.review, makers);
      return {
        ...state,
        status: 'reviewing',
        owner: event.standingInFor ?? event.by,
        version,
        makers,
        questionnaires,
        review,
      };
    }),
    reviewGiven: during('reviewing', (state, { digest, words }, event) => {
      const decision = decisionIn(event, 'approved', digest, words);
      return { ...state, review: withDecision(state.review, decision) };
    }),
    reviewed: unchanged,
    returned: during('reviewing', preparedAnew),
  },
  decidedOn: (state, command) =>
    ['review', 'return'].includes(command) && 'review' in state ? state.review.digest : undefined,
};
